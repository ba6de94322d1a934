package org.liftgate.modeling.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Verdict;
import org.liftgate.modeling.inference.Power;

/**
 * The first of these that fits: not-estimable; reject (a refuter that rejects); fragile (the number
 * is shown not to be the effect, so its interval speaks neither for nor against); reject (the
 * profile's rule fired; with costs: the chance that the return exceeds the hurdle is below .1);
 * inconclusive (the interval holds break-even and the detectable effect exceeds it; with costs:
 * that chance is below .9); fragile (a refuter failed, a waiver was used, or the grade is
 * associational); accept.
 */
public final class Judge {
  /** The published recipe rejects above this p-value. */
  public static final double PUBLISHED_P = 0.10;

  /** With costs, a chance below this that the return exceeds the hurdle rejects. */
  public static final double REJECT_CHANCE = 0.10;

  /** Its third rule needs costs, and no pipeline has them. */
  private static final String NO_ROI =
      "They also reject an ROI below 5%; this recipe reads no costs, so there is no ROI and that rule was not applied.";

  private Judge() {}

  /**
   * @param mde the effect detectable at 80% power, empty where there is no estimate
   */
  public record Judgement(Verdict verdict, OptionalDouble mde) {}

  public static Judgement judge(Case c) {
    if (c.gateFailure().isPresent()) {
      var verdict =
          new Verdict.NotEstimable(
              List.of(c.gateFailure().get()), "Bring data that pass this gate, then run again.");
      return new Judgement(verdict, OptionalDouble.empty());
    }
    return switch (c.estimate()) {
      case Estimate.Missing missing ->
          new Judgement(
              new Verdict.NotEstimable(
                  List.of(missing.detail()), NextStep.missing(missing.reason(), c)),
              OptionalDouble.empty());
      case Estimate.Point point ->
          new Judgement(
              new Verdict.NotEstimable(
                  List.of("The number has no uncertainty: " + point.why()),
                  "Choose an estimator that says how sure it is."),
              OptionalDouble.empty());
      case Estimate.Value value -> {
        double mde = Power.detectable(value.stdError(), value.df());
        yield new Judgement(judge(c, value, mde), OptionalDouble.of(mde));
      }
    };
  }

  private static Verdict judge(Case c, Estimate.Value v, double mde) {
    List<String> refused =
        c.refuters().stream().filter(Refuter::rejects).map(Refuter::sentence).distinct().toList();
    if (c.profile() == Profile.DEFENDED && !refused.isEmpty()) {
      return new Verdict.Reject(refused, NextStep.experiment(c, v));
    }
    if (c.profile() == Profile.DEFENDED && c.refuters().stream().anyMatch(Refuter::biased)) {
      return fragile(c, v, doubts(c));
    }
    if (rejects(c, v)) {
      return new Verdict.Reject(rejection(c, v), NextStep.experiment(c, v));
    }
    if (undecided(c)) {
      return new Verdict.Inconclusive(
          List.of(earned(c), missed(c, v, mde)), NextStep.experiment(c, v));
    }
    if (c.earned().isEmpty() && holdsBreakEven(c, v) && mde > c.breakEven()) {
      var reasons = new ArrayList<>(List.of(holding(c, v), missed(c, v, mde)));
      if (c.profile() == Profile.PUBLISHED) {
        reasons.addFirst(published(v));
      }
      return new Verdict.Inconclusive(reasons, NextStep.experiment(c, v));
    }
    List<String> doubts = doubts(c);
    if (!doubts.isEmpty()) {
      return fragile(c, v, doubts);
    }
    var reasons = new ArrayList<>(List.of(opening(c, v)));
    c.refuters().forEach(r -> reasons.add(r.sentence()));
    return new Verdict.Accept(reasons);
  }

  private static Verdict fragile(Case c, Estimate.Value v, List<String> doubts) {
    var reasons = new ArrayList<>(List.of(opening(c, v)));
    reasons.addAll(doubts);
    return new Verdict.Fragile(reasons, NextStep.fragile(c, v));
  }

  private static boolean rejects(Case c, Estimate.Value v) {
    return switch (c.profile()) {
      case DEFENDED ->
          c.earned()
              .map(r -> r.chance() < REJECT_CHANCE)
              .orElseGet(() -> v.confHigh() <= c.breakEven());
      case PUBLISHED -> publishedRejects(v);
    };
  }

