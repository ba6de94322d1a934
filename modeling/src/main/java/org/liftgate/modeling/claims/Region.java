package org.liftgate.modeling.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.modeling.verdict.Words;

/**
 * The values of an effect for which a sentence is true: an open interval, or one value.
 *
 * <p>A sentence is a hypothesis about the effect, so an interval decides it in three ways: it lies
 * wholly inside the region, wholly outside, or on both sides. The last is no evidence against the
 * sentence, and none for it (Altman and Bland, 1995, "Absence of evidence is not evidence of
 * absence").
 *
 * @param low the effect must be above it; negative infinity where nothing is asked
 * @param high the effect must be below it; infinity where nothing is asked
 * @param figure the one value it must have; empty for a region
 */
public record Region(double low, double high, OptionalDouble figure) {

  /** What becomes of a sentence. */
  public enum Status {
    /** The 95% interval lies inside the region. */
    STANDS,
    /** The 95% interval lies outside it. */
    DOES_NOT_STAND,
    /** The interval reaches both sides, or there is no effect to hold the sentence against. */
    CANNOT_BE_JUDGED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** A status, and the sentence that says why. */
  public record Judgement(Status status, String why) {}

  /** Above a value, or below one, or between two. */
  public static Region between(double low, double high) {
    return new Region(low, high, OptionalDouble.empty());
  }

  public static Region exactly(double figure) {
    return new Region(figure, figure, OptionalDouble.of(figure));
  }

  /**
   * Judges a sentence about what a treatment caused.
   *
   * @param estimate the effect, if the run has one
   * @param missing why it has none; may be empty
   * @param grade an associational contrast carries no sentence about causes
   */
  public Judgement judge(Optional<Estimate.Value> estimate, String missing, Grade grade) {
    if (estimate.isEmpty()) {
      return new Judgement(
          Status.CANNOT_BE_JUDGED,
          missing.isEmpty() ? "nothing in this run estimates it" : missing);
    }
    if (grade == Grade.ASSOCIATIONAL) {
      return new Judgement(
          Status.CANNOT_BE_JUDGED,
          "the contrast is associational: whatever its size, it does not say what was caused");
    }
    Estimate.Value v = estimate.get();
    return figure.isPresent() ? ofFigure(v, figure.getAsDouble()) : ofRegion(v);
  }

  /**
   * Judges a sentence that something differs by a test that it does not. A test that finds nothing
   * is no proof that there is nothing.
   *
   * @param pValue of the test
   * @param most the p-value below which the difference counts as shown
   */
  public static Judgement ofTest(double pValue, double most) {
    String p = Words.p(pValue);
    return pValue < most
        ? new Judgement(Status.STANDS, "the joint test tells them apart (" + p + ")")
        : new Judgement(
            Status.CANNOT_BE_JUDGED,
            "the joint test does not tell them apart (" + p + "), which does not show them alike");
  }

  /**
   * Judges a sentence that an estimate stands up to trials whose rules were fixed beforehand.
   *
   * @param trials how many were made
   * @param lost names of those whose rule was not met
   */
  public static Judgement ofTrials(int trials, List<String> lost) {
    return lost.isEmpty()
        ? new Judgement(Status.STANDS, "it stands up to all of %d trials".formatted(trials))
        : new Judgement(
            Status.DOES_NOT_STAND,
            "it does not stand up to %d of %d trials: %s"
                .formatted(lost.size(), trials, String.join(", ", lost).replace('-', ' ')));
  }

  /** An interval that holds the figure does not prove it, unless it also leaves out no effect. */
  private static Judgement ofFigure(Estimate.Value v, double stated) {
    if (stated < v.confLow() || stated > v.confHigh()) {
      return new Judgement(Status.DOES_NOT_STAND, "the 95% interval leaves the stated figure out");
    }
    boolean someEffect = v.confLow() > 0 || v.confHigh() < 0;
    return someEffect
        ? new Judgement(
            Status.STANDS, "the 95% interval holds the stated figure and leaves out no effect")
        : new Judgement(
            Status.CANNOT_BE_JUDGED,
            "the 95% interval holds the stated figure, and no effect at all");
  }

  private Judgement ofRegion(Estimate.Value v) {
    if (v.confLow() > low && v.confHigh() < high) {
      return new Judgement(Status.STANDS, "the whole 95% interval agrees with it");
    }
    if (v.confHigh() <= low || v.confLow() >= high) {
      return new Judgement(Status.DOES_NOT_STAND, "the whole 95% interval speaks against it");
    }
    return new Judgement(
        Status.CANNOT_BE_JUDGED, "the 95% interval holds values for and against it");
  }
}
