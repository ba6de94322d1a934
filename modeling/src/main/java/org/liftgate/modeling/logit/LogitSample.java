package org.liftgate.modeling.logit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Sample;

/**
 * Rows of a logistic regression; the intercept is added.
 *
 * @param names of the k columns
 * @param columns k arrays of n finite values
 * @param outcome n values 0 or 1
 * @param weights n values of at least 0; empty when every row counts once
 * @param clusters codes of n rows by the name of the cluster variable
 */
public record LogitSample(
    List<String> names,
    double[][] columns,
    byte[] outcome,
    double[] weights,
    Map<String, int[]> clusters)
    implements Sample {

  public LogitSample {
    names = List.copyOf(names);
    clusters = new LinkedHashMap<>(clusters);
    if (names.size() != columns.length) {
      throw new IllegalArgumentException("names must be one for each column");
    }
  }

  public static LogitSample of(List<String> names, double[][] columns, byte[] outcome) {
    return new LogitSample(names, columns, outcome, new double[0], Map.of());
  }

  public LogitSample withWeights(double[] values) {
    return new LogitSample(names, columns, outcome, values, clusters);
  }

  public LogitSample withCluster(String name, int[] codes) {
    var all = new LinkedHashMap<>(clusters);
    all.put(name, codes);
    return new LogitSample(names, columns, outcome, weights, all);
  }

  @Override
  public int rows() {
    return outcome.length;
  }
}
