package org.liftgate.modeling.verdict;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;

/**
 * What a verdict is passed on.
 *
 * @param grade of the design
 * @param profile whose rejection rule applies
 * @param breakEven effect at which it pays, in units of the estimate; 0 while costs are unknown
 * @param treatedUnits units of the treated arm
 * @param comparisonUnits units of the comparison arm
 * @param units units of either arm, each counted once
 * @param information what a unit's variance is divided by in the estimate's: treated x comparison /
 *     (treated + comparison) units, summed over the groups of a pooled estimate
 * @param periods periods observed since the start
 * @param gateFailure what a gate said that failed for this group
 * @param refuters what was tried against the estimate
 * @param waivers gates an operator waived
 * @param names how units and periods are called
 * @param earned what it earned on what it cost, where costs were given
 * @param dosed whether units get more or less of it at times and none is without it for good
 */
public record Case(
    Estimate estimate,
    Grade grade,
    Profile profile,
    double breakEven,
    long treatedUnits,
    long comparisonUnits,
    long units,
    double information,
    long periods,
    Optional<String> gateFailure,
    List<Refuter> refuters,
    List<String> waivers,
    Names names,
    Optional<Return> earned,
    boolean dosed) {
  /** With arms of units. */
  public Case(
      Estimate estimate,
      Grade grade,
      Profile profile,
      double breakEven,
      long treatedUnits,
      long comparisonUnits,
      long units,
      double information,
      long periods,
      Optional<String> gateFailure,
      List<Refuter> refuters,
      List<String> waivers,
      Names names,
      Optional<Return> earned) {
    this(
        estimate,
        grade,
        profile,
        breakEven,
        treatedUnits,
        comparisonUnits,
        units,
        information,
        periods,
        gateFailure,
        refuters,
        waivers,
        names,
        earned,
        false);
  }

  /** Without costs. */
  public Case(
      Estimate estimate,
      Grade grade,
      Profile profile,
      double breakEven,
      long treatedUnits,
      long comparisonUnits,
      long units,
      double information,
      long periods,
      Optional<String> gateFailure,
      List<Refuter> refuters,
      List<String> waivers,
      Names names) {
    this(
        estimate,
        grade,
        profile,
        breakEven,
        treatedUnits,
        comparisonUnits,
        units,
        information,
        periods,
        gateFailure,
        refuters,
        waivers,
        names,
        Optional.empty());
  }

  public Case {
    refuters = List.copyOf(refuters);
    waivers = List.copyOf(waivers);
  }

  /** Periods of a series, however its design counts its units. */
  long length() {
    return Math.max(units, periods);
  }

  /**
   * Return on what was spent.
   *
   * @param chance that the return exceeds the hurdle
   * @param assumed inputs that nobody gave, such as the margin; empty when all were
   */
  public record Return(
      double roi, double low, double high, double hurdle, double chance, String assumed) {}

  /** Plural words, such as households and weeks; the same word twice where one series is all. */
  public record Names(String units, String periods) {
    boolean series() {
      return units.equals(periods);
    }
  }
}
