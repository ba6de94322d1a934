package org.liftgate.modeling.mix.bayes;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.liftgate.modeling.bayes.Draws;

/**
 * The conditional law of one effect: 0 with some probability, else normal, cut at 0 where positive.
 *
 * @param mean of the normal where there is an effect
 * @param sd of the same
 * @param slab prior standard deviation
 * @param inclusion prior probability of an effect
 */
record Effect(double mean, double sd, double slab, double inclusion, boolean positive) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double FAR = -8;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** Log Bayes factor of an effect against none. */
  double logFactor() {
    double z = mean / sd;
    double free = Math.log(sd / slab) + z * z / 2;
    return positive ? free + Math.log(2) + logNormal(z) : free;
  }

  /** Log density of the data with effect and inclusion integrated out, up to a constant. */
  double logMarginal() {
    if (inclusion == 1) {
      return logFactor();
    }
    double in = Math.log(inclusion) + logFactor();
    double out = Math.log1p(-inclusion);
    double most = Math.max(in, out);
    return most + Math.log1p(Math.exp(Math.min(in, out) - most));
  }

  double draw(SplittableRandom random) {
    if (inclusion < 1) {
      double odds = Math.log(inclusion) - Math.log1p(-inclusion) + logFactor();
      if (random.nextDouble() >= 1 / (1 + Math.exp(-odds))) {
        return 0;
      }
    }
    return positive ? Draws.positiveNormal(mean, sd, random) : mean + sd * random.nextGaussian();
  }

  /** Logarithm of the standard normal's distribution function, by its expansion far out. */
  static double logNormal(double z) {
    if (z > FAR) {
      return Math.log(NORMAL.cumulativeProbability(z));
    }
    double w = 1 / (z * z);
    return -z * z / 2
        - HALF_LOG_TWO_PI
        - Math.log(-z)
        + Math.log1p(-w * (1 - w * (3 - w * (15 - w * 105))));
  }
}
