package org.liftgate.modeling.uplift;

import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.uplift.RankWeightedEffect.Weighting;

/**
 * Standard errors of rank-weighted effects by half-sampling the doubly robust scores: half of a
 * fold's groups without replacement, ranks and effect anew, models and scores as they are. The
 * spread of halves about the whole is that of the whole about the truth (Yadlowsky and others,
 * 2025).
 *
 * @param draws such as 1,000
 */
record HalfSample(int draws, long seed, Workers workers) {
  private static final int PIECES = 64;

  /** The error of the estimate of {@link SequentialRank}, its weights held. */
  Estimate estimate(String term, SequentialRank rank) {
    double weights = 0;
    double total = 0;
    double variance = 0;
    for (int k = 0; k < rank.folds().size(); k++) {
      HeldOut fold = rank.folds().get(k);
      var priority = Priority.of(fold.predicted());
      var whole = RankWeightedEffect.of(priority, fold.scores(), rank.weighting());
      double plain = priority.constant() ? 0 : whole.stdError(fold.groups());
      if (plain > 0) {
        double error = stdError(priority, fold, rank.weighting(), whole.value(), k);
        weights += 1 / plain;
        total += whole.value() / plain;
        variance += error * error / (plain * plain);
      }
    }
    return weights == 0
        ? rank.estimate(term)
        : GroupedMean.value(term, total / weights, Math.sqrt(variance) / weights);
  }

  private double stdError(
      Priority priority, HeldOut fold, Weighting weighting, double whole, int number) {
    var dense = new HashMap<Integer, Integer>();
    int[] group = new int[priority.rows()];
    for (int i = 0; i < group.length; i++) {
      int code = fold.groups()[priority.order()[i]];
      group[i] = dense.computeIfAbsent(code, c -> dense.size());
    }
    double[] ordered =
        IntStream.of(priority.order()).mapToDouble(row -> fold.scores()[row]).toArray();
    List<Double> squares =
        workers.map(
            Math.min(PIECES, draws),
            piece -> {
              var half = new Half(ordered, group, dense.size(), priority.blocks());
              double sum = 0;
              for (int b = piece; b < draws; b += PIECES) {
                double value = half.draw(ArmMeans.stream(seed + number, b), weighting);
                sum += (value - whole) * (value - whole);
              }
              return sum;
            });
    return Math.sqrt(squares.stream().mapToDouble(d -> d).sum() / draws);
  }

  /** The effect of half of the groups, in one walk down the order. */
  private static final class Half {
    private final double[] scores;
    private final int[] group;
    private final int[] blocks;
    private final boolean[] in;

    Half(double[] scores, int[] group, int groups, int[] blocks) {
      this.scores = scores;
      this.group = group;
      this.blocks = blocks;
      this.in = new boolean[groups];
    }

    double draw(long seed, Weighting weighting) {
      var random = new SplittableRandom(seed);
      int left = in.length / 2;
      for (int g = 0; g < in.length; g++) {
        in[g] = random.nextInt(in.length - g) < left;
        left -= in[g] ? 1 : 0;
      }
      double sum = 0;
      int count = 0;
      double area = 0;
      int from = 0;
      for (int to : blocks) {
        double block = 0;
        int size = 0;
        for (int i = from; i < to; i++) {
          if (in[group[i]]) {
            block += scores[i];
            size++;
          }
        }
        for (int j = 1; j <= size; j++) {
          double part = sum + block * j / size;
          area += weighting == Weighting.AUTOC ? part / (count + j) : part;
        }
        sum += block;
        count += size;
        from = to;
      }
      double mean = sum / count;
      return weighting == Weighting.AUTOC
          ? area / count - mean
          : area / count / count - mean * (count + 1) / (2.0 * count);
    }
  }
}
