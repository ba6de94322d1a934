package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.GraphPlot;
import org.liftgate.reporting.chart.GraphPlot.Role;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What is taken to cause what, whether the effect can be told from it, and what the data say
 * against it.
 *
 * @param stage what follows {@code identification_} in the table's name
 */
record GraphPart(Setting words, Inputs inputs, String stage) {

  Optional<Part> part() {
    return inputs.rows("identification_" + stage).stream()
        .findFirst()
        .map(
            told ->
                new Part(
                    "graph-" + stage.replace('_', '-'),
                    "What is taken to cause what",
                    paragraphs(told),
                    List.of(plot()),
                    List.of(implications())));
  }

  private List<Row> tests() {
    return inputs.rows("implications_" + stage).stream()
        .sorted(Comparator.comparingDouble(r -> r.number("q_value").orElse(2)))
        .toList();
  }

  private List<String> paragraphs(Row told) {
    var out = new ArrayList<String>();
    boolean known = told.yes("identified");
    out.add(
        known
            ? "If the graph is right, the effect can be told from what was observed: %s."
                .formatted(told.text("formula").replaceAll("Σ_\\{([^}]*)\\}", "the sum over $1 of"))
            : "Even if the graph is right, the effect cannot be told. %s %s"
                .formatted(told.text("reason"), told.text("next_step")));
    if (!told.text("controls").isEmpty()) {
      out.add(
          told.yes("controls_valid")
              ? "What the analysis holds fixed closes every way but the effect's own."
              : told.text("controls_reason"));
    }
    long tested = tests().stream().filter(r -> r.number("q_value").isPresent()).count();
    long against = tests().stream().filter(r -> r.number("q_value").orElse(1) < .05).count();
    if (tested > 0) {
      out.add(
          against == 0
              ? "It says of %s of columns that they have nothing to do with each other once others are known; the data contradict none (q < .05). That is no proof: many graphs say the same."
                  .formatted(Words.count(tested, "pair"))
              : "It says of %s of columns that they have nothing to do with each other once others are known; the data contradict %s (q < .05): the graph is not the whole story."
                  .formatted(Words.count(tested, "pair"), Numbers.count(against)));
    }
    return out;
  }

  private Plot plot() {
    List<GraphPlot.Node> nodes =
        inputs.rows("graph_nodes_" + stage).stream()
            .map(r -> new GraphPlot.Node(r.text("node"), words.called(r.text("node")), role(r)))
            .toList();
    List<GraphPlot.Edge> edges =
        inputs.rows("graph_edges_" + stage).stream()
            .map(
                r ->
                    new GraphPlot.Edge(
                        r.text("from_node"), r.text("to_node"), r.yes("both"), r.yes("open")))
            .toList();
    String title =
        "What is taken to cause %s and %s"
            .formatted(words.called(words.treatment()), words.called(words.outcome()));
    return new GraphPlot(
        "graph-" + stage.replace('_', '-'),
        title,
        title + ". Arrows go from cause to effect.",
        "Arrows go from cause to effect. A missing arrow is a claim, and the stronger one.",
        nodes,
        edges);
  }

  private static Role role(Row r) {
    if (r.is("role", "treatment")) {
      return Role.TREATMENT;
    }
    if (r.is("role", "outcome")) {
      return Role.OUTCOME;
    }
    return !r.yes("observed") ? Role.HIDDEN : r.yes("held") ? Role.HELD : Role.OTHER;
  }

  private Part.Sheet implications() {
    List<Row> tests = tests();
    if (tests.isEmpty()) {
      return new Part.Sheet(
          "Claims of the graph that data can contradict", true, List.of(), List.of());
    }
    List<String> columns =
        tests.getFirst().table().schema().names().stream().filter(c -> !c.equals("place")).toList();
    return new Part.Sheet(
        "Claims of the graph that data can contradict",
        true,
        columns.stream().map(c -> Words.sentence(Words.name(c))).toList(),
        tests.stream()
            .map(
                r ->
                    columns.stream()
                        .map(
                            c ->
                                r.number(c).isPresent()
                                    ? Numbers.plain(r.number(c).getAsDouble())
                                    : r.text(c))
                        .toList())
            .toList());
  }
}
