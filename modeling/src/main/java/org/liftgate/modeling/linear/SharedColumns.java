package org.liftgate.modeling.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.liftgate.modeling.linear.LinearSample.Effect;

/**
 * Rows that several regressions share: outcomes and regressors alike are columns, told apart only
 * when a regression is asked for.
 *
 * @param rows n
 * @param columns each makes its n values when they are needed, so that not all stand in memory at
 *     once
 * @param weights n values greater than 0; empty for equal ones
 * @param effects absorbed from every column, at least one
 * @param clusters n codes by name, one or two
 */
public record SharedColumns(
    int rows,
    List<Column> columns,
    double[] weights,
    List<Effect> effects,
    Map<String, int[]> clusters) {

  /** A named column. */
  public record Column(String name, Supplier<double[]> values) {}

  public SharedColumns {
    columns = List.copyOf(columns);
    effects = List.copyOf(effects);
    clusters = new LinkedHashMap<>(clusters);
    if (effects.isEmpty()) {
      throw new IllegalArgumentException("effects (none) must be at least one");
    }
    if (clusters.isEmpty() || clusters.size() > 2) {
      throw new IllegalArgumentException(
          "clusters (%s) must be one or two".formatted(clusters.keySet()));
    }
  }
}
