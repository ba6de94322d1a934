package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What of the simulated retailer can be turned; every component changes the data or the truth. */
@Doc("A retailer with households, commodities, mailed campaigns and known effects.")
public record RetailParameters(
    @Doc("How the retailer chooses whom to mail: level, history or hidden") @Default("level")
        Selection selection,
    @Doc("Factor on every planted effect; 0 makes a world in which no campaign does anything")
        @Default("1")
        double effectSize,
    @Doc("Correlation of a household's noise from one week to the next") @Default("0.6")
        double persistence,
    @Doc("Standard deviation of the logarithm of a household's weekly noise") @Default("0.35")
        double noise,
    @Doc("Share of a household's shopping trips that do not happen") @Default("0.1")
        double zeroInflation,
    @Doc("Whether a few lines hold very large quantities (Pareto, exponent 1.5)") @Default("false")
        boolean heavyTails,
    @Doc("Share of households that leave for good on a day drawn at random") @Default("0")
        double attrition,
    @Doc("Whether a campaign acts only through households that redeem its coupons")
        @Default("false")
        boolean redemptionExclusion,
    @Doc("Weeks before a campaign's start in the panel the truth is for") @Default("8")
        int preWeeks,
    @Doc("Weeks from a campaign's start in the panel the truth is for") @Default("9")
        int postWeeks) {

  public RetailParameters {
    var problems = new ArrayList<Problem>();
    within(problems, "effect_size", effectSize, 0, 10);
    within(problems, "persistence", persistence, 0, 0.99);
    within(problems, "noise", noise, 0, 2);
    within(problems, "zero_inflation", zeroInflation, 0, 0.9);
    within(problems, "attrition", attrition, 0, 1);
    within(problems, "pre_weeks", preWeeks, 1, 100);
    within(problems, "post_weeks", postWeeks, 1, 100);
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
  }

  private static void within(
      List<Problem> problems, String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      problems.add(
          Problem.of(
              name,
              Double.toString(value),
              "must lie between " + low + " and " + high,
              "Maybe leave it out to get the default."));
    }
  }

  /** The defaults that the annotations name. */
  public static RetailParameters defaults() {
    return new RetailParameters(Selection.LEVEL, 1, 0.6, 0.35, 0.1, false, 0, false, 8, 9);
  }

  public RetailParameters withSelection(Selection other) {
    return new RetailParameters(
        other,
        effectSize,
        persistence,
        noise,
        zeroInflation,
        heavyTails,
        attrition,
        redemptionExclusion,
        preWeeks,
        postWeeks);
  }

  public RetailParameters withEffectSize(double other) {
    return new RetailParameters(
        selection,
        other,
        persistence,
        noise,
        zeroInflation,
        heavyTails,
        attrition,
        redemptionExclusion,
        preWeeks,
        postWeeks);
  }

  /** Names and values as a pipeline's YAML has them, in order. */
  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    all.put("selection", selection.name().toLowerCase(Locale.ROOT));
    all.put("effect_size", effectSize);
    all.put("persistence", persistence);
    all.put("noise", noise);
    all.put("zero_inflation", zeroInflation);
    all.put("heavy_tails", heavyTails);
    all.put("attrition", attrition);
    all.put("redemption_exclusion", redemptionExclusion);
    all.put("pre_weeks", preWeeks);
    all.put("post_weeks", postWeeks);
    return all;
  }
}
