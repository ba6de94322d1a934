package org.liftgate.modeling.truth;

import java.util.SplittableRandom;

/**
 * Subjects whose treatment depends on what is observed: five standard normal covariates, of which
 * three decide both, logit P(T) = shift + strength (x1 + x2 / 2 - x3 / 2), and the outcome is x1 +
 * x2 / 2 + x3 / 4 + curvature x1^2 + (effect + spread x1) T + noise, or the index of selection in
 * place of the first three. With strength 0 it is an experiment.
 *
 * @param subjects n
 * @param strength of selection; 1 leaves good overlap
 * @param curvature above 0 makes a linear outcome regression wrong, the linear logit stays right
 * @param effect average over all subjects (ATE)
 * @param spread how far the effect rises with x1
 * @param byScore whether covariates tell of the outcome only what the propensity score tells
 */
public record Confounded(
    int subjects,
    double shift,
    double strength,
    double curvature,
    double effect,
    double spread,
    boolean byScore)
    implements Design<CrossSection> {
  private static final double[] INDEX = {1, 0.5, -0.5, 0, 0};
  private static final double[] DIRECT = {1, 0.5, 0.25, 0, 0};

  /** With a prognosis of its own beside the score. */
  public Confounded(
      int subjects, double shift, double strength, double curvature, double effect, double spread) {
    this(subjects, shift, strength, curvature, effect, spread, false);
  }

  public static Confounded of(int subjects, double effect, double spread) {
    return new Confounded(subjects, -0.5, 0.8, 0, effect, spread, false);
  }

  public Confounded withCurvature(double value) {
    return new Confounded(subjects, shift, strength, value, effect, spread, byScore);
  }

  /** Fewer treated with a lower shift. */
  public Confounded withShift(double value) {
    return new Confounded(subjects, value, strength, curvature, effect, spread, byScore);
  }

  public Confounded withPrognosisByScore() {
    return new Confounded(subjects, shift, strength, curvature, effect, spread, true);
  }

  @Override
  public String name() {
    return "cross-section %d, confounded by %s%s, effect %s"
        .formatted(
            subjects,
            byScore ? "the score alone" : "observables",
            curvature == 0 ? "" : ", curved",
            effect);
  }

  /** {@code ate}, {@code att} and {@code ato} (overlap weights). */
  @Override
  public double truth(String estimand) {
    return switch (estimand) {
      case "ate" -> effect;
      case "att" -> effect + spread * weighted(false);
      case "ato" -> effect + spread * weighted(true);
      default -> throw Design.unknown(estimand, "ate, att or ato");
    };
  }

  /**
   * E[w x1] / E[w] with w = p or p (1 - p); x1 regressed on the normal index leaves one integral.
   */
  private double weighted(boolean overlap) {
    double length2 = 1.5;
    double top = 0;
    double bottom = 0;
    for (int i = -4000; i <= 4000; i++) {
      double z = i / 500.0;
      double p = logistic(shift + strength * Math.sqrt(length2) * z);
      double weight = Math.exp(-z * z / 2) * (overlap ? p * (1 - p) : p);
      top += weight * z;
      bottom += weight;
    }
    return top / bottom / Math.sqrt(length2);
  }

  @Override
  public CrossSection draw(long seed) {
    SplittableRandom random = Design.stream(seed);
    var x = new double[INDEX.length][subjects];
    var out = new CrossSection(x, new byte[subjects], new double[subjects], new int[subjects]);
    for (int i = 0; i < subjects; i++) {
      double index = 0;
      double y = random.nextGaussian();
      for (int k = 0; k < x.length; k++) {
        x[k][i] = random.nextGaussian();
        index += INDEX[k] * x[k][i];
        y += (byScore ? INDEX : DIRECT)[k] * x[k][i];
      }
      int t = random.nextDouble() < logistic(shift + strength * index) ? 1 : 0;
      out.treated()[i] = (byte) t;
      out.outcome()[i] = y + curvature * x[0][i] * x[0][i] + t * (effect + spread * x[0][i]);
      out.cluster()[i] = i;
    }
    return out;
  }

  private static double logistic(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
