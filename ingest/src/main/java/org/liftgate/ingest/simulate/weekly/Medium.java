package org.liftgate.ingest.simulate.weekly;

import java.util.Locale;

/** A social channel: typical spending of a week, how fast it fades, what it brings by itself. */
enum Medium {
  FACEBOOK(6_000, 0.5, 4),
  TIKTOK(2_500, 0.3, 6),
  INSTAGRAM(2_000, 0.5, 8),
  SNAPCHAT(1_500, 0.2, 9);

  /** Currency in a typical week with any. */
  final double amount;

  /** Share of a week's spending that still works in the next. */
  final double decay;

  /** What a unit of carried-over, saturated spending adds, where channels work each for itself. */
  final double strength;

  Medium(double amount, double decay, double strength) {
    this.amount = amount;
    this.decay = decay;
    this.strength = strength;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
