package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.liftgate.kernel.StageContext;
import org.liftgate.reporting.report.Phrases;
import org.liftgate.reporting.report.ReportModel.Interval;
import org.liftgate.reporting.report.Scrutiny;
import org.liftgate.reporting.stages.Rows.Row;

/** Reads what was tried against the report's treatment from tables by their names. */
final class ScrutinyReader {
  private static final List<String> ORDER =
      List.of("did counted", "did held", "match-did held", "aipw counted", "aipw held");

  private final Report.Parameters parameters;
  private final StageContext context;
  private final Inputs inputs;

  ScrutinyReader(Report.Parameters parameters, StageContext context) {
    this.parameters = parameters;
    this.context = context;
    this.inputs = new Inputs(context);
  }

  Scrutiny read() {
    return new Scrutiny(
        inputs.rows("analysis_plan").stream()
            .map(r -> new Scrutiny.Item(r.text("item"), r.text("planned")))
            .toList(),
        balance(),
        overlap(),
        agreement(),
        tried(),
        horizons(),
        choices(),
        without());
  }

  /** Rows of a stage's table about the treatment: {@code <what>_<stage>_<treatment>}. */
  private List<Row> ours(String what) {
    return context.inputs().keySet().stream()
        .filter(n -> n.startsWith(what + "_") && n.endsWith("_" + parameters.treatment()))
        .sorted()
        .flatMap(n -> inputs.rows(n).stream())
        .toList();
  }

  private static boolean pooled(Row r) {
    return r.text("group_id").isEmpty();
  }

  private List<Scrutiny.Alike> balance() {
    Map<String, Map<String, OptionalDouble>> by = new LinkedHashMap<>();
    ours("balance").stream()
        .filter(r -> pooled(r) && r.is("kind", "covariate"))
        .forEach(
            r ->
                by.computeIfAbsent(r.text("covariate"), _ -> new LinkedHashMap<>())
                    .put(r.text("adjustment"), size(r.number("smd"))));
    return by.entrySet().stream()
        .map(
            e ->
                new Scrutiny.Alike(
                    e.getKey(),
                    e.getValue().getOrDefault("none", OptionalDouble.empty()),
                    e.getValue().getOrDefault("matched", OptionalDouble.empty()),
                    e.getValue().getOrDefault("weighted", OptionalDouble.empty())))
        .toList();
  }

  private static OptionalDouble size(OptionalDouble v) {
    return v.isPresent() ? OptionalDouble.of(Math.abs(v.getAsDouble())) : v;
  }

  private List<Scrutiny.Overlapping> overlap() {
    return ours("overlap").stream()
        .map(
            r ->
                new Scrutiny.Overlapping(
                    r.text("group_id"),
                    r.integer("treated_units").orElse(0),
                    r.integer("comparison_units").orElse(0),
                    r.number("auc"),
                    r.number("share_inside"),
                    r.number("effective_comparison"),
                    r.integer("trimmed_treated").orElse(0),
                    r.yes("poor"),
                    r.yes("balanced"),
                    r.text("unbalanced"),
                    r.text("reason")))
        .toList();
  }

  private List<Scrutiny.Agreeing> agreement() {
    return ours("agreement").stream()
        .filter(ScrutinyReader::pooled)
        .filter(r -> ORDER.contains(key(r)) && interval(r).isPresent())
        .sorted(Comparator.comparingInt(r -> ORDER.indexOf(key(r))))
        .map(
            r ->
                new Scrutiny.Agreeing(
                    r.text("design"), r.text("others"), interval(r).orElseThrow(), apart(r)))
        .toList();
  }

  private static String key(Row r) {
    return r.text("design") + " " + r.text("others");
  }

  private static OptionalDouble apart(Row r) {
    var distance = r.number("apart");
    var joint = r.number("joint_std_error");
    return distance.isPresent() && joint.isPresent() && joint.getAsDouble() > 0
        ? OptionalDouble.of(Math.abs(distance.getAsDouble()) / joint.getAsDouble())
        : OptionalDouble.empty();
  }

  private static Optional<Interval> interval(Row r) {
    return ModelReader.value(r).map(v -> new Interval(v.estimate(), v.low(), v.high()));
  }

  private List<Scrutiny.Tried> tried() {
    return ours("refuters").stream()
        .filter(r -> pooled(r) && r.is("treatment", parameters.treatment()))
        .map(
            r ->
                new Scrutiny.Tried(
                    r.text("refuter"),
                    r.text("word"),
                    r.text("rule"),
                    r.text("sentence"),
                    r.yes("decides")))
        .toList();
  }

  private List<Scrutiny.Horizon> horizons() {
    return ours("tried").stream()
        .filter(r -> r.is("refuter", "horizons"))
        .sorted(Comparator.comparingInt(r -> number(r.text("label"))))
        .map(r -> new Scrutiny.Horizon(r.text("label"), interval(r), r.text("reason")))
        .toList();
  }

  private static int number(String label) {
    String digits = label.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private List<Scrutiny.Choice> choices() {
    var out = new ArrayList<Scrutiny.Choice>();
    for (Row r : ours("specifications")) {
      var made = new LinkedHashMap<String, String>();
      if (r.is("source", "changes")) {
        made.put("Other lists", r.text("others"));
        made.put("Window", r.text("period_window"));
        made.put("Values", r.text("outcome_values"));
        made.put("Weights of groups", r.text("weights"));
      } else {
        made.put(
            "Other designs",
            Phrases.alone(
                parameters.setting(),
                ModelReader.title(context.pipeline(), r.text("source")),
                r.text("others")));
      }
      interval(r).ifPresent(v -> out.add(new Scrutiny.Choice(v, r.yes("headline"), made)));
    }
    return out;
  }

  private Optional<Scrutiny.Without> without() {
    List<Row> rows = ours("leave_one_out");
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Scrutiny.Without(
                rows.stream().map(r -> r.text("unit_id")).toList(),
                rows.stream()
                    .map(r -> r.number("estimate"))
                    .flatMap(v -> v.isPresent() ? Stream.of(v.getAsDouble()) : Stream.empty())
                    .toList()));
  }
}
