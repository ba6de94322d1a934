package org.liftgate.modeling.truth;

import java.util.SplittableRandom;

/**
 * A randomised experiment with what subjects did before as covariates: each subject is treated with
 * probability {@code share}; the outcome is correlated with the first covariate, less with the
 * second, and its noise may have heavy tails and another variance under treatment.
 *
 * @param subjects n
 * @param share probability of treatment, between 0 and 1
 * @param correlation of the outcome with the first covariate without treatment
 * @param heavy whether noise is the exponential of a normal, centred, in place of a normal
 * @param effect of treatment, the same for everyone
 * @param treatedNoise standard deviation of noise under treatment; 1 without
 */
public record RandomisedExperiment(
    int subjects,
    double share,
    double correlation,
    boolean heavy,
    double effect,
    double treatedNoise)
    implements Design<CrossSection> {

  public static RandomisedExperiment of(int subjects, double share, double effect) {
    return new RandomisedExperiment(subjects, share, 0.7, false, effect, 1.5);
  }

  public RandomisedExperiment withHeavyTails() {
    return new RandomisedExperiment(subjects, share, correlation, true, effect, treatedNoise);
  }

  @Override
  public String name() {
    return "experiment %d, share %s%s%s, effect %s"
        .formatted(
            subjects,
            share,
            treatedNoise == 1 ? "" : ", noise " + treatedNoise + " if treated",
            heavy ? ", heavy tails" : "",
            effect);
  }

  /** {@code ate}, which is {@code att} too. */
  @Override
  public double truth(String estimand) {
    return switch (estimand) {
      case "ate", "att" -> effect;
      default -> throw Design.unknown(estimand, "ate or att");
    };
  }

  @Override
  public CrossSection draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var out =
        new CrossSection(
            new double[2][subjects], new byte[subjects], new double[subjects], new int[subjects]);
    double slope = correlation / Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < subjects; i++) {
      double x = random.nextGaussian();
      int t = random.nextDouble() < share ? 1 : 0;
      out.covariates()[0][i] = x;
      out.covariates()[1][i] = 0.5 * x + random.nextGaussian();
      out.treated()[i] = (byte) t;
      double noise = noise(random) * (t == 1 ? treatedNoise : 1);
      out.outcome()[i] = 10 + slope * x + noise + effect * t;
      out.cluster()[i] = i;
    }
    return out;
  }

  /** Variance 1, mean 0. */
  private double noise(SplittableRandom random) {
    double z = random.nextGaussian();
    if (!heavy) {
      return z;
    }
    double e = Math.E;
    return (Math.exp(z) - Math.sqrt(e)) / Math.sqrt(e * (e - 1));
  }
}
