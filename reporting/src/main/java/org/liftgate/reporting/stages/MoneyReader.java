package org.liftgate.reporting.stages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.reporting.report.Money;
import org.liftgate.reporting.report.Money.Amount;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/** Reads the tables of economics and of the portfolio by name; each may be missing. */
final class MoneyReader {
  private final Inputs inputs;
  private final Setting words;
  private final Truth truth;

  MoneyReader(Inputs inputs, Setting words, Truth truth) {
    this.inputs = inputs;
    this.words = words;
    this.truth = truth;
  }

  Money read() {
    return new Money(
        ours("economics").stream()
            .sorted(
                Comparator.comparingInt(
                        (Row r) -> List.of("total", "type", "group").indexOf(r.text("level")))
                    .thenComparing(r -> r.is("level", "type") ? r.text("type") : "")
                    .thenComparingLong(r -> r.integer("group_id").orElse(0)))
            .map(MoneyReader::account)
            .toList(),
        inputs.rows("economics_waterfall").stream()
            .filter(r -> r.is("level", "total"))
            .sorted(Comparator.comparingLong(r -> r.integer("step").orElse(0)))
            .map(r -> new Money.Step(r.text("name"), r.number("amount").orElse(0)))
            .toList(),
        ours("league").stream()
            .sorted(Comparator.comparingLong(r -> r.integer("league_rank").orElse(Long.MAX_VALUE)))
            .map(this::place)
            .toList(),
        inputs.rows("league_rules").stream().map(MoneyReader::ruled).toList());
  }

  private List<Row> ours(String table) {
    return inputs.rows(table).stream().filter(r -> r.is("treatment", words.treatment())).toList();
  }

  private static Money.Account account(Row r) {
    return new Money.Account(
        r.text("level"),
        r.integer("group_id"),
        r.text("type"),
        r.integer("reached_units"),
        amount(r, "revenue"),
        amount(r, "cost"),
        amount(r, "profit"),
        amount(r, "roi"),
        r.number("hurdle"),
        r.number("p_roi_above_hurdle"),
        r.number("break_even"),
        r.number("mde"),
        words(r.text("assumed")),
        r.text("missing_reason"));
  }

  private static Optional<Amount> amount(Row r, String column) {
    return amount(r, column, column + "_low", column + "_high");
  }

  private static Optional<Amount> amount(Row r, String value, String low, String high) {
    return r.number(value).isPresent() && r.number(low).isPresent() && r.number(high).isPresent()
        ? Optional.of(
            new Amount(
                r.number(value).getAsDouble(),
                r.number(low).getAsDouble(),
                r.number(high).getAsDouble()))
        : Optional.empty();
  }

  /** Columns as words: {@code cost_per_unit, margin} become cost per unit, margin. */
  private static String words(String columns) {
    return Arrays.stream(columns.split(", "))
        .map(c -> c.replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private Money.Place place(Row r) {
    return new Money.Place(
        r.text("level"),
        r.integer("group_id"),
        r.text("type"),
        amount(r, "estimate", "conf_low", "conf_high"),
        amount(r, "shrunken"),
        r.integer("league_rank"),
        r.integer("rank_low"),
        r.integer("rank_high"),
        r.integer("ranked"),
        r.number("q_value"),
        r.number("p_roi_above_hurdle"),
        words(r.text("assumed")),
        r.text("verdict"),
        r.text("reasons"),
        r.text("next_step"),
        r.integer("group_id").isPresent()
            ? truth.of(words.outcome(), "att", r.integer("group_id"))
            : java.util.OptionalDouble.empty());
  }

  private static Money.Ruled ruled(Row r) {
    String agree = r.text("agree");
    return new Money.Ruled(
        r.integer("group_id"),
        r.text("type"),
        r.number("p_value"),
        r.number("roi_original"),
        words(r.text("assumed")),
        r.text("original"),
        r.text("original_reason"),
        r.text("verdict"),
        agree.isEmpty() ? Optional.empty() : Optional.of(r.yes("agree")),
        r.text("why"));
  }
}
