package org.liftgate.modeling.mix.budget;

/**
 * What may be spent on one channel in a week.
 *
 * @param today spent now, between the limits
 * @param least at least 0
 * @param most at least {@code least}
 */
public record Limits(String channel, double today, double least, double most) {
  public Limits {
    if (!(least >= 0 && least <= today && today <= most) || Double.isInfinite(most)) {
      throw new IllegalArgumentException(
          "today (%s) of %s must lie between least (%s) and most (%s), which are at least 0"
                  .formatted(today, channel, least, most)
              + "\nMaybe widen the limits, or change today's plan.");
    }
  }
}
