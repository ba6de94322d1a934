package org.liftgate.modeling.experiment;

import java.util.Optional;
import org.liftgate.kernel.Estimate;

/**
 * Intervals that hold at all looks at once: the asymptotic confidence sequence of Waudby-Smith,
 * Arbour, Sinha, Kennedy and Ramdas (2024, theorem 2.2), whose boundary is the two-sided normal
 * mixture of Howard, Ramdas, McAuliffe and Sekhon (2021, equation 14). After n subjects
 *
 * <p>half width = SE sqrt((n r + 1) / (n r) x 2 log(sqrt(n r + 1) / alpha)), r = rho^2.
 *
 * <p>It may be looked at after every subject and acted on at once. The guarantee is asymptotic: the
 * first look should not come before about 50 subjects in each arm.
 *
 * @param alpha chance that any look ever misses the truth
 * @param rho2 tuning: at what n it is tightest
 */
public record ConfidenceSequence(double alpha, double rho2) {
  public ConfidenceSequence {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha (" + alpha + ") must lie between 0 and 1");
    }
    if (!(rho2 > 0) || Double.isInfinite(rho2)) {
      throw new IllegalArgumentException("rho2 (" + rho2 + ") must be above 0");
    }
  }

  /** Tightest after about this many subjects (the paper's appendix B.2). */
  public static ConfidenceSequence tightestAt(double subjects, double alpha) {
    double l = -2 * Math.log(alpha);
    return new ConfidenceSequence(alpha, (l + Math.log(l + 1)) / subjects);
  }

  /** Half width after n subjects at which the estimate has this standard error. */
  public double halfWidth(double stdError, double subjects) {
    double m = subjects * rho2;
    return stdError * Math.sqrt((m + 1) / m * 2 * Math.log(Math.sqrt(m + 1) / alpha));
  }

  /** The p-value that is valid at all looks: the least alpha at which zero is left out. */
  public double pValue(double estimate, double stdError, double subjects) {
    double m = subjects * rho2;
    double z = estimate / stdError;
    return Math.min(1, Math.sqrt(m + 1) * Math.exp(-z * z / 2 * m / (m + 1)));
  }

  /**
   * The same estimate with the interval and p-value of the sequence; empty when it has no error.
   */
  public Optional<Estimate.Value> at(Estimate estimate, double subjects) {
    return estimate instanceof Estimate.Value v && v.stdError() > 0 && subjects > 0
        ? Optional.of(widened(v, subjects))
        : Optional.empty();
  }

  private Estimate.Value widened(Estimate.Value v, double subjects) {
    double half = halfWidth(v.stdError(), subjects);
    double p = pValue(v.value(), v.stdError(), subjects);
    return new Estimate.Value(
        v.term(),
        v.value(),
        v.stdError(),
        Double.POSITIVE_INFINITY,
        p,
        v.value() - half,
        v.value() + half);
  }
}
