package org.liftgate.modeling.refit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows an effect is estimated from.
 *
 * @param outcome n values
 * @param treatment n values
 * @param names k names, one for each covariate
 * @param covariates k columns of n values: all that is held fixed
 * @param units n codes 0, 1, ... of what was drawn or assigned as one; rows of one stay together
 */
public record Study(
    double[] outcome,
    double[] treatment,
    List<String> names,
    List<double[]> covariates,
    int[] units) {

  public Study {
    names = List.copyOf(names);
    covariates = List.copyOf(covariates);
    int n = outcome.length;
    if (treatment.length != n
        || units.length != n
        || covariates.stream().anyMatch(c -> c.length != n)) {
      throw new IllegalArgumentException(
          "outcome, treatment, units and covariates must all have %d rows".formatted(n));
    }
    if (names.size() != covariates.size()) {
      throw new IllegalArgumentException(
          "names (%d) must be as many as covariates (%d)"
              .formatted(names.size(), covariates.size()));
    }
  }

  public int rows() {
    return outcome.length;
  }

  /** How many units there are, those without a row in between counted. */
  public int unitCount() {
    return Arrays.stream(units).max().orElse(-1) + 1;
  }

  public Study withOutcome(double[] other) {
    return new Study(other, treatment, names, covariates, units);
  }

  public Study withTreatment(double[] other) {
    return new Study(outcome, other, names, covariates, units);
  }

  public Study withCovariate(String name, double[] values) {
    var more = new ArrayList<>(covariates);
    more.add(values);
    var called = new ArrayList<>(names);
    called.add(name);
    return new Study(outcome, treatment, called, more, units);
  }

  /** Without the covariate at an index. */
  public Study without(int index) {
    var fewer = new ArrayList<>(covariates);
    fewer.remove(index);
    var called = new ArrayList<>(names);
    called.remove(index);
    return new Study(outcome, treatment, called, fewer, units);
  }

  /**
   * Rows by units, each as often as it is drawn. A unit drawn twice keeps one code, so that folds
   * which keep units together never learn from a copy of what they predict.
   *
   * @param times for each unit, how often; 0 leaves it out
   */
  public Study repeated(int[] times) {
    int n = 0;
    for (int u : units) {
      n += times[u];
    }
    int[] from = new int[n];
    int at = 0;
    for (int i = 0; i < units.length; i++) {
      for (int k = 0; k < times[units[i]]; k++) {
        from[at++] = i;
      }
    }
    return new Study(
        pick(outcome, from),
        pick(treatment, from),
        names,
        covariates.stream().map(c -> pick(c, from)).toList(),
        Arrays.stream(from).map(i -> units[i]).toArray());
  }

  private static double[] pick(double[] values, int[] from) {
    double[] out = new double[from.length];
    Arrays.setAll(out, i -> values[from[i]]);
    return out;
  }
}
