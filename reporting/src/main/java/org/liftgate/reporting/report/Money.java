package org.liftgate.reporting.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What treatments brought and cost, and how groups stand beside each other.
 *
 * @param accounts by group, by type and in all
 * @param steps of the total, from margin to profit
 * @param league groups and types in their order
 * @param rules the original's beside ours
 */
public record Money(
    List<Account> accounts, List<Step> steps, List<Place> league, List<Ruled> rules) {

  /** Of a run that knows of none. */
  public static final Money NONE = new Money(List.of(), List.of(), List.of(), List.of());

  /** A figure with its 95% interval. */
  public record Amount(double value, double low, double high) {}

  /**
   * A row of the accounts.
   *
   * @param level group, type or total
   * @param assumed inputs that nobody gave, in words; empty when all were given
   * @param missing why nothing could be estimated; empty when it was
   */
  public record Account(
      String level,
      OptionalLong group,
      String type,
      OptionalLong reached,
      Optional<Amount> revenue,
      Optional<Amount> cost,
      Optional<Amount> profit,
      Optional<Amount> roi,
      OptionalDouble hurdle,
      OptionalDouble chance,
      OptionalDouble breakEven,
      OptionalDouble mde,
      String assumed,
      String missing) {
    boolean is(String word) {
      return level.equals(word);
    }
  }

  /** A step of the waterfall by its name in the table. */
  public record Step(String name, double amount) {}

  /**
   * A row of the league.
   *
   * @param ranked how many are ranked with it
   */
  public record Place(
      String level,
      OptionalLong group,
      String type,
      Optional<Amount> raw,
      Optional<Amount> shrunken,
      OptionalLong rank,
      OptionalLong rankLow,
      OptionalLong rankHigh,
      OptionalLong ranked,
      OptionalDouble qValue,
      OptionalDouble chance,
      String assumed,
      String verdict,
      String reasons,
      String nextStep,
      OptionalDouble truth) {}

  /** What the original's rules say of a group beside the verdict. */
  public record Ruled(
      OptionalLong group,
      String type,
      OptionalDouble pValue,
      OptionalDouble roi,
      String assumed,
      String original,
      String originalReason,
      String verdict,
      Optional<Boolean> agree,
      String why) {}
}
