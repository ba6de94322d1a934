package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * For whom: the effect by level of each modifier with intervals that hold together, how each level
 * differs from the others with its q, and what a search for segments found or why it found none.
 *
 * @param name of the stage, as its tables have it
 */
record SegmentPart(Setting words, Inputs inputs, Truth truth, String name) {
  private static final double LEVEL = .05;
  private static final int NAMED = 4;

  /** The table of a stage's segments. */
  static String table(String stage) {
    return "segments_" + stage.replace('-', '_');
  }

  Optional<Part> part() {
    List<Row> rows = inputs.rows("segments_" + name);
    if (rows.isEmpty() || rows.getFirst().table().schema().column("modifier").isEmpty()) {
      return Optional.empty(); // leaves of a tree of effects are told where the tree is
    }
    boolean any = rows.stream().anyMatch(r -> r.number("band_low").isPresent());
    var paragraphs = new ArrayList<String>();
    paragraphs.add(answer(rows));
    if (any) {
      paragraphs.add(
          "Each segment is set against all the others of its kind, an age against all other ages. The intervals of the picture are wide enough that, in 95 of 100 studies, all of them hold their segment's true effect at once; q allows for having looked at %s."
              .formatted(Words.count(tested(rows), "segment")));
    }
    List<Row> families = inputs.rows("families_" + name);
    if (families.stream().anyMatch(r -> r.number("p_value").isPresent())) {
      paragraphs.add(together(families));
    }
    List<Row> leaves = inputs.rows("search_" + name);
    if (!leaves.isEmpty()) {
      paragraphs.add(search(leaves));
    }
    List<Plot> plots = any ? List.of(forest(rows)) : List.of();
    return Optional.of(
        new Part(
            "segments-" + name.replace('_', '-'),
            "For whom: the effect by segment",
            paragraphs,
            plots,
            List.of(joint(families), found(leaves, rows), sheet(rows))));
  }

  private static long tested(List<Row> rows) {
    return rows.stream().filter(r -> r.number("q_value").isPresent()).count();
  }

  private String answer(List<Row> rows) {
    List<Row> tested =
        rows.stream()
            .filter(r -> r.number("q_value").isPresent() && r.number("difference").isPresent())
            .sorted(
                Comparator.comparingDouble((Row r) -> r.number("q_value").orElseThrow())
                    .thenComparingDouble(r -> r.number("p_value").orElse(1)))
            .toList();
    if (tested.isEmpty()) {
      String why = rows.getFirst().text("detail");
      return "No segment has an effect of its own that could be told from the others'. " + why;
    }
    List<Row> apart =
        tested.stream().filter(r -> r.number("q_value").orElseThrow() < LEVEL).toList();
    if (apart.isEmpty()) {
      return "No segment's effect can be told from that of the others: among %s the smallest is %s. Read one effect for everybody; this does not prove that all respond alike."
          .formatted(
              Words.count(tested.size(), "segment"),
              Numbers.qValue(tested.getFirst().number("q_value").orElseThrow()));
    }
    String more =
        apart.size() > NAMED ? " and %s more".formatted(Numbers.count(apart.size() - NAMED)) : "";
    return "%s of %s respond differently from the others of their kind: %s%s."
        .formatted(
            Numbers.count(apart.size()),
            Words.count(tested.size(), "segment"),
            String.join("; ", apart.stream().limit(NAMED).map(this::differs).toList()),
            more);
  }

  private String differs(Row r) {
    double d = r.number("difference").orElseThrow();
    return "%s by %s %s (%s)"
        .formatted(
            label(r),
            Numbers.effect(Math.abs(d), r.number("difference_se").orElse(Double.NaN)),
            d < 0 ? "less" : "more",
            Numbers.qValue(r.number("q_value").orElseThrow()));
  }

  private String label(Row r) {
    return "%s: %s"
        .formatted(Words.sentence(words.called(r.text("modifier"))), named(r.text("level")));
  }

  /** A range such as 18-34 keeps its hyphen. */
  private static String named(String level) {
    return level.matches(".*[0-9].*") ? level : Words.name(level);
  }

  /** One question a kind of segment: do its levels respond alike? */
  private String together(List<Row> families) {
    List<Row> tested = families.stream().filter(r -> r.number("q_value").isPresent()).toList();
    List<String> apart =
        tested.stream()
            .filter(r -> r.number("q_value").orElseThrow() < LEVEL)
            .map(r -> words.called(r.text("modifier")))
            .toList();
    String asked =
        "One joint test for each kind of segment asks whether all of its levels could have the same effect. ";
    return asked
        + (apart.isEmpty()
            ? "None of the %s says that they differ.".formatted(Words.count(tested.size(), "test"))
            : "Levels differ by %s (of %s)."
                .formatted(Words.list(apart), Words.count(tested.size(), "kind")));
  }

  private Part.Sheet joint(List<Row> families) {
    return new Part.Sheet(
        "Each kind of segment, all of its levels at once",
        false,
        List.of("Kind", "#Levels", "#F", "#Degrees of freedom", "#p", "#q", "Note"),
        families.stream().map(this::tested).toList());
  }

