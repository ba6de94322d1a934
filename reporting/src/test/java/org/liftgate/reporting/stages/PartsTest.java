package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.report.Part;
import org.liftgate.testing.TestContext;

@DisplayName("sections with tables of their own")
class PartsTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
    Flagship.fill(context);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private List<Part> parts() {
    var reader = new PartsReader(Flagship.REPORT.setting(), new Inputs(context));
    return reader.read(reader.money());
  }

  private static Schema schema(String... columns) {
    return new Schema(
        Arrays.stream(columns)
            .map(c -> c.split(":"))
            .map(c -> new Column(c[0], Type.valueOf(c[1])))
            .toList());
  }

  private void takers(Double late, String reason) {
    var row =
        new ArrayList<Object>(
            Arrays.asList("redemption", "sales", null, 200L, 25L, 5.0, 1.0, .125, 30.0, late));
    row.addAll(Arrays.asList(8.0, 24.0, 56.0, "22 to 59", reason));
    context.input(
        Table.named("late_redemption")
            .rows(
                schema(
                    "treatment:TEXT",
                    "outcome:TEXT",
                    "group_id:INTEGER",
                    "assigned_units:INTEGER",
                    "takers:INTEGER",
                    "itt:DOUBLE",
                    "itt_std_error:DOUBLE",
                    "first_stage:DOUBLE",
                    "first_stage_f:DOUBLE",
                    "late:DOUBLE",
                    "std_error:DOUBLE",
                    "conf_low:DOUBLE",
                    "conf_high:DOUBLE",
                    "anderson_rubin:TEXT",
                    "reason:TEXT"),
                List.of(row))
            .build());
    context.input(
        Table.named("exclusion_redemption")
            .rows(
                schema(
                    "outcome:TEXT",
                    "group_id:INTEGER",
                    "share:DOUBLE",
                    "tau:DOUBLE",
                    "conf_low:DOUBLE",
                    "conf_high:DOUBLE"),
                List.of(
                    Arrays.<Object>asList("sales", null, 0.0, 40.0, 24.0, 56.0),
                    Arrays.<Object>asList("sales", null, 1.0, 5.0, 3.0, 7.0)))
            .build());
  }

  private void uplift(boolean accepted) {
    String why = accepted ? null : "The ranking does not beat a constant.";
    context.input(
        Table.named("gate_uplift")
            .rows(
                schema(
                    "learner:TEXT",
                    "headline:BOOLEAN",
                    "associational:BOOLEAN",
                    "word:TEXT",
                    "reason:TEXT",
                    "placebo_draws:INTEGER",
                    "placebo_passes:INTEGER",
                    "placebo_most:INTEGER",
                    "units:INTEGER",
                    "groups_used:INTEGER",
                    "groups_left_out:INTEGER"),
                List.of(
                    Arrays.<Object>asList(
                        "dr-forest",
                        true,
                        false,
                        accepted ? "accepted" : "refused",
                        why,
                        100L,
                        4L,
                        13L,
                        2500L,
                        22L,
                        8L)))
            .build());
    context.input(
        Table.named("curve_uplift")
            .rows(
                schema(
                    "learner:TEXT",
                    "share:DOUBLE",
                    "estimate:DOUBLE",
                    "conf_low:DOUBLE",
                    "conf_high:DOUBLE",
                    "diagonal:DOUBLE"),
                List.of(
                    List.of("dr-forest", 0.5, 3.0, 2.0, 4.0, 2.5),
                    List.of("dr-forest", 1.0, 5.0, 4.0, 6.0, 5.0)))
            .build());
    if (accepted) {
      context.input(
          Table.named("deciles_uplift")
              .rows(
                  schema(
                      "learner:TEXT",
                      "decile:INTEGER",
                      "predicted:DOUBLE",
                      "estimate:DOUBLE",
                      "std_error:DOUBLE",
                      "conf_low:DOUBLE",
                      "conf_high:DOUBLE"),
                  List.of(
                      List.of("dr-forest", 1L, 9.0, 10.0, 1.0, 8.0, 12.0),
                      List.of("dr-forest", 2L, 3.0, 2.0, 1.0, 0.0, 4.0)))
              .build());
    }
  }

  private void dose(boolean known) {
    var estimates =
        schema(
            "design:TEXT",
            "treatment:TEXT",
            "outcome:TEXT",
            "term:TEXT",
            "estimate:DOUBLE",
            "std_error:DOUBLE",
            "conf_low:DOUBLE",
            "conf_high:DOUBLE",
            "p_value:DOUBLE",
            "units:INTEGER",
            "grade:TEXT",
            "vcov:TEXT",
            "detail:TEXT");
    var rows = new ArrayList<List<Object>>();
    for (String term :
        List.of("bin(0,10]-regular", "per_point-regular", "own_share-regular", "placebo-regular")) {
      boolean own = term.startsWith("own");
      Double value = known ? (Double) (own ? 0.5 : 0.02) : null;
      rows.add(
          Arrays.asList(
              "depth",
              "depth",
              "units",
              term,
              value,
              0.004,
              0.012,
              0.028,
              0.4,
              200L,
              own ? "associational" : "quasi-experimental",
              "CR1",
              known ? null : "Nothing varies."));
    }
    rows.add(
        Arrays.asList(
            "depth",
            "depth",
            "units",
            "per_point-regular-given-features",
            null,
            null,
            null,
            null,
            null,
            200L,
            "quasi-experimental",
            "",
            "features were not given: promotions.csv."));
    context.input(Table.named("estimates").rows(estimates, rows).build());
    context.input(
        Table.named("dose_depth")
            .rows(
                schema(
                    "bin:INTEGER",
                    "label:TEXT",
                    "panel_rows:INTEGER",
                    "units:INTEGER",
                    "mean_dose:DOUBLE",
                    "mean_units:DOUBLE"),
                List.of(
                    List.of(0L, "none", 900L, 200L, 0.0, 0.1),
                    List.of(1L, "bin(0,10]", 100L, 180L, 7.5, 0.12)))
            .build());
    context.input(
        Table.named("depth_left_out")
            .rows(
                schema("reason:TEXT", "cells:INTEGER"),
                List.of(List.of("used", 1000L), List.of("nobody else bought", 250L)))
            .build());
  }

  @Test
  @DisplayName(
      "dose: what a point does, what comes with it, who is left out, and the own share as no answer")
  void doses() {
    dose(true);
    Part part = parts().getFirst();
    String text = String.join(" ", part.paragraphs());
    assertThat(part.paragraphs().getFirst())
        .contains("by 0.0200")
        .contains("20% of what is bought");
    assertThat(text)
        .contains("not estimable. features were not given")
        .contains("would have said 0.5000 of units a point in place of 0.0200")
        .contains("units p = .40")
        .contains("1,250 cells")
        .contains("250 because nobody else bought");
    assertThat(part.plots()).extracting(p -> p.id()).containsExactly("dose-depth-units");
    assertThat(part.plots().getFirst().data().rows().getFirst()).contains("Above 0 to 10 points");
  }

  @Test
  @DisplayName("dose: no number, in words and without charts")
  void noDose() {
    dose(false);
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).contains("Nothing varies.");
    assertThat(part.plots()).isEmpty();
  }

  private static List<Object> segment(String level, double effect, double difference, double q) {
    return Arrays.asList(
        "age_band",
        level,
        900L,
        20L,
        20L,
        effect,
        2.0,
        effect - 4,
        effect + 4,
        effect - 6,
        effect + 6,
        difference,
        3.0,
        q / 2,
        q,
        null);
  }

  private void segments(double q) {
    context.input(
        Table.named("segments_did_people")
            .rows(
                schema(
                    "modifier:TEXT",
                    "level:TEXT",
                    "rows:INTEGER",
                    "treated_units:INTEGER",
                    "comparison_units:INTEGER",
                    "estimate:DOUBLE",
                    "std_error:DOUBLE",
                    "conf_low:DOUBLE",
                    "conf_high:DOUBLE",
                    "band_low:DOUBLE",
                    "band_high:DOUBLE",
                    "difference:DOUBLE",
                    "difference_se:DOUBLE",
                    "p_value:DOUBLE",
                    "q_value:DOUBLE",
                    "detail:TEXT"),
                List.of(segment("18-34", 30, 20, q), segment("50+", 10, -20, .6)))
            .build());
    context.input(
        Table.named("search_did_people")
            .rows(
                schema("leaf:INTEGER", "stands:BOOLEAN", "words:TEXT", "detail:TEXT"),
                List.of(Arrays.asList(0L, false, "everyone", "the leaves do not differ")))
            .build());
  }

  @Test
  @DisplayName(
      "segments: who differs from the others first, bands in the picture, a refused search")
  void segmentsDiffer() {
    segments(.01);
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst())
        .isEqualTo(
            "1 of 2 segments respond differently from the others of their kind: Age band: 18-34 by 20.0 more (q = .01).");
    assertThat(part.paragraphs().getLast())
        .contains("half of the households")
        .endsWith("It reports none: The leaves do not differ.");
    assertThat(part.plots().getFirst().data().rows().getFirst())
        .contains("Age band: 18-34", "24.0 to 36.0");
    assertThat(part.sheets().getFirst().rows()).as("leaves of a refused search").isEmpty();
    assertThat(part.sheets().getLast().rows().getFirst()).contains("26.0 to 34.0", "24.0 to 36.0");
  }

  @Test
  @DisplayName("segments: none differs, and no proof that all are alike")
  void segmentsAlike() {
    segments(.4);
    assertThat(parts().getFirst().paragraphs().getFirst())
        .startsWith("No segment's effect can be told")
        .contains("q = .40", "does not prove");
  }

  @Test
  @DisplayName("a mix of others: both courses and who is in it")
  void mix() {
    context.input(
        Table.named("donors_few")
            .rows(
                schema("unit:TEXT", "weight:DOUBLE"),
                List.of(
                    Arrays.<Object>asList("a", .25),
                    Arrays.<Object>asList("b", .75),
                    Arrays.<Object>asList("c", 0.0)))
            .build());
    context.input(
        Table.named("paths_few")
            .rows(
                schema("period:INTEGER", "treated:DOUBLE", "synthetic:DOUBLE"),
                List.of(Arrays.<Object>asList(-1L, 5.0, 5.0), Arrays.<Object>asList(0L, 9.0, 6.0)))
            .build());
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).contains("2 of the 3 unmailed households");
    assertThat(part.plots().getFirst().data().rows()).hasSize(2);
    assertThat(part.sheets().getFirst().rows().getFirst()).containsExactly("b", "75%");
  }

  @Test
  @DisplayName("are absent without their tables")
  void absent() {
    assertThat(parts()).isEmpty();
  }

  @Test
  @DisplayName("takers: the figure with its interval, what it rests on, and the curve")
  void takers() {
    takers(40.0, null);
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).contains("by 40.0").contains("24.0 to 56.0");
    assertThat(String.join(" ", part.paragraphs())).contains("No data can test that", "22 to 59");
    assertThat(part.plots())
        .extracting(p -> p.id())
        .containsExactly("takers-redemption", "exclusion-redemption");
    assertThat(part.plots().getLast().data().rows().getFirst()).contains("0%", "40.0");
  }

  @Test
  @DisplayName("takers: nobody took it, in words and without charts")
  void nobody() {
    takers(null, "None of 200 assigned units has a redemption.");
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).contains("None of 200");
    assertThat(part.plots()).isEmpty();
  }

  @Test
  @DisplayName("uplift: an accepted ranking shows tenths beside their predictions")
  void accepted() {
    uplift(true);
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).startsWith("The ranking stands");
    assertThat(part.plots())
        .extracting(p -> p.id())
        .containsExactly("deciles-uplift", "qini-uplift");
    assertThat(part.plots().getFirst().title()).contains("10.0").contains("2.0");
  }

  @Test
  @DisplayName("uplift: a refused ranking says why and shows no tenth")
  void refused() {
    uplift(false);
    Part part = parts().getFirst();
    assertThat(part.paragraphs().getFirst()).contains("does not beat a constant");
    assertThat(part.plots()).extracting(p -> p.id()).containsExactly("qini-uplift");
  }

  @Test
  @DisplayName("stand on the page with their figures as files")
  void page() {
    takers(40.0, null);
    uplift(true);
    context.run("report", new Report(), Flagship.REPORT);
    assertThat(context.outputs)
        .containsKeys("figures/exclusion-redemption.svg", "figures/deciles-uplift.svg");
  }
}
