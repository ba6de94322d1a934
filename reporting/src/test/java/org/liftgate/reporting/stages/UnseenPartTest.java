package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;

/** How strong an unseen cause would have to be, from its tables. */
class UnseenPartTest extends PartsFixture {
  private static final Setting WORDS =
      words(
          "price",
          "demand",
          "customer",
          "segment",
          Map.of("price", "log price", "demand", "log demand"));

  private Part part(double income) {
    table(
        "unseen_trials",
        "treatment:TEXT outcome:TEXT estimate std_error conf_low conf_high variance",
        List.of(List.of("price", "demand", -0.959, 0.03, -1.02, -0.90, 0.008)));
    table(
        "benchmarks_trials",
        "name:TEXT on_treatment on_outcome",
        List.of(
            List.of("income", 0.02, income),
            List.of("age", 0.001, 0.01),
            List.of("is_US", 0.0, 0.0)));
    table(
        "refuters_trials",
        "refuter:TEXT rule:TEXT word:TEXT draws:INTEGER sentence:TEXT",
        List.of(
            List.of("random-cause", "It may not matter.", "pass", 100L, "It does not."),
            List.of("simulated-cause", "The sign is kept.", "fragile", 100L, "It is lost.")));
    return parts(WORDS, "").stream()
        .filter(p -> p.id().equals("unseen-trials"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theEffectThatAnUnseenCauseLeavesIsTold() {
    Part part = part(0.1);
    assertThat(part.paragraphs().getFirst())
        .contains("as strong as income")
        .contains("would be −0.709 instead of −0.959");
    assertThat(part.paragraphs().get(1)).startsWith("1 of 2 trials left it standing");
    assertThat(part.sheets().getFirst().rows()).hasSize(2);
  }

  @Test
  void aSignThatWouldTurnIsSaid() {
    assertThat(part(0.5).paragraphs().getFirst()).contains("0.291").contains("its sign would turn");
  }

  @Test
  void theChartHoldsLinesAndCauses() {
    String svg = Charts.standalone(part(0.1).plots().getFirst());
    assertThat(svg)
        .contains("nothing is left", "no longer clear of zero", "half is left", ">income<");
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void causesWithoutAnyStrengthStillDraw() {
    String svg = Charts.standalone(part(0).plots().getFirst());
    assertThat(svg).contains("nothing is left").doesNotContain("NaN", "Infinity");
  }
}
