package org.liftgate.modeling.dose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Sample;
import org.liftgate.modeling.linear.LinearSample.Effect;

/**
 * Rows with a dose that was offered to them, whoever they are.
 *
 * @param dose n values, 0 where nothing was offered
 * @param weights n values greater than 0: how many cells of the target population a row stands for;
 *     empty for one each
 * @param effects absorbed from everything
 * @param clusters n codes by name, one or two
 * @param outcomes each n values
 * @param held regressors beside the dose, n values each, NaN where unknown; a row counts as known
 *     when all of them are
 * @param chosen doses that the unit chose itself, n values each
 * @param later the dose of a time to come, which can have done nothing yet; NaN where unknown
 */
public record DoseSample(
    double[] dose,
    double[] weights,
    List<Effect> effects,
    Map<String, int[]> clusters,
    List<Named> outcomes,
    List<Named> held,
    List<Named> chosen,
    Optional<Named> later)
    implements Sample {

  /** A column of n values. */
  public record Named(String name, double[] values) {}

  public DoseSample {
    effects = List.copyOf(effects);
    clusters = new LinkedHashMap<>(clusters);
    outcomes = List.copyOf(outcomes);
    held = List.copyOf(held);
    chosen = List.copyOf(chosen);
  }

  /** A sample of a dose and outcomes only. */
  public static DoseSample of(
      double[] dose, List<Effect> effects, Map<String, int[]> clusters, Named... outcomes) {
    return new DoseSample(
        dose,
        new double[0],
        effects,
        clusters,
        Arrays.asList(outcomes),
        List.of(),
        List.of(),
        Optional.empty());
  }

  public DoseSample withWeights(double[] values) {
    return new DoseSample(dose, values, effects, clusters, outcomes, held, chosen, later);
  }

  public DoseSample withHeld(Named... columns) {
    return new DoseSample(
        dose, weights, effects, clusters, outcomes, Arrays.asList(columns), chosen, later);
  }

  public DoseSample withChosen(Named... columns) {
    return new DoseSample(
        dose, weights, effects, clusters, outcomes, held, Arrays.asList(columns), later);
  }

  public DoseSample withLater(Named column) {
    return new DoseSample(
        dose, weights, effects, clusters, outcomes, held, chosen, Optional.of(column));
  }

  @Override
  public int rows() {
    return dose.length;
  }

  double weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /** Rows whose held regressors are all known, ascending; none where nothing is held. */
  int[] known() {
    return known(held);
  }

  int[] known(List<Named> columns) {
    var rows = new int[columns.isEmpty() ? 0 : rows()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean all = true;
      for (Named column : columns) {
        all &= !Double.isNaN(column.values()[i]);
      }
      if (all) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  DoseSample take(int[] rows) {
    var codes = new LinkedHashMap<String, int[]>();
    clusters.forEach((name, values) -> codes.put(name, take(values, rows)));
    return new DoseSample(
        take(dose, rows),
        weights.length == 0 ? weights : take(weights, rows),
        effects.stream().map(e -> new Effect(e.name(), take(e.codes(), rows))).toList(),
        codes,
        take(outcomes, rows),
        take(held, rows),
        take(chosen, rows),
        later.map(c -> new Named(c.name(), take(c.values(), rows))));
  }

  private static List<Named> take(List<Named> columns, int[] rows) {
    return columns.stream().map(c -> new Named(c.name(), take(c.values(), rows))).toList();
  }

  private static double[] take(double[] values, int[] rows) {
    var out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  private static int[] take(int[] values, int[] rows) {
    var out = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }
}
