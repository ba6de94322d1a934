package org.liftgate.modeling.bayes;

import java.util.SplittableRandom;

/** Draws of laws that the JDK does not offer. */
public final class Draws {
  private static final double NAIVE = 0.45;

  private Draws() {}

  /** Logarithm of a gamma draw with scale 1 (Marsaglia and Tsang, 2000); shape above 0. */
  public static double logGamma(double shape, SplittableRandom random) {
    if (shape < 1) {
      return logGamma(shape + 1, random) - random.nextExponential() / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = random.nextGaussian();
      double v = 1 + c * z;
      if (v > 0) {
        double logV = 3 * Math.log(v);
        if (-random.nextExponential() < z * z / 2 + d - d * Math.exp(logV) + d * logV) {
          return Math.log(d) + logV;
        }
      }
    }
  }

  /** A draw of the inverse gamma law: scale / gamma(shape). */
  public static double inverseGamma(double shape, double scale, SplittableRandom random) {
    return scale * Math.exp(-logGamma(shape, random));
  }

  /**
   * A normal draw given that it is positive: plain rejection where most draws are, else from a
   * shifted exponential (Robert, 1995).
   */
  public static double positiveNormal(double mean, double sd, SplittableRandom random) {
    double least = -mean / sd;
    if (least < NAIVE) {
      while (true) {
        double z = random.nextGaussian();
        if (z > least) {
          return mean + sd * z;
        }
      }
    }
    double rate = (least + Math.sqrt(least * least + 4)) / 2;
    while (true) {
      double above = random.nextExponential() / rate;
      double away = least + above - rate;
      if (random.nextExponential() > away * away / 2) {
        return sd * above;
      }
    }
  }
}