  /** With costs, what is not rejected is accepted only where the hurdle is as surely cleared. */
  private static boolean undecided(Case c) {
    return c.profile() == Profile.DEFENDED
        && c.earned().map(r -> r.chance() < 1 - REJECT_CHANCE).orElse(false);
  }

  private static String earned(Case c) {
    Case.Return r = c.earned().orElseThrow();
    return "The return on its cost is %s (95%%: %s to %s); the chance that it exceeds %s is %s%s."
        .formatted(
            percent(r.roi()),
            percent(r.low()),
            percent(r.high()),
            percent(r.hurdle()),
            Words.plain(Math.round(100 * r.chance()) / 100.0),
            r.assumed().isEmpty() ? "" : ", with assumed " + r.assumed().replace('_', ' '));
  }

  private static String percent(double share) {
    return String.format(java.util.Locale.ROOT, "%,d%%", Math.round(100 * share));
  }

  /** The published recipe's rule without costs: p above .10, or an effect below zero. */
  public static boolean publishedRejects(Estimate.Value v) {
    return v.pValue() > PUBLISHED_P || v.value() < 0;
  }

  /** The published recipe's word on an estimate, and why. */
  public static String publishedSays(Estimate.Value v) {
    if (v.value() < 0) {
      return "reject: the effect is below 0";
    }
    String rule = v.pValue() > PUBLISHED_P ? "reject: %s is above .10" : "accept: %s";
    return rule.formatted(Words.p(v.pValue()));
  }

  private static List<String> rejection(Case c, Estimate.Value v) {
    if (c.profile() == Profile.DEFENDED && c.earned().isPresent()) {
      return List.of(earned(c), "The effect is %s.".formatted(Words.interval(v)));
    }
    return switch (c.profile()) {
      case DEFENDED -> List.of(beside(c, v));
      case PUBLISHED -> List.of(published(v));
    };
  }

  private static String published(Estimate.Value v) {
    return "The published rules say %s; the estimate is %s. %s"
        .formatted(publishedSays(v), Words.interval(v), NO_ROI);
  }

  private static String opening(Case c, Estimate.Value v) {
    return c.profile() == Profile.PUBLISHED ? published(v) : standing(c, v);
  }

  private static boolean holdsBreakEven(Case c, Estimate.Value v) {
    return v.confLow() <= c.breakEven() && v.confHigh() > c.breakEven();
  }

  private static String holding(Case c, Estimate.Value v) {
    return "The interval of %s holds break-even (%s), so it may pay or not."
        .formatted(Words.interval(v), Words.plain(c.breakEven()));
  }

  private static String beside(Case c, Estimate.Value v) {
    return "The whole interval of %s lies %s break-even (%s)."
        .formatted(
            Words.interval(v),
            v.confHigh() <= c.breakEven() ? "at or below" : "above",
            Words.plain(c.breakEven()));
  }

  private static String missed(Case c, Estimate.Value v, double mde) {
    if (c.names().series()) {
      return "Over %,d %s only effects of %s or more are found four times in five."
          .formatted(c.length(), c.names().units(), Words.number(mde, v.stdError()));
    }
    return "With %,d treated and %,d comparison %s only effects of %s or more are found four times in five."
        .formatted(
            c.treatedUnits(),
            c.comparisonUnits(),
            c.names().units(),
            Words.number(mde, v.stdError()));
  }

  private static String standing(Case c, Estimate.Value v) {
    if (c.earned().isPresent()) {
      return earned(c);
    }
    return holdsBreakEven(c, v) ? holding(c, v) : beside(c, v);
  }

  private static List<String> doubts(Case c) {
    var doubts = new ArrayList<String>();
    c.refuters().stream().filter(r -> !r.passed()).forEach(r -> doubts.add(r.sentence()));
    c.waivers().forEach(gate -> doubts.add("The gate " + gate + " failed and was waived."));
    if (c.grade() == Grade.ASSOCIATIONAL) {
      doubts.add(
          "The design is associational: it describes a difference and does not show a cause.");
    }
    return doubts;
  }
}
