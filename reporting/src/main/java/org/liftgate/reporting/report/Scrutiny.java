package org.liftgate.reporting.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.reporting.report.ReportModel.Interval;

/**
 * What was tried against the answer, as values; empty lists stand for inputs a run did not have.
 *
 * @param plan items of the analysis plan, its digest last
 * @param balance covariates of all groups together
 * @param overlap one for each group
 * @param agreement pooled effects of each design
 * @param tried refuters of the treatment as a whole
 * @param horizons effects over other lengths of time
 * @param choices in order of the effect
 * @param without effects without each unit
 */
public record Scrutiny(
    List<Item> plan,
    List<Alike> balance,
    List<Overlapping> overlap,
    List<Agreeing> agreement,
    List<Tried> tried,
    List<Horizon> horizons,
    List<Choice> choices,
    Optional<Without> without) {
  /** Of a run that tried nothing. */
  public static final Scrutiny NONE =
      new Scrutiny(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  /** A line of the plan. */
  public record Item(String item, String planned) {}

  /** Standardised differences of a covariate. */
  public record Alike(
      String covariate, OptionalDouble before, OptionalDouble matched, OptionalDouble weighted) {}

  /**
   * How far the arms of a group overlap.
   *
   * @param effective comparison units that the weights leave
   * @param trimmed treated units without counterparts
   * @param unbalanced covariates that differ once weighted
   */
  public record Overlapping(
      String group,
      long treated,
      long comparison,
      OptionalDouble auc,
      OptionalDouble inside,
      OptionalDouble effective,
      long trimmed,
      boolean poor,
      boolean balanced,
      String unbalanced,
      String reason) {}

  /**
   * A design's effect.
   *
   * @param others whether other treatments are held fixed or counted in
   * @param apart distance from the other design, in joint standard errors
   */
  public record Agreeing(String design, String others, Interval value, OptionalDouble apart) {}

  /** Something tried, its rule and its word: pass, fragile or fail. */
  public record Tried(String name, String word, String rule, String found, boolean decides) {}

  /** The effect over a length of time. */
  public record Horizon(String label, Optional<Interval> value, String reason) {}

  /** The effect under one choice. */
  public record Choice(Interval value, boolean headline, Map<String, String> made) {}

  /**
   * @param values the effect without each unit
   * @param units their names, beside
   */
  public record Without(List<String> units, List<Double> values) {}

  public boolean isEmpty() {
    return equals(NONE);
  }
}
