package org.liftgate.modeling.mix;

/**
 * How spending of a week goes on working in the weeks after it: a_t = sum_l w_l x_(t-l). Weeks
 * before the first are taken as weeks without spending.
 */
public sealed interface Adstock {

  /** Writes the carried-over spending of n weeks into {@code out}, which may not be the input. */
  void apply(double[] spend, double[] out);

  /** The carried-over spending, in units of spending. */
  default double[] of(double[] spend) {
    var out = new double[spend.length];
    apply(spend, out);
    return out;
  }

  /**
   * a_t = g x_t + decay a_(t-1) (Broadbent, 1979), g = 1, or g = 1 - decay so that the weights sum
   * to 1 and a constant spending is carried over as itself.
   *
   * @param decay share that is left after a week, at least 0 and below 1
   */
  record Geometric(double decay, boolean normalised) implements Adstock {
    public Geometric {
      if (!(decay >= 0 && decay < 1)) {
        throw new IllegalArgumentException(
            "decay (%s) must be at least 0 and below 1%nMaybe a percentage was given."
                .formatted(decay));
      }
    }

    /** With weights 1, d, d^2, ... */
    public static Geometric plain(double decay) {
      return new Geometric(decay, false);
    }

    @Override
    public void apply(double[] spend, double[] out) {
      double gain = normalised ? 1 - decay : 1;
      double carried = 0;
      for (int t = 0; t < spend.length; t++) {
        carried = gain * spend[t] + decay * carried;
        out[t] = carried;
      }
    }
  }

  /**
   * Weights proportional to the Weibull density at lag + 1/2, summing to 1: a shape above 1 lets
   * the effect rise before it falls (Jin, Wang, Sun, Chan and Koehler, 2017, allow such delays).
   *
   * @param shape above 0
   * @param scale in weeks, above 0
   * @param lags weeks a spending can work, at least 1
   */
  record Weibull(double shape, double scale, int lags) implements Adstock {
    public Weibull {
      if (!(shape > 0 && scale > 0 && lags >= 1)) {
        throw new IllegalArgumentException(
            "shape (%s) and scale (%s) must be above 0 and lags (%s) at least 1"
                .formatted(shape, scale, lags));
      }
    }

    /** Weights of lags 0 to lags - 1. */
    public double[] weights() {
      var logs = new double[lags];
      double largest = Double.NEGATIVE_INFINITY;
      for (int l = 0; l < lags; l++) {
        double z = Math.log((l + 0.5) / scale);
        logs[l] = (shape - 1) * z - Math.exp(shape * z);
        largest = Math.max(largest, logs[l]);
      }
      double sum = 0;
      for (int l = 0; l < lags; l++) {
        logs[l] = Math.exp(logs[l] - largest);
        sum += logs[l];
      }
      for (int l = 0; l < lags; l++) {
        logs[l] /= sum;
      }
      return logs;
    }

    @Override
    public void apply(double[] spend, double[] out) {
      double[] w = weights();
      for (int t = 0; t < spend.length; t++) {
        double sum = 0;
        for (int l = 0; l <= Math.min(t, lags - 1); l++) {
          sum = Math.fma(w[l], spend[t - l], sum);
        }
        out[t] = sum;
      }
    }
  }
}
