package org.liftgate.modeling.iv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Sample;
import org.liftgate.modeling.linear.LinearSample;

/**
 * Rows of an instrumental-variables regression.
 *
 * @param base the outcome (n), its k exogenous covariates, weights, absorbed effects and clusters
 * @param treatment name of the endogenous column
 * @param taken n values of the treatment
 * @param instruments L names, L at least 1
 * @param assigned L arrays of n values
 */
public record IvSample(
    LinearSample base,
    String treatment,
    double[] taken,
    List<String> instruments,
    double[][] assigned)
    implements Sample {

  public IvSample {
    instruments = List.copyOf(instruments);
    if (instruments.isEmpty() || instruments.size() != assigned.length) {
      throw new IllegalArgumentException(
          "instruments (%d) must be one for each of %d columns, at least one"
              .formatted(instruments.size(), assigned.length));
    }
  }

  /** One instrument. */
  public static IvSample of(
      LinearSample base, String treatment, double[] taken, String instrument, double[] assigned) {
    return new IvSample(base, treatment, taken, List.of(instrument), new double[][] {assigned});
  }

  @Override
  public int rows() {
    return taken.length;
  }

  /** Whether treatment and the only instrument are 0 and 1 alone. */
  boolean binary() {
    return assigned.length == 1 && flags(taken) && flags(assigned[0]);
  }

  static boolean flags(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  /** The regression of another outcome on the covariates, then these instruments. */
  LinearSample on(double[] outcome, List<String> names, double[][] columns) {
    var allNames = new ArrayList<>(base.names());
    allNames.addAll(names);
    var all = new ArrayList<>(Arrays.asList(base.columns()));
    all.addAll(Arrays.asList(columns));
    return new LinearSample(
        outcome,
        allNames,
        all.toArray(double[][]::new),
        base.intercept(),
        base.weights(),
        base.effects(),
        base.clusters());
  }
}
