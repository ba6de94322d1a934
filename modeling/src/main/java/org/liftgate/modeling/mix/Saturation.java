package org.liftgate.modeling.mix;

/** How the response flattens as carried-over spending grows; 0 stays 0. */
public sealed interface Saturation {

  /** The response to carried-over spending of at least 0. */
  double of(double spend);

  default double[] of(double[] spend) {
    var out = new double[spend.length];
    for (int t = 0; t < out.length; t++) {
      if (!(spend[t] >= 0)) {
        throw new IllegalArgumentException(
            "spend (%s) of row %d must be at least 0%nMaybe a refund was booked as spending."
                .formatted(spend[t], t + 1));
      }
      out[t] = of(spend[t]);
    }
    return out;
  }

  /**
   * x^exponent.
   *
   * @param exponent above 0; 1 does not saturate
   */
  record Power(double exponent) implements Saturation {
    public Power {
      if (!(exponent > 0)) {
        throw new IllegalArgumentException("exponent (" + exponent + ") must be above 0");
      }
    }

    @Override
    public double of(double spend) {
      return spend == 0 ? 0 : Math.pow(spend, exponent);
    }
  }

  /**
   * x^shape / (x^shape + half^shape) (Hill, 1910): half of the ceiling is reached at {@code half}.
   *
   * @param half in units of spending, above 0
   * @param shape above 0; above 1 the curve is S-shaped
   */
  record Hill(double half, double shape) implements Saturation {
    public Hill {
      if (!(half > 0 && shape > 0)) {
        throw new IllegalArgumentException(
            "half (%s) and shape (%s) must be above 0".formatted(half, shape));
      }
    }

    @Override
    public double of(double spend) {
      return spend == 0 ? 0 : 1 / (1 + Math.pow(half / spend, shape));
    }
  }
}
