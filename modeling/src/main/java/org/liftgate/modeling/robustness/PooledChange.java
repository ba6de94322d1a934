package org.liftgate.modeling.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.adjusted.UnitInfluence;

/**
 * Groups' effects pooled with weights that the design fixes, and the pooled effect without each
 * unit: a unit's rows in all groups are left out at once, the weights are those of the units left.
 * One pass over the rows, whatever the number of units.
 *
 * @param groups with their fits
 * @param factors of each group's weight n1 n0 / n, such as P Q / (P + Q)
 * @param units U
 */
public record PooledChange(
    List<ChangeGroup> groups, List<ChangeGroup.Fit> fits, double[] factors, int units) {

  /** The pooled effect with each unit's influence. */
  public UnitInfluence effect() {
    double total = 0;
    double value = 0;
    for (int k = 0; k < factors.length; k++) {
      double w = weight(k, -1);
      total += w;
      value += w * fits.get(k).effect();
    }
    double[] by = new double[units];
    for (int k = 0; k < factors.length; k++) {
      double share = weight(k, -1) / total;
      ChangeGroup g = groups.get(k);
      for (int i = 0; i < g.rows(); i++) {
        by[g.unit(i)] += share * g.influence(fits.get(k), i);
      }
    }
    return new UnitInfluence(value / total, by);
  }

  private double weight(int k, int without) {
    return factors[k] * groups.get(k).information(without);
  }

  /** The effect without each unit, U values; NaN for a unit that takes no part. */
  public double[] leaveOneOut() {
    double total = 0;
    double sum = 0;
    double[] lessTotal = new double[units];
    double[] lessSum = new double[units];
    boolean[] seen = new boolean[units];
    for (int k = 0; k < factors.length; k++) {
      ChangeGroup g = groups.get(k);
      ChangeGroup.Fit fit = fits.get(k);
      double w = weight(k, -1);
      total += w;
      sum += w * fit.effect();
      for (int i = 0; i < g.rows(); i++) {
        int u = g.unit(i);
        double left = weight(k, i);
        double without = left > 0 ? g.without(fit, i) : 0;
        lessTotal[u] += left - w;
        lessSum[u] += left * without - w * fit.effect();
        seen[u] = true;
      }
    }
    double[] out = new double[units];
    for (int u = 0; u < units; u++) {
      out[u] = seen[u] ? (sum + lessSum[u]) / (total + lessTotal[u]) : Double.NaN;
    }
    return out;
  }

  /** Standard errors of the pooled effect by name of the variant. */
  public List<Variant> variants() {
    UnitInfluence e = effect();
    int g = e.units();
    double cr0 = Arrays.stream(e.byUnit()).map(v -> v * v).sum();
    double rows = 0;
    int n = 0;
    double total = IntStream.range(0, factors.length).mapToDouble(k -> weight(k, -1)).sum();
    for (int k = 0; k < factors.length; k++) {
      ChangeGroup group = groups.get(k);
      double share = weight(k, -1) / total;
      for (int i = 0; i < group.rows(); i++) {
        double v = share * group.influence(fits.get(k), i);
        rows += v * v;
        n++;
      }
    }
    double[] without = Arrays.stream(leaveOneOut()).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(without).average().orElse(Double.NaN);
    double jackknife = 0;
    for (double v : without) {
      jackknife += (v - mean) * (v - mean);
    }
    double g1 = g / (g - 1.0);
    return List.of(
        new Variant("cluster(unit), CR1", Math.sqrt(cr0 * g1), g - 1.0),
        new Variant("cluster(unit), CR0", Math.sqrt(cr0), g - 1.0),
        new Variant("cluster(unit), CR3 jackknife", Math.sqrt(jackknife / g1), g - 1.0),
        new Variant("rows as if apart, HC1", Math.sqrt(rows * n / (n - 1.0)), n - 1.0));
  }

  /** A standard error with its degrees of freedom. */
  public record Variant(String name, double stdError, double df) {
    public Estimate estimate(double value) {
      return stdError > 0
          ? new org.liftgate.modeling.inference.StudentT(df).value("att", value, stdError)
          : new Estimate.Missing(
              "att", Estimate.Reason.NO_VARIATION, "Changes do not vary between units.");
    }
  }
}
