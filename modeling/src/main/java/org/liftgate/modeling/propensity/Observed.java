package org.liftgate.modeling.propensity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Sample;

/**
 * Units with a treatment, an outcome, and covariates known before the treatment.
 *
 * @param names of the k covariates
 * @param covariates k arrays of n finite values
 * @param treated n values 0 or 1
 * @param outcome n finite values
 * @param clusters codes of n units by the name of the cluster variable
 */
public record Observed(
    List<String> names,
    double[][] covariates,
    byte[] treated,
    double[] outcome,
    Map<String, int[]> clusters)
    implements Sample {

  public Observed {
    names = List.copyOf(names);
    clusters = new LinkedHashMap<>(clusters);
    if (names.size() != covariates.length) {
      throw new IllegalArgumentException("names must be one for each covariate");
    }
    if (treated.length != outcome.length) {
      throw new IllegalArgumentException("treated and outcome must have the same length");
    }
  }

  public static Observed of(
      List<String> names, double[][] covariates, byte[] treated, double[] outcome) {
    return new Observed(names, covariates, treated, outcome, Map.of());
  }

  public Observed withCluster(String name, int[] codes) {
    var all = new LinkedHashMap<>(clusters);
    all.put(name, codes);
    return new Observed(names, covariates, treated, outcome, all);
  }

  @Override
  public int rows() {
    return treated.length;
  }

  /** Treated units. */
  public int treatedCount() {
    int count = 0;
    for (byte t : treated) {
      count += t;
    }
    return count;
  }

  /** The units at these rows. */
  public Observed take(int[] rows) {
    double[][] x = new double[covariates.length][];
    for (int k = 0; k < x.length; k++) {
      x[k] = take(covariates[k], rows);
    }
    byte[] t = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      t[i] = treated[rows[i]];
    }
    var codes = new LinkedHashMap<String, int[]>();
    clusters.forEach(
        (name, all) -> codes.put(name, Arrays.stream(rows).map(i -> all[i]).toArray()));
    return new Observed(names, x, t, take(outcome, rows), codes);
  }

  private static double[] take(double[] values, int[] rows) {
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }
}
