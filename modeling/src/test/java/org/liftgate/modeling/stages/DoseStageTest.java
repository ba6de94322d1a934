package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/** Doses over a real engine: names, typed outcomes, and how far verdicts go. */
class DoseStageTest {
  private static final int STORES = 60;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
    context.input(
        Table.named("cohort_depth_design")
            .rows(
                Schema.of(
                    new Column("treatment", Type.TEXT),
                    new Column("definition", Type.TEXT),
                    new Column("grade", Type.TEXT),
                    new Column("after_outcome", Type.BOOLEAN)),
                List.of(List.of("depth", "It is offered.", "quasi-experimental", false)))
            .build());
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** Two households a store, eight weeks; a tenth of a unit a point, and more with a display. */
  private void panel(boolean deals, boolean known, boolean ahead) {
    var random = new Random(3);
    var rows = new ArrayList<List<Object>>();
    for (int s = 0; s < STORES; s++) {
      var points = new double[9];
      Arrays.setAll(points, _ -> deals && random.nextInt(3) == 0 ? 5 + random.nextInt(30) : 0);
      for (int h = 0; h < 2; h++) {
        for (int w = 0; w < 8; w++) {
          double units = 0.1 * points[w] + (ahead ? 0.1 * points[w + 1] : 0);
          rows.add(
              Arrays.<Object>asList(
                  2L * s + h,
                  (long) w,
                  (long) s,
                  points[w],
                  points[w + 1],
                  h == 1 && s == 0 ? 0.0 : 1.0,
                  units + random.nextGaussian(),
                  known ? (Double) (double) random.nextInt(2) : null,
                  points[w]));
        }
      }
    }
    context.input(
        Table.named("panel_depth")
            .rows(
                Schema.of(
                    new Column("household_id", Type.INTEGER),
                    new Column("week", Type.INTEGER),
                    new Column("store_id", Type.INTEGER),
                    new Column("depth", Type.DOUBLE),
                    new Column("depth_next", Type.DOUBLE),
                    new Column("weight", Type.DOUBLE),
                    new Column("units", Type.DOUBLE),
                    new Column("display", Type.DOUBLE),
                    new Column("own_share", Type.DOUBLE)),
                rows)
            .build());
  }

  private static DoseStage.Parameters parameters(String outcome) {
    return new DoseStage.Parameters(
        "panel_depth",
        "depth",
        "depth",
        "household_id",
        "week",
        Optional.of("weight"),
        List.of(outcome),
        List.of("household_id", "week"),
        List.of("household_id", "store_id"),
        List.of(0.0, 10.0, 20.0, 100.0),
        Optional.of("regular"),
        Optional.of(new DoseStage.Held("features", List.of("display"), "promotions.csv")),
        List.of("own_share"),
        Optional.of("depth_next"),
        Optional.empty(),
        50);
  }

  private Map<String, Map<String, Object>> estimates() {
    context.run("depth", new DoseStage(), parameters("units"));
    return rows(context.read("estimates_depth"));
  }

  private static Map<String, Map<String, Object>> rows(Table table) {
    var rows = new HashMap<String, Map<String, Object>>();
    for (int i = 0; i < table.rows(); i++) {
      int at = i;
      var row = new HashMap<String, Object>();
      table.schema().names().forEach(c -> row.put(c, table.column(c).boxed(at)));
      rows.put((String) row.get("term"), row);
    }
    return rows;
  }

  private Map<String, Map<String, Object>> verdicts() {
    context.run(
        "verdict",
        new VerdictStage(),
        new VerdictStage.Parameters(
            List.of(new VerdictStage.Headline("depth", "units")),
            Map.of(),
            0,
            "households",
            "weeks"));
    return rows(context.read("verdicts"));
  }

  @Test
  void termsNameTheirPopulationAndWhatIsHeldFixed() {
    panel(true, true, false);
    var rows = estimates();
    assertThat(rows)
        .containsOnlyKeys(
            "per_point-regular",
            "bin(0,10]-regular",
            "bin(10,20]-regular",
            "bin(20,100]-regular",
            "per_point-regular-given-features",
            "bin(0,10]-regular-given-features",
            "bin(10,20]-regular-given-features",
            "bin(20,100]-regular-given-features",
            "display-regular",
            "own_share-regular",
            "placebo-regular");
    assertThat((Double) rows.get("per_point-regular").get("estimate")).isBetween(0.08, 0.12);
    assertThat(rows.get("per_point-regular"))
        .containsEntry("n", (long) STORES * 16 - 8)
        .containsEntry("grade", "quasi-experimental")
        .containsEntry("vcov", "CR1 cluster(household_id, store_id)")
        .containsEntry("df", STORES - 1.0);
    assertThat(rows.get("own_share-regular")).containsEntry("grade", "associational");
    Table bins = context.read("dose_depth");
    assertThat(Arrays.stream(bins.longs("panel_rows")).sum()).isEqualTo(STORES * 16L - 8);
    assertThat(bins.doubles("mean_dose")[0]).isZero();
  }

  @Test
  void whatStandsIsAcceptedAndOnlyEffectsAreJudged() {
    panel(true, true, false);
    estimates();
    var verdicts = verdicts();
    assertThat(verdicts).hasSize(8).doesNotContainKeys("own_share-regular", "display-regular");
    assertThat(verdicts.get("per_point-regular"))
        .containsEntry("verdict", "accept")
        .extractingByKey("reasons")
        .asString()
        .contains("shows nothing yet")
        .contains("held fixed");
  }

  @Test
  void offersThatFollowDemandAndFeaturesNobodyKnowsMakeItFragile() {
    panel(true, false, true);
    var rows = estimates();
    assertThat(rows.get("per_point-regular-given-features"))
        .containsEntry("missing_reason", "MISSING_INPUT");
    assertThat(rows.get("display-regular").get("detail"))
        .isEqualTo("features (display) were not given: they come from promotions.csv.");
    var verdicts = verdicts();
    assertThat(verdicts.get("per_point-regular"))
        .containsEntry("verdict", "fragile")
        .extractingByKey("reasons")
        .asString()
        .contains("already shows")
        .contains("promotions.csv");
    assertThat(verdicts.get("per_point-regular").get("next_step").toString())
        .startsWith("Draw by lot where and in which weeks the dose is offered");
    assertThat(verdicts.get("per_point-regular-given-features"))
        .containsEntry("verdict", "not-estimable")
        .containsEntry("next_step", "Bring the input that is named there, then run again.");
  }

  @Test
  void noDiscountsNoNumberAndTheRunGoesOn() {
    panel(false, true, false);
    var rows = estimates();
    assertThat(rows).hasSize(11);
    assertThat(rows.values())
        .allSatisfy(r -> assertThat(r).containsEntry("missing_reason", "NO_VARIATION"));
    assertThat(verdicts().values())
        .hasSize(8)
        .allSatisfy(v -> assertThat(v).containsEntry("verdict", "not-estimable"))
        .allSatisfy(v -> assertThat(v.get("next_step").toString()).startsWith("Bring data"));
  }

  @Test
  void columnsThatAreNotThereAreNamed() {
    panel(true, true, false);
    assertThatThrownBy(() -> context.run("depth", new DoseStage(), parameters("unit")))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("panel_depth");
  }
}
