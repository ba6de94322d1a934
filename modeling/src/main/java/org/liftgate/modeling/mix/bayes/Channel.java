package org.liftgate.modeling.mix.bayes;

import java.util.Arrays;

/**
 * One channel of the mix.
 *
 * @param spend n values of at least 0, in money
 * @param positive whether its effect, where there is one, is known to be above 0
 * @param slab standard deviation of the effect where there is one (half-normal if positive), in
 *     standard deviations of the outcome per week of mean active spending
 * @param inclusion prior probability that there is an effect; 1 leaves no spike at 0
 */
public record Channel(
    String name, double[] spend, Curve curve, boolean positive, double slab, double inclusion) {
  public Channel {
    for (int t = 0; t < spend.length; t++) {
      if (!(spend[t] >= 0) || Double.isInfinite(spend[t])) {
        throw new IllegalArgumentException(
            "spend (%s) of %s in row %d must be at least 0%nMaybe a refund was booked as spending."
                .formatted(spend[t], name, t + 1));
      }
    }
    if (!(slab > 0) || !(inclusion > 0 && inclusion <= 1)) {
      throw new IllegalArgumentException(
          "slab (%s) of %s must be above 0 and inclusion (%s) above 0 and at most 1"
              .formatted(slab, name, inclusion));
    }
  }

  /** Standard curve, positive, slab 1, an effect as likely as none. */
  public static Channel of(String name, double[] spend) {
    return new Channel(name, spend, Curve.standard(), true, 1, 0.5);
  }

  public Channel with(Curve other) {
    return new Channel(name, spend, other, positive, slab, inclusion);
  }

  public Channel withInclusion(double probability) {
    return new Channel(name, spend, curve, positive, slab, probability);
  }

  public Channel withSlab(double deviation) {
    return new Channel(name, spend, curve, positive, deviation, inclusion);
  }

  /** Its effect may have either sign. */
  public Channel ofEitherSign() {
    return new Channel(name, spend, curve, false, slab, inclusion);
  }

  /** Mean spending of the weeks with any; 0 where there is none. */
  public double unit() {
    return Arrays.stream(spend).filter(x -> x > 0).average().orElse(0);
  }

  /** Spending in its units, or zeros. */
  double[] scaled() {
    double unit = unit();
    return Arrays.stream(spend).map(x -> unit > 0 ? x / unit : 0).toArray();
  }
}
