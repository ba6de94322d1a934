package org.liftgate.modeling.verdict;

import org.liftgate.kernel.Estimate;

/**
 * Something that was tried against an estimate, whose rule was fixed beforehand.
 *
 * @param name such as {@code pre-trend}
 * @param passed whether the estimate stood
 * @param sentence what was found, with the figure
 * @param weight of what was found
 */
public record Refuter(String name, boolean passed, String sentence, Weight weight) {
  /** What a finding does to a verdict. */
  public enum Weight {
    /** At most fragile. */
    DOUBT,
    /** The number is shown not to be the effect: its interval speaks neither for nor against. */
    BIAS,
    /** Nothing is left to act on: reject. */
    REJECT
  }

  /** One that at most makes a verdict fragile. */
  public Refuter(String name, boolean passed, String sentence) {
    this(name, passed, sentence, Weight.DOUBT);
  }

  /** Whether what was found leaves nothing to act on: the verdict is reject. */
  public boolean rejects() {
    return weight == Weight.REJECT;
  }

  /** Whether it shows that the number is not the effect. */
  boolean biased() {
    return !passed && weight == Weight.BIAS;
  }

  /** A joint pre-trend test below this p-value fails. */
  public static final double PRE_TREND_P = 0.05;

  /** A test that effects add up with a p-value below this fails. */
  public static final double ADDITIVITY_P = 0.05;

  /** Joint standard errors that two answers to one question may lie apart. */
  public static final double AGREEMENT = 2;

  /** One of several campaigns whose q-value lies above this fails. */
  public static final double DISCOVERY_Q = 0.05;

  /**
   * @param pValue of the joint test that no period before the start shows an effect
   */
  public static Refuter preTrend(double pValue) {
    boolean passed = pValue >= PRE_TREND_P;
    String sentence =
        passed
            ? "Before the start the arms moved alike as far as the joint test can tell (%s)."
            : "Before the start the arms already moved apart (joint test %s).";
    return new Refuter("pre-trend", passed, sentence.formatted(Words.p(pValue)));
  }

  /** The joint test could not be made, so nothing speaks for parallel trends. */
  public static Refuter noPreTrend(String why) {
    return new Refuter(
        "pre-trend", false, "Whether the arms moved alike before the start is untested: " + why);
  }

  /**
   * @param qValue Benjamini-Hochberg, among the groups that were estimated
   */
  public static Refuter manyGroups(double qValue, int groups) {
    return oneOfMany(qValue, groups, "groups");
  }

  /**
   * @param qValue Benjamini-Hochberg, among the effects one stage estimated
   * @param what those are effects of, in the plural, such as groups
   */
  public static Refuter oneOfMany(double qValue, int count, String what) {
    boolean passed = qValue <= DISCOVERY_Q;
    String sentence =
        passed
            ? "It stands out among %d %s (%s)."
            : "Among %d %s one like this turns up by chance (%s).";
    return new Refuter("many-" + what, passed, sentence.formatted(count, what, Words.q(qValue)));
  }

  /** A recipe that asks for no clusters was followed where a defended estimate would be refused. */
  public static Refuter smallArm(long treated, long comparison, int least) {
    return new Refuter(
        "small-arm",
        false,
        "%d treated and %d comparison clusters are too few for this standard error; both arms need %d."
            .formatted(treated, comparison, least));
  }

  /**
   * The effect among units that no other campaign reached must agree with the effect among all.
   * They share units, so two joint standard errors, as if they were apart, is a wide tolerance.
   */
  public static Refuter otherCampaigns(Estimate.Value all, Estimate.Value free) {
    double joint = Math.hypot(all.stdError(), free.stdError());
    boolean passed = Math.abs(all.value() - free.value()) <= AGREEMENT * joint;
    String sentence =
        passed
            ? "Among units that no other campaign reached the effect is %s, which agrees."
            : "Among units that no other campaign reached the effect is %s: what other campaigns"
                + " did in the same weeks is part of this number.";
    return new Refuter(
        "other-campaigns", passed, sentence.formatted(Words.number(free.value(), free.stdError())));
  }

  /**
   * Effects of treatments that run beside each other must add up, as the lags of the others assume.
   *
   * @param change of the effect with each other treatment that runs beside it
   */
  public static Refuter additivity(Estimate.Value change) {
    boolean passed = change.pValue() >= ADDITIVITY_P;
    String sentence =
        passed
            ? "With each other campaign that runs beside it the effect changes by %s, which could"
                + " be nothing (%s)."
            : "With each other campaign that runs beside it the effect changes by %s (%s):"
                + " campaigns do not simply add up.";
    return new Refuter(
        "additivity",
        passed,
        sentence.formatted(
            Words.number(change.value(), change.stdError()), Words.p(change.pValue())));
  }

  /** A dose of a time to come can have done nothing yet; below this p-value it seems to have. */
  public static final double PLACEBO_P = 0.05;

  /**
   * @param pValue that the next period's dose does nothing now, over all outcomes together
   */
  public static Refuter laterDose(double pValue) {
    boolean passed = pValue >= PLACEBO_P;
    String sentence =
        passed
            ? "What is offered the period after shows nothing yet, as it must (%s)."
            : "What is offered the period after already shows (%s): offers follow what moves"
                + " purchases anyway.";
    return new Refuter("later-dose", passed, sentence.formatted(Words.p(pValue)));
  }

  /** So few clusters that a placebo sees little and the interval leans on its law. */
  public static Refuter fewClusters(double df, int least) {
    return new Refuter(
        "few-clusters",
        false,
        "The interval has %.1f degrees of freedom; below %d a placebo misses much of what would refute it."
            .formatted(df, least - 1));
  }

  /** The placebo could not be made. */
  public static Refuter noLaterDose(String why) {
    return new Refuter(
        "later-dose",
        false,
        "Whether offers follow what moves purchases anyway is untested: " + why);
  }

  /**
   * What else comes with a dose must not be what does it: with that held fixed, the interval has to
   * hold the estimate.
   */
  public static Refuter heldFixed(Estimate.Value without, Estimate.Value with) {
    boolean passed = with.confLow() <= without.value() && without.value() <= with.confHigh();
    String sentence =
        passed
            ? "With what else comes with it held fixed the effect is %s, which agrees."
            : "With what else comes with it held fixed the effect is %s: part of this number is not its doing.";
    return new Refuter(
        "held-fixed", passed, sentence.formatted(Words.number(with.value(), with.stdError())));
  }

  /** What else comes with a dose is not known. */
  public static Refuter notHeldFixed(String why) {
    return new Refuter(
        "held-fixed",
        false,
        "What else comes with it may be what does it, and is not known: " + why);
  }

  /** Too few units are free of other campaigns to tell their effects from this one's. */
  public static Refuter noFreeUnits(long treated, long comparison) {
    return new Refuter(
        "other-campaigns",
        false,
        "Only %d treated and %d comparison units were reached by no other campaign in the same weeks: too few to tell its effect from theirs."
            .formatted(treated, comparison));
  }
}
