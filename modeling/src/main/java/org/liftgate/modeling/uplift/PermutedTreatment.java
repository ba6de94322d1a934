package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.uplift.RankWeightedEffect.Weighting;

/**
 * A placebo: treatments are dealt anew, whole groups at a time where a group shares its treatment,
 * and everything is learned and judged again. Rankings of nothing must pass the gate no more often
 * than its size; the rule is stated before it runs, and 99.9% of sound procedures keep it.
 *
 * @param draws such as 100
 */
public record PermutedTreatment(UpliftEvaluation evaluation, int draws, long seed) {
  private static final double TAIL = 0.001;

  /**
   * @param passes draws that passed the gate
   * @param most passes that are allowed
   * @param beaten share of draws, the real treatments counted among them, whose statistic is at
   *     least the real one: a randomisation p-value where treatment was drawn at random
   */
  public record Placebo(int draws, int passes, int most, double beaten) {
    public boolean holds() {
      return passes <= most;
    }

    /** The ranking, refused where rankings of nothing pass too. */
    public Ranking judge(Ranking real) {
      return holds() || real instanceof Ranking.Refused
          ? real
          : new Ranking.Refused(
              Ranking.Why.PLACEBO,
              "%d of %d rankings learned from permuted treatments pass too; at most %d may."
                  .formatted(passes, draws, most));
    }
  }

  public PermutedTreatment {
    if (draws < 1) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 1");
    }
  }

  /** Empty where the sample cannot be evaluated. */
  public Optional<Placebo> run(UpliftSample sample) {
    try {
      Workers workers = evaluation.workers();
      Features x = Features.of(sample.features(), workers);
      double real = statistic(evaluation, sample, x);
      List<Double> drawn =
          workers.map(
              draws,
              b -> {
                var random = new SplittableRandom(ArmMeans.stream(seed, b));
                var one = evaluation.with(Workers.of(1)).withSeed(ArmMeans.stream(seed, draws + b));
                return statistic(one, sample.withTreated(permuted(sample, random)), x);
              });
      int passes = (int) drawn.stream().filter(z -> z > critical()).count();
      long beaten = drawn.stream().filter(z -> z >= real).count();
      int most =
          BinomialDistribution.of(draws, evaluation.gate().size())
              .inverseCumulativeProbability(1 - TAIL);
      return Optional.of(new Placebo(draws, passes, most, (beaten + 1.0) / (draws + 1)));
    } catch (Refusal r) {
      return Optional.empty();
    }
  }

  private double critical() {
    return -NormalDistribution.of(0, 1).inverseCumulativeProbability(evaluation.gate().size());
  }

  private static double statistic(UpliftEvaluation evaluation, UpliftSample sample, Features x) {
    Estimate rate = evaluation.folded(sample, x).rank(UpliftResult.RATE, Weighting.AUTOC);
    return rate instanceof Estimate.Value v ? v.statistic() : 0;
  }

  /** Flags of groups dealt anew where each group shares its flag, else flags of rows. */
  static byte[] permuted(UpliftSample sample, SplittableRandom random) {
    var index = new HashMap<Integer, Integer>();
    int n = sample.rows();
    var code = new int[n];
    var flag = new byte[n];
    boolean shared = true;
    for (int i = 0; i < n; i++) {
      int before = index.size();
      code[i] = index.computeIfAbsent(sample.groups()[i], g -> index.size());
      if (index.size() > before) {
        flag[code[i]] = sample.treated()[i];
      }
      shared &= flag[code[i]] == sample.treated()[i];
    }
    if (!shared) {
      code = IntStream.range(0, n).toArray();
    }
    byte[] dealt = shared ? Arrays.copyOf(flag, index.size()) : Arrays.copyOf(sample.treated(), n);
    for (int i = dealt.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte other = dealt[i];
      dealt[i] = dealt[j];
      dealt[j] = other;
    }
    var out = new byte[n];
    for (int i = 0; i < n; i++) {
      out[i] = dealt[code[i]];
    }
    return out;
  }
}
