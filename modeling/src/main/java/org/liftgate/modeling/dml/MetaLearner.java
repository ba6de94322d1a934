package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Point;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.uplift.UpliftLearner;
import org.liftgate.modeling.uplift.UpliftPredictions;
import org.liftgate.modeling.uplift.UpliftPredictions.Predicted;
import org.liftgate.modeling.uplift.UpliftPredictions.Refused;
import org.liftgate.modeling.uplift.UpliftSample;

/**
 * Average and pointwise effects of the T-, S- and X-learner (Künzel, Sekhon, Bickel and Yu, 2019).
 * They have no intervals of their own: without draws their effects are points. With draws, groups
 * are drawn with replacement and the learner fitted anew; that shows how far a learner wobbles, not
 * how far it is off, and a regularised learner is off.
 *
 * <p>Estimand: E[Y(1) - Y(0) | X] where the features hold all that drives treatment and outcome,
 * else the difference of arms given them, which is associational.
 *
 * @param draws of the bootstrap; 0 for none
 */
public record MetaLearner(UpliftLearner learner, int draws, long seed, Workers workers) {
  static final String WHY = "A learner of means has no standard error; a bootstrap gives one.";

  /** Draws of which fewer say nothing of a spread. */
  private static final int LEAST = 20;

  public MetaLearner {
    if (draws != 0 && draws < LEAST) {
      throw new IllegalArgumentException(
          "draws (%d) must be 0 or at least %d".formatted(draws, LEAST));
    }
  }

  /** Points alone. */
  public MetaLearner(UpliftLearner learner) {
    this(learner, 0, 1, Workers.of(1));
  }

  public MetaLearner withDraws(int value) {
    return new MetaLearner(learner, value, seed, workers);
  }

  public MetaLearner with(Workers value) {
    return new MetaLearner(learner, draws, seed, value);
  }

  /**
   * The mean effect over the sample, then the effect at each point.
   *
   * @param x the sample's features at m points
   */
  public List<Estimate> estimate(UpliftSample sample, double[][] x) {
    int m = x.length == 0 ? 0 : x[0].length;
    double[][] all = new double[x.length][];
    for (int k = 0; k < all.length; k++) {
      double[] own = sample.features()[k];
      all[k] = Arrays.copyOf(own, own.length + m);
      System.arraycopy(x[k], 0, all[k], own.length, m);
    }
    return switch (UpliftPredictions.of(learner, sample, all, seed, workers)) {
      case Refused r -> List.of(new Missing("ate", r.reason(), r.detail()));
      case Predicted p -> {
        double[] found = figures(p.effects(), sample.rows());
        yield draws == 0 ? points(found) : intervals(found, sample, x);
      }
    };
  }

  /** The mean over the first n effects, then the others. */
  private static double[] figures(double[] effects, int n) {
    var out = new double[effects.length - n + 1];
    out[0] = Arrays.stream(effects, 0, n).average().orElse(0);
    System.arraycopy(effects, n, out, 1, out.length - 1);
    return out;
  }

  private static String term(int k) {
    return k == 0 ? "ate" : "effect(" + k + ")";
  }

  private static List<Estimate> points(double[] found) {
    var out = new ArrayList<Estimate>();
    for (int k = 0; k < found.length; k++) {
      out.add(new Point(term(k), found[k], WHY));
    }
    return out;
  }

  /**
   * By the normal law with the deviation of the draws; draws that an arm is too small for are left.
   */
  private List<Estimate> intervals(double[] found, UpliftSample sample, double[][] x) {
    int[][] groups = groups(sample.groups());
    var quiet = new MetaLearner(learner, 0, seed, Workers.of(1));
    List<List<Estimate>> drawn =
        workers.map(draws, d -> quiet.estimate(drawn(sample, groups, d), x)).stream()
            .filter(e -> e.size() == found.length)
            .toList();
    var out = new ArrayList<Estimate>();
    for (int k = 0; k < found.length; k++) {
      int at = k;
      double[] values = drawn.stream().mapToDouble(e -> ((Point) e.get(at)).value()).toArray();
      double mean = Arrays.stream(values).average().orElse(0);
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double error = Math.sqrt(squares / (values.length - 1));
      out.add(
          values.length < LEAST || !(error > 0)
              ? new Point(term(k), found[k], "Too few draws could be fitted.")
              : new StudentT(Double.POSITIVE_INFINITY).value(term(k), found[k], error));
    }
    return out;
  }

  private static int[][] groups(int[] codes) {
    var rows = new HashMap<Integer, List<Integer>>();
    var order = new ArrayList<List<Integer>>();
    for (int i = 0; i < codes.length; i++) {
      rows.computeIfAbsent(
              codes[i],
              c -> {
                var list = new ArrayList<Integer>();
                order.add(list);
                return list;
              })
          .add(i);
    }
    return order.stream().map(l -> l.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
  }

  private UpliftSample drawn(UpliftSample s, int[][] groups, int draw) {
    var random = new SplittableRandom(Digest.mix(Digest.mix(seed) + draw + 1));
    int[] rows =
        random
            .ints(groups.length, 0, groups.length)
            .flatMap(g -> Arrays.stream(groups[g]))
            .toArray();
    var treated = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      treated[i] = s.treated()[rows[i]];
    }
    return UpliftSample.of(
        s.names(), CrossFit.taken(s.features(), rows), treated, CrossFit.taken(s.outcome(), rows));
  }
}
