package org.liftgate.kernel;

import java.util.Locale;

/** Strength of a design, strongest first. */
public enum Grade {
  /** Declared random, and the sample-ratio check passes. */
  EXPERIMENTAL,
  /** A comparison group and timing; pre-period checks pass. */
  QUASI_EXPERIMENTAL,
  /** Selection on observables; balance and overlap pass. */
  ADJUSTED,
  /** None of the above: a description, not an effect. */
  ASSOCIATIONAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Grade of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The weaker of two grades: a chain of evidence is as strong as its weakest link. */
  public Grade weaker(Grade other) {
    return ordinal() >= other.ordinal() ? this : other;
  }
}
