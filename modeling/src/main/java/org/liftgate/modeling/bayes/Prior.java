package org.liftgate.modeling.bayes;

import java.util.SplittableRandom;

/** A law of one parameter, sampled on a scale without bounds. */
public sealed interface Prior {

  /** The parameter at a place u of the unbounded scale. */
  double value(double u);

  /** Log density of u, up to a constant; the change of scale is part of it. */
  double logDensity(double u);

  /** A draw of u. */
  double draw(SplittableRandom random);

  /** Whether there is nothing to sample. */
  default boolean fixed() {
    return false;
  }

  /** Where chains start: the prior's centre. */
  double centre();

  /** The law in words, for reports. */
  String words();

  /** A known value. */
  record Fixed(double known) implements Prior {
    @Override
    public double value(double u) {
      return known;
    }

    @Override
    public double logDensity(double u) {
      return 0;
    }

    @Override
    public double draw(SplittableRandom random) {
      return 0;
    }

    @Override
    public boolean fixed() {
      return true;
    }

    @Override
    public double centre() {
      return 0;
    }

    @Override
    public String words() {
      return "known: " + known;
    }
  }

  /** Beta(a, b) on 0 to 1; u is its logit. */
  record Beta(double a, double b) implements Prior {
    public Beta {
      if (!(a > 0 && b > 0)) {
        throw new IllegalArgumentException("a (%s) and b (%s) must be above 0".formatted(a, b));
      }
    }

    @Override
    public double value(double u) {
      return 1 / (1 + Math.exp(-u));
    }

    @Override
    public double logDensity(double u) {
      double tail = Math.log1p(Math.exp(-Math.abs(u)));
      double logX = Math.min(0, u) - tail;
      double logRest = Math.min(0, -u) - tail;
      return a * logX + b * logRest;
    }

    @Override
    public double draw(SplittableRandom random) {
      return Draws.logGamma(a, random) - Draws.logGamma(b, random);
    }

    @Override
    public double centre() {
      return Math.log(a / b);
    }

    @Override
    public String words() {
      return "Beta(%s, %s)".formatted(a, b);
    }
  }

  /** exp of a normal; u is the logarithm. */
  record LogNormal(double mean, double sd) implements Prior {
    public LogNormal {
      if (!(sd > 0)) {
        throw new IllegalArgumentException("sd (" + sd + ") must be above 0");
      }
    }

    @Override
    public double value(double u) {
      return Math.exp(u);
    }

    @Override
    public double logDensity(double u) {
      double z = (u - mean) / sd;
      return -z * z / 2;
    }

    @Override
    public double draw(SplittableRandom random) {
      return mean + sd * random.nextGaussian();
    }

    @Override
    public double centre() {
      return mean;
    }

    @Override
    public String words() {
      return "lognormal, median %.3g, log sd %s".formatted(Math.exp(mean), sd);
    }
  }
}
