package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Sample;
import org.liftgate.modeling.formula.ModelFrame;

/**
 * Rows of a linear regression.
 *
 * @param outcome n values
 * @param names k names of the columns
 * @param columns k arrays of n values
 * @param intercept whether a constant is estimated; it must not be where effects are absorbed
 * @param weights n values greater than 0, taken as inverse to the error's variance; empty for equal
 *     ones
 * @param effects absorbed effects
 * @param clusters n codes by name, to cluster by
 */
public record LinearSample(
    double[] outcome,
    List<String> names,
    double[][] columns,
    boolean intercept,
    double[] weights,
    List<Effect> effects,
    Map<String, int[]> clusters)
    implements Sample {

  /**
   * @param codes n codes, each at least 0
   */
  public record Effect(String name, int[] codes) {}

  public LinearSample {
    names = List.copyOf(names);
    effects = List.copyOf(effects);
    clusters = new LinkedHashMap<>(clusters);
    if (intercept && !effects.isEmpty()) {
      throw new IllegalArgumentException("intercept (true) must be false with absorbed effects");
    }
  }

  /** A regression with an intercept. */
  public static LinearSample of(double[] outcome, List<String> names, double[]... columns) {
    return new LinearSample(outcome, names, columns, true, new double[0], List.of(), Map.of());
  }

  public static LinearSample of(ModelFrame frame) {
    return new LinearSample(
        frame.outcome(),
        frame.names(),
        frame.columns(),
        frame.intercept(),
        frame.weights(),
        frame.effects().stream().map(e -> new Effect(e.name(), e.codes())).toList(),
        frame.clusters());
  }

  public LinearSample withCluster(String name, int[] codes) {
    var all = new LinkedHashMap<>(clusters);
    all.put(name, codes);
    return new LinearSample(outcome, names, columns, intercept, weights, effects, all);
  }

  public LinearSample withWeights(double[] values) {
    return new LinearSample(outcome, names, columns, intercept, values, effects, clusters);
  }

  /** Absorbs effects; the intercept goes. */
  public LinearSample withEffects(Effect... absorbed) {
    return new LinearSample(
        outcome, names, columns, false, weights, Arrays.asList(absorbed), clusters);
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** The intercept where there is one, then the columns. */
  public List<String> terms() {
    var terms = new java.util.ArrayList<String>();
    if (intercept) {
      terms.add("(Intercept)");
    }
    terms.addAll(names);
    return terms;
  }

  LinearSample take(int[] rows) {
    var codes = new LinkedHashMap<String, int[]>();
    clusters.forEach((name, values) -> codes.put(name, take(values, rows)));
    return new LinearSample(
        take(outcome, rows),
        names,
        Arrays.stream(columns).map(c -> take(c, rows)).toArray(double[][]::new),
        intercept,
        weights.length == 0 ? weights : take(weights, rows),
        effects.stream().map(e -> new Effect(e.name(), take(e.codes(), rows))).toList(),
        codes);
  }

  private static double[] take(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  private static int[] take(int[] values, int[] rows) {
    return Arrays.stream(rows).map(i -> values[i]).toArray();
  }
}
