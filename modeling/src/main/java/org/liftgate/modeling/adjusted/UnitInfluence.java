package org.liftgate.modeling.adjusted;

import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * An effect with what each unit adds to its error, summed over the groups the unit is in. The
 * variance is G/(G-1) times the sum of squares, G the units that take part; two effects on the same
 * units have the covariance of these sums, so that their difference has a standard error of its own
 * (Hampel, 1974; as seemingly unrelated estimates are stacked).
 *
 * @param byUnit U values, 0 for a unit that takes no part
 */
public record UnitInfluence(double value, double[] byUnit) {

  /** Difference of the means of two arms. */
  public static UnitInfluence ofMeans(int[] unit, byte[] treated, double[] y, int units) {
    double[] mean = new double[2];
    int[] n = new int[2];
    for (int i = 0; i < y.length; i++) {
      mean[treated[i]] += y[i];
      n[treated[i]]++;
    }
    mean[0] /= n[0];
    mean[1] /= n[1];
    double[] by = new double[units];
    for (int i = 0; i < y.length; i++) {
      int arm = treated[i];
      by[unit[i]] += (2 * arm - 1) * (y[i] - mean[arm]) / n[arm];
    }
    return new UnitInfluence(mean[1] - mean[0], by);
  }

  /** n influence values with mean 0, as estimators give them. */
  public static UnitInfluence ofMean(double value, int[] unit, double[] influence, int units) {
    double[] by = new double[units];
    for (int i = 0; i < influence.length; i++) {
      by[unit[i]] += influence[i] / influence.length;
    }
    return new UnitInfluence(value, by);
  }

  /** n influence values whose sum is the error. */
  public static UnitInfluence ofSum(double value, int[] unit, double[] influence, int units) {
    double[] by = new double[units];
    for (int i = 0; i < influence.length; i++) {
      by[unit[i]] += influence[i];
    }
    return new UnitInfluence(value, by);
  }

  /** Weighted mean of effects; weights need not sum to one. */
  public static UnitInfluence mean(List<UnitInfluence> effects, double[] weights) {
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    double value = 0;
    double[] by = new double[effects.getFirst().byUnit.length];
    for (int k = 0; k < weights.length; k++) {
      double share = weights[k] / total;
      value += share * effects.get(k).value;
      double[] one = effects.get(k).byUnit;
      for (int u = 0; u < by.length; u++) {
        by[u] += share * one[u];
      }
    }
    return new UnitInfluence(value, by);
  }

  /** This effect less another on the same units. */
  public UnitInfluence minus(UnitInfluence other) {
    double[] by = byUnit.clone();
    for (int u = 0; u < by.length; u++) {
      by[u] -= other.byUnit[u];
    }
    return new UnitInfluence(value - other.value, by);
  }

  /** Units that take part. */
  public int units() {
    int units = 0;
    for (double v : byUnit) {
      units += v != 0 ? 1 : 0;
    }
    return units;
  }

  public double stdError() {
    return Math.sqrt(covariance(this));
  }

  /** Covariance with another effect on the same units. */
  public double covariance(UnitInfluence other) {
    double sum = 0;
    int units = 0;
    for (int u = 0; u < byUnit.length; u++) {
      sum += byUnit[u] * other.byUnit[u];
      units += byUnit[u] != 0 || other.byUnit[u] != 0 ? 1 : 0;
    }
    return units < 2 ? Double.NaN : sum * units / (units - 1.0);
  }

  /** The effect under t with units - 1 degrees of freedom. */
  public Estimate estimate(String term) {
    int units = units();
    double se = units < 2 ? Double.NaN : stdError();
    if (!Double.isFinite(value) || !(se > 0)) {
      return new Estimate.Missing(
          term,
          units < 2 ? Estimate.Reason.TOO_FEW_CLUSTERS : Estimate.Reason.NO_VARIATION,
          "The outcome does not vary enough between units to judge the uncertainty by.");
    }
    return new StudentT(units - 1.0).value(term, value, se);
  }
}
