package org.liftgate.modeling.inference;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Shrinkage of many effects towards their common mean (Morris, 1983): effects are N(mu, tau^2),
 * estimates N(effects, V) with a full covariance V, because campaigns share controls. tau^2 is
 * found by restricted maximum likelihood. The posterior variance carries the uncertainty of mu
 * exactly and that of tau^2 to first order (Kass and Steffey, 1989).
 *
 * @param mean mu
 * @param deviation tau
 * @param effects k shrunken effects with their posterior deviations and 95% intervals; p-values are
 *     those of the posterior normal at zero
 */
public record EmpiricalBayes(double mean, double deviation, List<Estimate> effects) {
  /** Effects needed to learn how far effects differ. */
  public static final int LEAST = 4;

  private static final int STEPS = 60;

  /**
   * @param terms k names
   * @param b k estimates
   * @param v their k x k covariance, positive definite
   */
  public static EmpiricalBayes of(List<String> terms, double[] b, double[][] v) {
    if (terms.size() != b.length || v.length != b.length) {
      throw new IllegalArgumentException("terms, estimates and covariance must have one length");
    }
    if (b.length < LEAST) {
      return none(terms, Reason.UNSUITED, "Shrinkage needs %d effects or more.".formatted(LEAST));
    }
    if (Marginal.of(b, v, 0).isEmpty()) {
      return none(terms, Reason.COLLINEAR, "The effects' covariance is singular.");
    }
    return shrunk(terms, b, v, mostLikely(b, v));
  }

  private static EmpiricalBayes none(List<String> terms, Reason reason, String detail) {
    List<Estimate> missing =
        terms.stream().<Estimate>map(t -> new Estimate.Missing(t, reason, detail)).toList();
    return new EmpiricalBayes(0, 0, missing);
  }

  /** tau^2 by golden section, or 0 where that is likelier. */
  private static double mostLikely(double[] b, double[][] v) {
    double spread = 0;
    for (double value : b) {
      spread = Math.max(spread, Math.abs(value - b[0]));
    }
    double golden = (Math.sqrt(5) - 1) / 2;
    double low = 0;
    double high = spread;
    for (int i = 0; i < STEPS; i++) {
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      if (likelihood(b, v, left * left) >= likelihood(b, v, right * right)) {
        high = right;
      } else {
        low = left;
      }
    }
    double tau2 = (low + high) * (low + high) / 4;
    return likelihood(b, v, 0) >= likelihood(b, v, tau2) ? 0 : tau2;
  }

  private static double likelihood(double[] b, double[][] v, double tau2) {
    return Marginal.of(b, v, tau2).map(Marginal::restricted).orElse(Double.NEGATIVE_INFINITY);
  }

  private static EmpiricalBayes shrunk(List<String> terms, double[] b, double[][] v, double tau2) {
    Marginal m = Marginal.of(b, v, tau2).orElseThrow();
    double[] centre = m.posterior();
    double step = Math.max(1e-4 * tau2, 1e-6 * v[0][0]);
    double[] moved = Marginal.of(b, v, tau2 + step).orElseThrow().posterior();
    double learning = m.varianceOfTau2();
    var effects = new ArrayList<Estimate>();
    for (int i = 0; i < b.length; i++) {
      double slope = (moved[i] - centre[i]) / step;
      double variance = m.posteriorVariance(i) + slope * slope * learning;
      effects.add(
          variance > 0
              ? new StudentT(Double.POSITIVE_INFINITY)
                  .value(terms.get(i), centre[i], Math.sqrt(variance))
              : new Estimate.Missing(terms.get(i), Reason.NO_VARIATION, "It has no uncertainty."));
    }
    return new EmpiricalBayes(m.mean(), Math.sqrt(tau2), effects);
  }

  static PositiveDefinite.Factored factored(double[][] v, double tau2) {
    int k = v.length;
    var flat = new double[k * k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(v[i], 0, flat, i * k, k);
      flat[i * k + i] += tau2;
    }
    return PositiveDefinite.factor(flat, k);
  }
}
