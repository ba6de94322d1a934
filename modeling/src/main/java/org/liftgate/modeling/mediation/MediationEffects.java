package org.liftgate.modeling.mediation;

import java.util.List;

/**
 * Natural effects of moving the treatment from one value to another, and how frail the indirect one
 * is.
 *
 * @param indirect through the mediator
 * @param direct past it
 * @param total both
 * @param rho correlation of the two equations' errors at which the indirect effect vanishes: the
 *     nearer to 0, the less an unseen common cause of mediator and outcome need be
 * @param used draws in which both equations could be fitted
 */
public record MediationEffects(Effect indirect, Effect direct, Effect total, Effect rho, int used) {

  /**
   * @param term such as {@code indirect}
   * @param value in units of the outcome (a correlation for rho)
   * @param stdError of the draws
   * @param low lower end of the 95% interval
   */
  public record Effect(String term, double value, double stdError, double low, double high) {}

  public List<Effect> all() {
    return List.of(indirect, direct, total, rho);
  }

  /** The indirect effect were the errors correlated by r, between -1 and 1. */
  public double indirectAt(double r) {
    if (!(Math.abs(r) < 1)) {
      throw new IllegalArgumentException("r (" + r + ") must lie between -1 and 1");
    }
    double known = rho.value();
    double slope = known == 0 ? 0 : indirect.value() / known;
    return slope * (known - r * Math.sqrt((1 - known * known) / (1 - r * r)));
  }
}
