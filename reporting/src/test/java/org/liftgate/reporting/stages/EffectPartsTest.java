package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;

/** Sections on effects that differ, the causal graph, and tables of a pipeline's own. */
class EffectPartsTest extends PartsFixture {
  private static final Setting WORDS =
      words(
          "price",
          "demand",
          "customer",
          "segment",
          Map.of("shown", "what policies bring", "revenues", "named policies"));

  private Optional<Part> part(String id) {
    return parts(WORDS, "", "revenues", "absent").stream()
        .filter(p -> p.id().equals(id))
        .findFirst();
  }

  private void tree() {
    table(
        "tree_small",
        "node:INTEGER rule:TEXT feature:TEXT threshold left_node:INTEGER right_node:INTEGER"
            + " rows:INTEGER predicted effect std_error conf_low conf_high",
        List.of(
            row(0L, "everyone", "income", 1.0, 1L, 2L, 100L, 1.0, 1.0, 0.1, 0.8, 1.2),
            row(1L, "income at most 1", null, null, null, null, 40L, 1.8, 1.8, 0.1, 1.6, 2.0),
            row(2L, "income above 1", null, null, null, null, 60L, 0.1, 0.1, 0.1, -0.1, 0.3)));
    table(
        "segments_small",
        "segment:INTEGER rule:TEXT rows:INTEGER share effect std_error conf_low conf_high"
            + " advice:TEXT",
        List.of(
            row(1L, "income above 1", 60L, 0.6, 0.1, 0.1, -0.1, 0.3, "leave"),
            row(2L, "income at most 1", 40L, 0.4, 1.8, 0.1, 1.6, 2.0, "treat")));
  }

  @Test
  void whoRespondsMostAndWhomItPaysFor() {
    tree();
    Part part = part("response").orElseThrow();
    assertThat(text(part))
        .contains("Strongest where income at most 1: 1.80 (95%: 1.60 to 2.00)")
        .contains("Weakest where income above 1: 0.10")
        .contains("It pays for 40% of all customers: those where income at most 1.");
    assertThat(part.sheets().getFirst().rows().getFirst()).startsWith("Income at most 1", "40");
    String svg = Charts.standalone(part.plots().getFirst());
    assertThat(svg).contains("income at most 1", "treat", "leave").doesNotContain("NaN");
  }

  @Test
  void theCurveIsThatOfAModifier() {
    table("curve_other", "share:DOUBLE gain:DOUBLE", List.of(row(0.1, 1.0), row(0.2, 2.0)));
    assertThat(part("response")).isEmpty();
    table(
        "curve_small",
        "contrast:TEXT place:INTEGER modifier:TEXT value effect std_error conf_low conf_high"
            + " band_low band_high",
        List.of(
            row("", 0L, "income", 0.5, 1.8, 0.1, 1.6, 2.0, 1.5, 2.1),
            row("", 1L, "income", 1.5, 0.2, 0.1, 0.0, 0.4, -0.1, 0.5)));
    Part part = part("response").orElseThrow();
    assertThat(part.plots().getFirst().title())
        .isEqualTo("How the effect of price changes with income");
  }

  private void graph(boolean known, double q) {
    table(
        "identification_g",
        "treatment:TEXT outcome:TEXT identified:BOOLEAN formula:TEXT reason:TEXT next_step:TEXT"
            + " controls:TEXT controls_valid:BOOLEAN controls_reason:TEXT",
        List.of(
            row(
                "price",
                "demand",
                known,
                "E[demand | do(price)]",
                "A way stays open.",
                "Observe mood.",
                "income",
                known,
                "Held fixed: nothing.")));
    table(
        "graph_nodes_g",
        "place:INTEGER node:TEXT observed:BOOLEAN role:TEXT held:BOOLEAN",
        List.of(
            row(0L, "income", true, "", true),
            row(1L, "mood", false, "", false),
            row(2L, "price", true, "treatment", false),
            row(3L, "demand", true, "outcome", false)));
    table(
        "graph_edges_g",
        "place:INTEGER from_node:TEXT to_node:TEXT both:BOOLEAN open:BOOLEAN",
        List.of(
            row(0L, "income", "price", false, false),
            row(1L, "price", "demand", false, false),
            row(2L, "mood", "demand", false, true),
            row(3L, "income", "mood", true, true)));
    table(
        "implications_g",
        "place:INTEGER first:TEXT second:TEXT q_value",
        List.of(row(0L, "income", "demand", q)));
  }

  @Test
  void aGraphThatTellsTheEffectSaysTheFormula() {
    graph(true, 0.4);
    Part part = part("graph-g").orElseThrow();
    assertThat(text(part))
        .contains("can be told from what was observed: E[demand | do(price)]")
        .contains("closes every way")
        .contains("the data contradict none");
    String svg = Charts.standalone(part.plots().getFirst());
    assertThat(svg)
        .contains(">income<", ">held fixed<", ">not observed<", ">treatment<", ">outcome<")
        .doesNotContain("NaN");
  }

  @Test
  void aGraphThatDoesNotSaysWhyAndWhatTheDataContradict() {
    graph(false, 0.01);
    assertThat(text(part("graph-g").orElseThrow()))
        .contains("cannot be told. A way stays open. Observe mood.")
        .contains("Held fixed: nothing.")
        .contains("the data contradict 1 (q < .05)");
  }

  @Test
  void tablesOfAPipelinesOwnAreShownBestFirst() {
    assertThat(part("shown")).isEmpty();
    table(
        "revenues",
        "policy:TEXT share mean_revenue",
        List.of(row("none", 0.0, 14.29), row("tree", 0.5, 14.69)));
    Part part = part("shown").orElseThrow();
    assertThat(part.title()).isEqualTo("What policies bring");
    assertThat(part.sheets().getFirst().rows().getFirst())
        .containsExactly("Tree", "0.500", "14.69");
  }
}