  private List<String> tested(Row r) {
    boolean there = r.number("f").isPresent();
    return List.of(
        Words.sentence(words.called(r.text("modifier"))),
        Numbers.count(r.integer("levels").orElse(0)),
        there ? Numbers.fixed(r.number("f").getAsDouble(), 2) : Numbers.NONE,
        there
            ? "%s and %s"
                .formatted(
                    Numbers.count(r.integer("df1").orElse(0)),
                    Numbers.fixed(r.number("df2").orElse(0), 0))
            : Numbers.NONE,
        Numbers.pValue(r.number("p_value").orElse(Double.NaN)),
        Numbers.qValue(r.number("q_value").orElse(Double.NaN)),
        r.text("detail"));
  }

  private String search(List<Row> leaves) {
    String how =
        "A search for other segments chooses them on one half of the %s, drawn by lot, and tests them on the other half. "
            .formatted(Words.plural(2, words.unit()));
    Row first = leaves.getFirst();
    if (!first.yes("stands")) {
      return how + "It reports none: " + Words.sentences(List.of(first.text("detail")));
    }
    return how
        + "There they differ (%s); the table shows them."
            .formatted(Numbers.pValue(first.number("p_value").orElse(Double.NaN)));
  }

  private Part.Sheet found(List<Row> leaves, List<Row> segments) {
    return new Part.Sheet(
        "Segments that the search found, on the half that tests",
        false,
        List.of("Segment", "#Effect", "#95% interval"),
        leaves.stream()
            .filter(r -> r.yes("stands") && r.number("estimate").isPresent())
            .map(
                r ->
                    List.of(
                        Words.sentence(called(r.text("words"), segments)),
                        effect(r, "estimate", "std_error"),
                        range(r, "conf_low", "conf_high")))
            .toList());
  }

  /** Splits with what their columns are called. */
  private String called(String splits, List<Row> segments) {
    String text = splits;
    for (String column : segments.stream().map(r -> r.text("modifier")).distinct().toList()) {
      text = text.replaceAll("\\b" + Pattern.quote(column) + "\\b", words.called(column));
    }
    return text;
  }

  private Plot forest(List<Row> rows) {
    var drawn = new ArrayList<ForestPlot.Row>();
    inputs.rows("estimates").stream()
        .filter(r -> table(r.text("design")).equals("segments_" + name))
        .filter(r -> r.is("term", "att") && r.integer("group_id").isEmpty())
        .findFirst()
        .ifPresent(r -> drawn.add(row("All together", r, "conf_low", "conf_high", "att")));
    for (Row r : rows) {
      String term = "segment(%s=%s)".formatted(r.text("modifier"), r.text("level"));
      drawn.add(row(label(r), r, "band_low", "band_high", term));
    }
    boolean diamonds = drawn.stream().anyMatch(r -> r.truth().isPresent());
    return new ForestPlot(
        "segments-" + name.replace('_', '-'),
        "Effect on %s by segment".formatted(words.called(words.outcome())),
        "The effect in each segment with intervals that hold together.",
        "q: of the segment's difference from the others of its kind."
            + (diamonds ? " Diamonds: the true effect of the simulated data." : ""),
        "Effect on " + words.called(words.outcome()),
        0,
        drawn);
  }

  private ForestPlot.Row row(String label, Row r, String low, String high, String term) {
    boolean there = r.number("estimate").isPresent() && r.number(low).isPresent();
    return new ForestPlot.Row(
        label,
        there
            ? Optional.of(
                new ForestPlot.Value(
                    r.number("estimate").orElseThrow(),
                    r.number(low).orElseThrow(),
                    r.number(high).orElseThrow()))
            : Optional.empty(),
        "",
        there ? "" : "no number",
        r.number("q_value").isPresent() ? Numbers.qValue(r.number("q_value").getAsDouble()) : "",
        truth.of(words.outcome(), term, OptionalLong.empty()));
  }

  private Part.Sheet sheet(List<Row> rows) {
    String arms =
        "#%s (%s v %s)"
            .formatted(
                Words.sentence(Words.plural(2, words.unit())), words.treated(), words.comparison());
    return new Part.Sheet(
        "Each segment",
        true,
        List.of(
            "Segment",
            "#Rows",
            arms,
            "#Effect",
            "#Its own 95% interval",
            "#Interval that holds with all others",
            "#Less the others' effect",
            "#p",
            "#q"),
        rows.stream().map(this::cells).toList());
  }

  private List<String> cells(Row r) {
    return List.of(
        label(r),
        Numbers.count(r.integer("rows").orElse(0)),
        "%s v %s"
            .formatted(
                Numbers.count(r.integer("treated_units").orElse(0)),
                Numbers.count(r.integer("comparison_units").orElse(0))),
        effect(r, "estimate", "std_error"),
        range(r, "conf_low", "conf_high"),
        range(r, "band_low", "band_high"),
        effect(r, "difference", "difference_se"),
        Numbers.pValue(r.number("p_value").orElse(Double.NaN)),
        Numbers.qValue(r.number("q_value").orElse(Double.NaN)));
  }

  private static String effect(Row r, String value, String error) {
    OptionalDouble v = r.number(value);
    return v.isPresent()
        ? Numbers.effect(v.getAsDouble(), r.number(error).orElse(Double.NaN))
        : Numbers.NONE;
  }

  private static String range(Row r, String low, String high) {
    boolean there = r.number(low).isPresent() && r.number(high).isPresent();
    return there
        ? Numbers.range(
            r.number(low).getAsDouble(),
            r.number(high).getAsDouble(),
            r.number("std_error").orElse(Double.NaN))
        : Numbers.NONE;
  }
}
