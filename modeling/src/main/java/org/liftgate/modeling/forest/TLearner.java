package org.liftgate.modeling.forest;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Conditional effects as the difference of two regression forests, one for each arm (Künzel,
 * Sekhon, Bickel and Yu, 2019). A row's own arm speaks out of bag. Without randomisation or
 * adjustment the difference is associational.
 *
 * <p>{@code new TLearner(new RegressionForest(ForestOptions.standard(1), Workers.all()))}
 */
public record TLearner(RegressionForest forest) {

  /** Conditional effects, or why there are none. */
  public sealed interface Effects {}

  /**
   * @param values n differences in units of the outcome
   */
  public record Conditional(double[] values) implements Effects {}

  public record Refused(Reason reason, String detail) implements Effects {}

  /**
   * @param columns p arrays of n values
   * @param treated n flags
   * @param y n outcomes
   */
  public Effects fit(double[][] columns, byte[] treated, double[] y) {
    var effects = new double[y.length];
    for (int arm = 0; arm <= 1; arm++) {
      int which = arm;
      int[] own = IntStream.range(0, y.length).filter(i -> treated[i] == which).toArray();
      int[] rest = IntStream.range(0, y.length).filter(i -> treated[i] != which).toArray();
      if (own.length == 0) {
        return new Refused(Reason.EMPTY_ARM, "An arm has no rows.");
      }
      double[][] x = taken(columns, own);
      ForestFit fit = forest.fit(x, Arrays.stream(own).mapToDouble(i -> y[i]).toArray());
      switch (fit) {
        case ForestFit.Refused r -> {
          return new Refused(r.reason(), "In the %s arm: %s".formatted(name(arm), r.detail()));
        }
        case Forest grown -> {
          var inside = grown.outOfBag(forest.workers());
          if (Arrays.stream(inside.trees()).anyMatch(t -> t == 0)) {
            return new Refused(Reason.UNSUITED, "A row is in every tree. Maybe grow more trees.");
          }
          add(effects, own, inside, arm == 1 ? 1 : -1);
          add(effects, rest, grown.predict(taken(columns, rest), forest.workers()), 2 * arm - 1);
        }
      }
    }
    return new Conditional(effects);
  }

  private static String name(int arm) {
    return arm == 1 ? "treated" : "untreated";
  }

  private static void add(double[] effects, int[] rows, Forest.Predictions p, int sign) {
    for (int i = 0; i < rows.length; i++) {
      effects[rows[i]] += sign * p.values()[i];
    }
  }

  private static double[][] taken(double[][] columns, int[] rows) {
    return Arrays.stream(columns)
        .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
        .toArray(double[][]::new);
  }
}
