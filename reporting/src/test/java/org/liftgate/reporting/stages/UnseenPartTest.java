package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.testing.TestContext;

/** How strong an unseen cause would have to be, from its tables. */
class UnseenPartTest {
  private static final Setting WORDS =
      new Setting(
          "price",
          "demand",
          "",
          "customer",
          "week",
          "",
          "",
          "segment",
          Map.of("price", "log price", "demand", "log demand"),
          "");

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void table(String name, String columns, List<List<Object>> rows) {
    var schema =
        new Schema(
            Arrays.stream(columns.split(" "))
                .map(c -> c.split(":"))
                .map(c -> new Column(c[0], c.length > 1 ? Type.valueOf(c[1]) : Type.DOUBLE))
                .toList());
    context.input(Table.named(name).rows(schema, rows).build());
  }

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
    var reader = new PartsReader(WORDS, new Inputs(context), "");
    return reader.read(reader.money()).stream()
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
