package org.liftgate.modeling.adjusted;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.modeling.propensity.Observed;

/**
 * A group's units with what was known of them before its start and what came after.
 *
 * @param label of the group
 * @param unit n codes, the same in every group
 * @param treated n values 0 or 1
 * @param columns by name; n values each, none missing
 * @param before n means of the outcome over the periods before the start
 * @param after n means from the start on
 * @param panelRows rows of the panel behind these units
 * @param weight the group's in a stacked regression: n1 n0 / n * P Q / (P + Q)
 * @param others other treatments that reach into the group's periods
 */
public record GroupSample(
    Object label,
    int[] unit,
    byte[] treated,
    Map<String, double[]> columns,
    double[] before,
    double[] after,
    long panelRows,
    double weight,
    List<Other> others) {
  public GroupSample {
    others = List.copyOf(others);
  }

  public int treatedUnits() {
    return (int) IntStream.range(0, treated.length).filter(i -> treated[i] == 1).count();
  }

  public int comparisonUnits() {
    return treated.length - treatedUnits();
  }

  /** Names of columns that are there and vary, at most {@code limit}, the first ones. */
  public List<String> usable(List<String> names, int limit) {
    return names.stream()
        .filter(n -> columns.containsKey(n) && varies(columns.get(n)))
        .limit(limit)
        .toList();
  }

  /** After less before. */
  public double[] difference() {
    double[] d = new double[after.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = after[i] - before[i];
    }
    return d;
  }

  /**
   * The units with these columns as covariates, each less its mean and over its deviation, so that
   * the logit converges whatever the units; constants are left out.
   */
  public Observed observed(List<String> names, double[] outcome) {
    var kept =
        names.stream().filter(n -> columns.containsKey(n) && varies(columns.get(n))).toList();
    double[][] x = kept.stream().map(n -> standardised(columns.get(n))).toArray(double[][]::new);
    return Observed.of(kept, x, treated, outcome).withCluster("unit", unit);
  }

  private static boolean varies(double[] x) {
    for (double v : x) {
      if (v != x[0]) {
        return true;
      }
    }
    return false;
  }

  private static double[] standardised(double[] x) {
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    double sd = Math.sqrt(sum / x.length);
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = (x[i] - mean) / sd;
    }
    return out;
  }
}
