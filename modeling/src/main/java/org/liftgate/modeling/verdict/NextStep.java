package org.liftgate.modeling.verdict;

import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.Power;

/** What would settle a question that the data at hand leave open. */
final class NextStep {
  /** Units an arm needs before cluster-robust intervals can be trusted. */
  private static final int ARM = 50;

  private NextStep() {}

  /** The missing input, by reason. */
  static String missing(Estimate.Reason reason, Case c) {
    String units = c.names().units();
    String periods = c.names().periods();
    return switch (reason) {
      case NO_ROWS ->
          "Bring rows for this group: %s by %s around its start.".formatted(units, periods);
      case EMPTY_ARM ->
          "Leave some %s untreated (or treat some): at least %d in each arm, chosen at random."
              .formatted(units, ARM);
      case INCOMPLETE_CELLS ->
          "Bring %s before and after the start for both arms.".formatted(periods);
      case TOO_FEW_CLUSTERS, SMALL_ARM ->
          ("Bring more %s in the smaller arm (now %,d treated and %,d comparison), or next time"
                  + " hold out at least %d at random.")
              .formatted(units, c.treatedUnits(), c.comparisonUnits(), ARM);
      case COLLINEAR ->
          "Bring %s whose treatment varies within the same %s; here the effects explain it all."
              .formatted(units, periods);
      case NO_VARIATION ->
          "Bring data in which it varies: a figure that never varies cannot show an effect.";
      case DISCONNECTED ->
          "Bring %s seen in both parts of the window, or split the group there.".formatted(units);
      case DUPLICATE_ROWS ->
          "Make the panel one row a unit and period; the SQL that makes it repeats some.";
      case NOT_CONVERGED -> "Bring more rows or fewer parameters; the fit did not settle.";
      case NOT_FINITE ->
          "Fill or drop the missing values in the SQL that makes the panel, with a counted reason.";
      case SEPARATION ->
          "Take out the covariate that tells the arms apart, or say what the treatment rule was.";
      case NO_COMPARISON, NO_MATCH, NO_OVERLAP ->
          "Bring %s like the treated ones that were not treated, best held out at random."
              .formatted(units);
      case NO_HETEROGENEITY ->
          "Treat all %s alike, or bring features that tell whose effect is larger."
              .formatted(units);
      case LOW_DF -> "Bring more %s, of more even size, in the smaller arm.".formatted(units);
      case MISSING_INPUT -> "Bring the input that is named there, then run again.";
      case NOT_IDENTIFIED ->
          "Measure what keeps a path open, as the causal graph names it, or give the treatment by lot.";
      case UNSUITED -> "Choose the estimator that is for data of this shape.";
    };
  }

  static String fragile(Case c, Estimate.Value v) {
    boolean onlyWaived =
        c.refuters().stream().allMatch(Refuter::passed)
            && c.grade() != org.liftgate.kernel.Grade.ASSOCIATIONAL;
    return onlyWaived
        ? "Repair what %s found and run again without the waiver."
            .formatted(String.join(" and ", c.waivers()))
        : experiment(c, v);
  }

  /** Nobody is without the dose for good, so there is nobody to hold out: it is drawn by lot. */
  private static String dose(Case c, Estimate.Value v) {
    double detectable = Power.detectable(v.stdError(), v.df());
    return "Draw by lot where and in which %s the dose is offered, and how much: with %,d %s over %s as here, effects of %s or more are found four times in five."
        .formatted(
            c.names().periods(),
            c.units(),
            c.names().units(),
            duration(c),
            Words.number(detectable, v.stdError()));
  }

  /** {@code 9 weeks}, {@code 1 week}. */
  private static String duration(Case c) {
    long count = Math.max(1, c.periods());
    String periods = c.names().periods();
    boolean one = count == 1 && periods.endsWith("s");
    return "%,d %s".formatted(count, one ? periods.substring(0, periods.length() - 1) : periods);
  }

  /** One series has nobody to hold out, but periods of more and of less. */
  private static String series(Case c, Estimate.Value v) {
    double detectable = Power.detectable(v.stdError(), v.df());
    return "Draw by lot the %s in which more is spent and those in which less: over %,d %s as here, effects of %s or more are found four times in five. In several regions at once it takes fewer."
        .formatted(
            c.names().periods(),
            c.length(),
            c.names().units(),
            Words.number(detectable, v.stdError()));
  }

  /**
   * One campaign with half the units at hand held out at random, and what it detects from the
   * variance observed here; and the arms it takes to detect the present distance from break-even.
   */
  static String experiment(Case c, Estimate.Value v) {
    if (c.dosed()) {
      return dose(c, v);
    }
    if (c.names().series()) {
      return series(c, v);
    }
    long units = Math.max(2, c.units());
    long held = units / 2;
    if (c.information() == 0) {
      return "Run one campaign with %,d of %,d %s left out by lot for %s: here nothing was left out, so nothing tells what would have happened anyway."
          .formatted(held, units, c.names().units(), duration(c));
    }
    if (!(c.information() > 0)) {
      return "Run one campaign at random: hold out %,d of %,d %s for %s."
          .formatted(held, units, c.names().units(), duration(c));
    }
    double deviation = Power.unitDeviation(v.stdError(), c.information());
    double detectable = Power.detectable(deviation, units - held, held);
    String plan =
        "Run one campaign at random: hold out %,d of %,d %s for %s; that detects an effect of %s at 80%% power."
            .formatted(
                held,
                units,
                c.names().units(),
                duration(c),
                Words.number(detectable, v.stdError()));
    double distance = Math.abs(v.value() - c.breakEven());
    if (distance == 0 || detectable <= distance) {
      return plan;
    }
    return plan
        + " To find one as far from break-even as the present estimate (%s), each arm needs %,d."
            .formatted(
                Words.number(distance, v.stdError()), Power.unitsPerArm(deviation, distance));
  }
}
