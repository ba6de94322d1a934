package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftgate.reporting.report.ReportModel.Campaign;
import org.liftgate.reporting.report.ReportModel.Event;
import org.liftgate.reporting.report.ReportModel.Interval;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.stages.Rows.Row;

/** Reads what was estimated by group and by period. */
final class GroupReader {
  private static final String CLEAN = "att-clean";

  private final Report.Parameters parameters;
  private final Truth truth;

  GroupReader(Report.Parameters parameters, Truth truth) {
    this.parameters = parameters;
    this.truth = truth;
  }

  /** Groups in order of their start, from their own table or else from the estimates. */
  List<Campaign> campaigns(List<Row> own, List<Row> facts, List<Row> estimates) {
    Map<Long, Row> byId = byId(facts.stream(), "campaign_id");
    Map<Long, Row> clean =
        byId(
            estimates.stream()
                .filter(r -> r.is("term", CLEAN) && r.is("outcome", parameters.outcome())),
            "group_id");
    return (own.isEmpty() ? fromEstimates(estimates) : own)
        .stream()
            .filter(r -> r.integer("group_id").isPresent())
            .map(r -> campaign(r, r.integer("group_id").getAsLong(), byId, clean))
            .sorted(
                Comparator.comparingLong((Campaign c) -> c.start().orElse(Long.MAX_VALUE))
                    .thenComparingLong(Campaign::id))
            .toList();
  }

  private static Map<Long, Row> byId(Stream<Row> rows, String id) {
    return rows.filter(r -> r.integer(id).isPresent())
        .collect(
            Collectors.toMap(
                r -> r.integer(id).getAsLong(), Function.identity(), (first, _) -> first));
  }

  private List<Row> fromEstimates(List<Row> estimates) {
    var grouped =
        estimates.stream()
            .filter(r -> r.integer("group_id").isPresent() && r.is("outcome", parameters.outcome()))
            .toList();
    return grouped.stream()
        .filter(
            r ->
                r.is("design", grouped.getFirst().text("design"))
                    && r.is("term", grouped.getFirst().text("term")))
        .toList();
  }

  private Campaign campaign(Row r, long id, Map<Long, Row> known, Map<Long, Row> clean) {
    var facts = Optional.ofNullable(known.get(id));
    Optional<Value> value = ModelReader.value(r);
    String reason =
        Stream.of(r.text("reason"), r.text("missing_reason"))
            .filter(t -> !t.isEmpty())
            .findFirst()
            .orElse("")
            .replace('\n', ' ');
    return new Campaign(
        id,
        facts.map(f -> f.text("campaign_type")).orElse(""),
        facts.map(f -> f.integer("start_day")).orElse(OptionalLong.empty()),
        facts.map(f -> f.integer("end_day")).orElse(OptionalLong.empty()),
        value,
        reason,
        r.number("q_value"),
        cells(r),
        r.number("did"),
        ModelReader.arms(r),
        Optional.ofNullable(clean.get(id)).flatMap(ModelReader::value),
        r.text("verdict"),
        truth.of(parameters.outcome(), "att", OptionalLong.of(id)));
  }

  private static List<Double> cells(Row r) {
    var cells =
        Stream.of("treated_pre", "treated_post", "comparison_pre", "comparison_post")
            .map(r::number)
            .toList();
    return cells.stream().allMatch(OptionalDouble::isPresent)
        ? cells.stream().map(OptionalDouble::getAsDouble).toList()
        : List.of();
  }

  /** Periods in order, from the event study's table or else from terms {@code event(k)}. */
  static List<Event> events(List<Row> own, List<Row> estimates) {
    Stream<Event> events =
        own.isEmpty()
            ? estimates.stream()
                .filter(r -> r.text("term").matches("event\\(-?[0-9]{1,6}\\)"))
                .map(r -> event(Integer.parseInt(r.text("term").replaceAll("[^-0-9]", "")), r))
            : own.stream().map(r -> event((int) r.integer("period").orElseThrow(), r));
    return events.sorted(Comparator.comparingInt(Event::period)).toList();
  }

  private static Event event(int period, Row r) {
    boolean reference = r.yes("reference");
    return new Event(
        period,
        reference
            ? Optional.empty()
            : ModelReader.value(r).map(v -> new Interval(v.estimate(), v.low(), v.high())),
        reference);
  }
}
