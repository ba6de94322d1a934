package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftgate.kernel.Pipeline;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel;
import org.liftgate.reporting.report.ReportModel.Compared;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.stages.Rows.Row;

/** What the original states and published, and what became of it. */
final class Claims {
  private final List<Row> estimates;
  private final List<Row> verdicts;
  private final UnaryOperator<String> title;
  private final Report.Parameters words;

  /**
   * @param title words for a stage
   */
  Claims(
      List<Row> estimates,
      List<Row> verdicts,
      UnaryOperator<String> title,
      Report.Parameters words) {
    this.estimates = estimates;
    this.verdicts = verdicts;
    this.title = title;
    this.words = words;
  }

  /**
   * @param judged rows of the table {@code claims}, one a claim
   */
  List<ReportModel.Claim> claims(List<Pipeline.Claim> stated, List<Row> judged) {
    return stated.stream()
        .map(
            c -> {
              Optional<Row> row = judged.stream().filter(r -> r.is("claim", c.id())).findFirst();
              return new ReportModel.Claim(
                  c.sentence(),
                  row.map(r -> r.text("status")).orElse("cannot be judged"),
                  row.map(r -> Words.sentences(List.of(r.text("why")))).orElse(""),
                  c.judgement(),
                  row.flatMap(r -> judging(c.test(), r))
                      .orElseGet(
                          () -> found(c.test(), row.map(r -> r.text("treatment")).orElse(""))));
            })
        .toList();
  }

  /** The very number that judges a claim, where it is none of the effects judged by themselves. */
  private Optional<String> judging(String design, Row claim) {
    boolean judged =
        verdicts.stream().anyMatch(v -> v.is("design", design) && v.is("term", claim.text("term")));
    return estimates.stream()
        .filter(_ -> !judged)
        .filter(r -> r.is("design", design) && r.text("group_id").isEmpty())
        .filter(
            r ->
                Stream.of("treatment", "outcome", "term")
                    .allMatch(column -> r.is(column, claim.text(column))))
        .filter(r -> ModelReader.value(r).isPresent())
        .findFirst()
        .map(this::pooled);
  }

  /** What the test of a claim found: its pooled effect, or how its groups were judged. */
  private String found(String design, String treatment) {
    return estimates.stream()
        .filter(r -> r.is("design", design) && r.text("group_id").isEmpty())
        .filter(ModelReader::effect)
        .min(
            Comparator.comparing(
                    (Row r) -> verdicts.stream().noneMatch(v -> ModelReader.same(v, r)))
                .thenComparing(r -> !treatment.isEmpty() && !r.is("treatment", treatment))
                .thenComparing(r -> !r.is("outcome", words.outcome())))
        .map(this::pooled)
        .orElseGet(() -> byGroup(design));
  }

  private String pooled(Row r) {
    Judgement j =
        verdicts.stream()
            .filter(v -> ModelReader.same(v, r))
            .findFirst()
            .map(ModelReader::judgement)
            .orElse(ModelReader.ungraded(r));
    String number =
        ModelReader.value(r)
            .map(
                v ->
                    "%s (95%%: %s)"
                        .formatted(
                            Numbers.effect(v.estimate(), v.stdError()),
                            Numbers.range(v.low(), v.high(), v.stdError())))
            .orElse("no number");
    String words = title.apply(r.text("design")) + ": " + number;
    return Stream.of(words, j.grade(), j.verdict())
        .filter(t -> !t.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String byGroup(String design) {
    Map<String, Long> judged =
        verdicts.stream()
            .filter(v -> v.is("design", design) && v.is("term", "att"))
            .collect(
                Collectors.groupingBy(v -> v.text("verdict"), TreeMap::new, Collectors.counting()));
    if (judged.isEmpty()) {
      return "";
    }
    long all = judged.values().stream().mapToLong(n -> n).sum();
    var parts = judged.entrySet().stream().map(e -> Numbers.count(e.getValue()) + " " + e.getKey());
    return "%s: of %s, %s"
        .formatted(
            title.apply(design), Words.count(all, words.group()), Words.list(parts.toList()));
  }

  /** Pooled effects on the report's outcome first. */
  List<Compared> compared(List<Row> rows) {
    return rows.stream()
        .map(r -> compared(r, rows))
        .sorted(
            Comparator.comparing((Compared c) -> c.group().isPresent())
                .thenComparing(c -> !c.outcome().equals(words.outcome())))
        .toList();
  }

  /** The original's figure where it has one without any uncertainty, such as a shrunken one. */
  private String says(Row r) {
    String says = r.text("published_says");
    return estimates.stream()
        .filter(e -> r.number("published_estimate").isEmpty())
        .filter(e -> e.is("design", r.text("published_design")))
        .filter(
            e ->
                Stream.of("treatment", "outcome", "group_id", "term")
                    .allMatch(c -> e.is(c, r.text(c))))
        .flatMap(e -> e.number("estimate").stream().boxed())
        .findFirst()
        .map(
            v ->
                "%s: %s, without an interval"
                    .formatted(
                        title.apply(r.text("published_design")),
                        Numbers.effect(v, Math.abs(v) / 15)))
        .orElse(says);
  }

  /** Where several designs speak of one effect, each figure says which it is from. */
  private String design(Row r, List<Row> rows) {
    boolean alone =
        rows.stream()
                .filter(
                    o ->
                        Stream.of("treatment", "outcome", "group_id")
                            .allMatch(c -> o.is(c, r.text(c))))
                .count()
            < 2;
    String own = r.text("published_design");
    String from = own.isEmpty() ? r.text("defended_design") : own;
    return alone || from.isEmpty() || r.integer("group_id").isPresent() ? "" : title.apply(from);
  }

  private Compared compared(Row r, List<Row> rows) {
    var estimate = r.number("published_estimate");
    double error = r.number("published_se").orElse(Double.NaN);
    Optional<Value> published =
        estimate.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Value(
                    estimate.getAsDouble(),
                    error,
                    Double.NaN,
                    r.number("published_p").orElse(Double.NaN),
                    Double.NaN,
                    Double.NaN));
    String on = r.text("defended_treatment");
    return new Compared(
        r.text("treatment"),
        on.equals(r.text("treatment")) ? "" : on,
        r.text("outcome"),
        r.text("term"),
        r.integer("group_id"),
        published,
        says(r),
        defended(r),
        r.text("grade"),
        r.text("verdict"),
        r.text("why"),
        design(r, rows));
  }

  private static Optional<Value> defended(Row r) {
    var estimate = r.number("defended_estimate");
    var low = r.number("conf_low");
    var high = r.number("conf_high");
    return estimate.isEmpty() || low.isEmpty() || high.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Value(
                estimate.getAsDouble(),
                (high.getAsDouble() - low.getAsDouble()) / 3.92,
                Double.NaN,
                Double.NaN,
                low.getAsDouble(),
                high.getAsDouble()));
  }
}
