package org.liftgate.modeling.truth;

import java.util.SplittableRandom;

/**
 * Subjects with a 0/1 outcome: log odds = -0.5 + slope x1 - 0.5 x2, x1 standard normal and x2 1 for
 * half of them. With an infinite slope the outcome is the sign of x1, which no likelihood can fit.
 *
 * @param subjects n
 * @param slope of x1 in log odds
 */
public record BinaryOutcome(int subjects, double slope) implements Design<CrossSection> {

  @Override
  public String name() {
    return "binary outcome %d, slope %s".formatted(subjects, slope);
  }

  /** {@code x1} and {@code x2}, in log odds. */
  @Override
  public double truth(String estimand) {
    return switch (estimand) {
      case "x1" -> slope;
      case "x2" -> -0.5;
      default -> throw Design.unknown(estimand, "x1 or x2");
    };
  }

  /** The covariates, and the outcome both as a number and as {@code treated}. */
  @Override
  public CrossSection draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var out =
        new CrossSection(
            new double[2][subjects], new byte[subjects], new double[subjects], new int[subjects]);
    for (int i = 0; i < subjects; i++) {
      double x1 = random.nextGaussian();
      double x2 = random.nextInt(2);
      double odds = -0.5 + slope * x1 - 0.5 * x2;
      int y = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
      out.covariates()[0][i] = x1;
      out.covariates()[1][i] = x2;
      out.treated()[i] = (byte) y;
      out.outcome()[i] = y;
      out.cluster()[i] = i;
    }
    return out;
  }
}
