package org.liftgate.modeling.truth;

import java.util.SplittableRandom;

/** Stationary first-order autoregressive paths of variance 1. */
record ArNoise(double rho, int periods, SplittableRandom random) {
  ArNoise {
    if (!(Math.abs(rho) < 1)) {
      throw new IllegalArgumentException("rho (" + rho + ") must lie between -1 and 1");
    }
  }

  /** One path times a scale. */
  double[] path(double scale) {
    var path = new double[periods];
    if (scale == 0) {
      return path;
    }
    double e = random.nextGaussian();
    double innovation = Math.sqrt(1 - rho * rho);
    for (int t = 0; t < periods; t++) {
      e = t == 0 ? e : rho * e + innovation * random.nextGaussian();
      path[t] = scale * e;
    }
    return path;
  }
}
