package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Profile;
import org.liftgate.reporting.chart.CurvePlot;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.TreePlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/** Who responds how much: the effect along a feature, a tree of effects, and its segments. */
record ResponsePart(Setting words, Inputs inputs) {
  private static final String CURVE = "curve_";
  private static final String TREE = "tree_";

  Optional<Part> part() {
    Optional<String> tree = first(TREE, "threshold").filter(t -> !segments(t).isEmpty());
    Optional<String> curve =
        first(CURVE, "modifier").filter(c -> !inputs.rows(CURVE + c).isEmpty());
    if (tree.isEmpty() && curve.isEmpty()) {
      return Optional.empty();
    }
    var plots = new ArrayList<Plot>();
    curve.ifPresent(c -> plots.add(curve(c)));
    tree.ifPresent(t -> plots.add(tree(t)));
    List<Row> segments = tree.map(this::segments).orElse(List.of());
    return Optional.of(
        new Part(
            "response",
            "Who responds, and how much",
            paragraphs(segments),
            plots,
            segments.isEmpty() ? List.of() : List.of(sheet(segments))));
  }

  /**
   * The first stage whose table there is, one of the run's own recipe before others.
   *
   * @param column that tells the table from others whose names begin alike
   */
  private Optional<String> first(String prefix, String column) {
    Profile own = inputs.context().profile();
    return inputs.context().inputs().entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .filter(e -> inputs.context().engine().schema(e.getKey()).column(column).isPresent())
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ?> e) ->
                        !ofProfile(e.getKey().substring(prefix.length()), own))
                .thenComparing(Map.Entry::getKey))
        .map(e -> e.getKey().substring(prefix.length()))
        .findFirst();
  }

  private boolean ofProfile(String stage, Profile own) {
    return inputs
        .context()
        .pipeline()
        .stage(stage.replace('_', '-'))
        .map(s -> s.profile().map(own::equals).orElse(own == Profile.DEFENDED))
        .orElse(false);
  }

  private List<Row> segments(String tree) {
    return inputs.rows("segments_" + tree).stream()
        .filter(r -> r.number("effect").isPresent())
        .sorted(Comparator.comparingDouble(r -> -r.number("effect").getAsDouble()))
        .toList();
  }

  private List<String> paragraphs(List<Row> segments) {
    var out = new ArrayList<String>();
    if (segments.size() > 1) {
      out.add(
          "Strongest where %s: %s. Weakest where %s: %s. An effect is %s."
              .formatted(
                  rule(segments.getFirst()),
                  effect(segments.getFirst()),
                  rule(segments.getLast()),
                  effect(segments.getLast()),
                  unit()));
    } else if (segments.size() == 1) {
      out.add("One effect for all: " + effect(segments.getFirst()));
    }
    advised(segments, "treat").ifPresent(out::add);
    return out;
  }

  /** The sentence to act on. */
  private Optional<String> advised(List<Row> segments, String advice) {
    List<Row> those = segments.stream().filter(r -> r.is("advice", advice)).toList();
    double share = those.stream().mapToDouble(r -> r.number("share").orElse(0)).sum();
    return those.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "It pays for %s of all %s: those where %s."
                .formatted(
                    Numbers.percent(share),
                    Words.plural(2, words.unit()),
                    String.join(", or ", those.stream().map(ResponsePart::rule).toList())));
  }

  /** What an effect of 1 is, as the pipeline says it. */
  private String unit() {
    return words
        .names()
        .getOrDefault(
            "effect_unit",
            "what one unit more of %s adds to %s"
                .formatted(words.called(words.treatment()), words.called(words.outcome())));
  }

  private String axis() {
    return words.names().containsKey("effect_unit")
        ? Words.sentence(unit())
        : "Effect of a unit more";
  }

  private static String rule(Row r) {
    return r.text("rule").replace('_', ' ');
  }

  private static String effect(Row r) {
    double error = r.number("std_error").orElse(0);
    return "%s (95%%: %s)"
        .formatted(
            Numbers.effect(r.number("effect").orElse(0), error),
            Numbers.range(r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error));
  }

  private Plot curve(String stage) {
    List<Row> rows =
        inputs.rows(CURVE + stage).stream()
            .filter(
                r ->
                    r.text("contrast")
                        .equals(inputs.rows(CURVE + stage).getFirst().text("contrast")))
            .sorted(Comparator.comparingLong(r -> r.integer("place").orElse(0)))
            .toList();
    Map<Long, Double> known = known(stage);
    String modifier = words.called(rows.getFirst().text("modifier"));
    String title =
        "How the effect of %s changes with %s".formatted(words.called(words.treatment()), modifier);
    return new CurvePlot(
        "curve-" + stage.replace('_', '-'),
        title,
        title + ", with a band that holds the whole curve at 95%.",
        "The band holds the whole curve in 95 of 100 samples; what else differs stands at its middle.",
        Words.sentence(modifier),
        axis(),
        true,
        false,
        "effect",
        known.isEmpty() ? "" : "known response",
        rows.stream()
            .map(
                r ->
                    new CurvePlot.Point(
                        r.number("value").orElse(0),
                        r.number("effect").orElse(0),
                        r.number("band_low").orElse(r.number("conf_low").orElse(0)),
                        r.number("band_high").orElse(r.number("conf_high").orElse(0)),
                        known.getOrDefault(r.integer("place").orElse(-1), Double.NaN)))
            .toList());
  }

  /** The true effect by place of the curve, where the pipeline knows it. */
  private Map<Long, Double> known(String stage) {
    Map<Long, Double> out = new HashMap<>();
    for (Row r : inputs.rows("known_" + stage)) {
      r.number("effect").ifPresent(e -> out.put(r.integer("place").orElse(-1), e));
    }
    return out;
  }

  private Plot tree(String stage) {
    List<Row> rows = inputs.rows(TREE + stage);
    double all = rows.getFirst().number("rows").orElse(1);
    Map<String, String> advice = new HashMap<>();
    segments(stage).forEach(s -> advice.put(s.text("rule"), s.text("advice")));
    var nodes = new ArrayList<TreePlot.Node>();
    walk(rows, 0, 0, "Everyone", all, advice, nodes);
    String title = "Segments by a tree of effects";
    return new TreePlot(
        "tree-" + stage.replace('_', '-'),
        title,
        title + ", with 95% intervals.",
        "Drawn by one part of the %s, effects told by the other where the recipe is honest."
            .formatted(Words.plural(2, words.unit())),
        axis(),
        Words.plural(2, words.unit()),
        "no effect",
        0,
        nodes);
  }

  private static void walk(
      List<Row> rows,
      long node,
      int depth,
      String step,
      double all,
      Map<String, String> advice,
      List<TreePlot.Node> out) {
    Row r =
        rows.stream().filter(x -> x.integer("node").orElse(-1) == node).findFirst().orElseThrow();
    boolean leaf = r.integer("left_node").isEmpty();
    out.add(
        new TreePlot.Node(
            depth,
            step,
            r.integer("rows").orElse(0),
            r.number("rows").orElse(0) / all,
            value(r),
            leaf ? word(advice.getOrDefault(r.text("rule"), "")) : TreePlot.Advice.NONE));
    if (!leaf) {
      String cut = Numbers.plain(r.number("threshold").orElse(0));
      String name = Words.name(r.text("feature"));
      walk(
          rows,
          r.integer("left_node").getAsLong(),
          depth + 1,
          name + " at most " + cut,
          all,
          advice,
          out);
      walk(
          rows,
          r.integer("right_node").orElseThrow(),
          depth + 1,
          name + " above " + cut,
          all,
          advice,
          out);
    }
  }

  private static Optional<ForestPlot.Value> value(Row r) {
    return r.number("effect").isEmpty() || r.number("conf_low").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ForestPlot.Value(
                r.number("effect").getAsDouble(),
                r.number("conf_low").getAsDouble(),
                r.number("conf_high").orElse(0)));
  }

  private static TreePlot.Advice word(String advice) {
    return switch (advice) {
      case "treat" -> TreePlot.Advice.TREAT;
      case "leave" -> TreePlot.Advice.LEAVE;
      case "test" -> TreePlot.Advice.TEST;
      default -> TreePlot.Advice.NONE;
    };
  }

  private Part.Sheet sheet(List<Row> segments) {
    return new Part.Sheet(
        "Segments",
        false,
        List.of(
            "Where",
            "#" + Words.sentence(Words.plural(2, words.unit())),
            "#Share",
            "#Effect",
            "#95% interval",
            "Advice"),
        segments.stream()
            .map(
                r -> {
                  double error = r.number("std_error").orElse(0);
                  return List.of(
                      Words.sentence(rule(r)),
                      Numbers.count(r.integer("rows").orElse(0)),
                      Numbers.percent(r.number("share").orElse(0)),
                      Numbers.effect(r.number("effect").orElse(0), error),
                      Numbers.range(
                          r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error),
                      r.text("advice"));
                })
            .toList());
  }
}
