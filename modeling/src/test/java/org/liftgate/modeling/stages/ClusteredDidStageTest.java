package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class ClusteredDidStageTest {
  private static final Schema ROWS =
      Schema.of(
          new Column("unit_id", Type.INTEGER),
          new Column("period", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("post", Type.BOOLEAN),
          new Column("sales", Type.DOUBLE),
          new Column("band", Type.TEXT),
          new Column("age", Type.DOUBLE));

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void effects_segments_and_search_come_with_their_tables() {
    judged(30, 30, Map.of());
    assertThat(cell("estimates", "did", "att", "estimate")).isCloseTo(10, within(2.0));
    assertThat(context.read("segments_did").rows()).isEqualTo(2);
    assertThat(context.read("search_did").rows()).isPositive();
    assertThat(context.read("randomised_did").doubles("p_value")[0]).isEqualTo(0.01);
    Table verdicts = context.read("verdicts");
    assertThat(verdicts.texts("term")).contains("att", "before-after");
    assertThat(verdicts.texts("term")).noneMatch(t -> t.startsWith("segment("));
    int before = List.of(verdicts.texts("term")).indexOf("before-after");
    assertThat(verdicts.texts("grade")[before]).isEqualTo("associational");
    assertThat(verdicts.texts("verdict")[before]).isEqualTo("fragile");
  }

  @Test
  void without_a_comparison_arm_the_pipelines_own_words_say_what_to_bring() {
    judged(30, 0, Map.of("no_comparison", "Bring stores left out."));
    Table verdicts = context.read("verdicts");
    int att = List.of(verdicts.texts("term")).indexOf("att");
    assertThat(verdicts.texts("verdict")[att]).isEqualTo("not-estimable");
    assertThat(verdicts.texts("next_step")[att]).isEqualTo("Bring stores left out.");
    assertThat(verdicts.texts("reasons")[att]).contains("nothing to compare with");
    int before = List.of(verdicts.texts("term")).indexOf("before-after");
    assertThat(verdicts.texts("verdict")[before]).isEqualTo("fragile");
    assertThat(verdicts.texts("next_step")[before]).isEqualTo("Bring stores left out.");
    assertThat(context.read("randomised_did").column("estimate").boxed(0)).isNull();
    assertThat(context.read("search_did").texts("detail")[0]).contains("smaller arm has 0");
  }

  @Test
  void a_remedy_for_what_is_no_reason_is_refused() {
    assertThatThrownBy(() -> verdict(Map.of("no_comparson", "x")))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems().getFirst().sentence())
                    .contains("no_comparison"));
  }

  private void judged(int treated, int comparison, Map<String, String> remedies) {
    context
        .input(rows(treated, comparison))
        .input(PanelFixture.design("campaign", "quasi-experimental", false))
        .run(
            "did",
            new ClusteredDidStage(),
            new ClusteredDidStage.Parameters(
                "sale_rows",
                "campaign",
                "sales",
                "unit_id",
                List.of("band"),
                List.of("age"),
                50,
                5,
                2,
                99,
                1,
                Profile.DEFENDED))
        .run(
            "before-after",
            new BeforeAfterStage(),
            new BeforeAfterStage.Parameters(
                "sale_rows", "campaign", List.of("sales"), "unit_id", Profile.PUBLISHED))
        .run("verdict", new VerdictStage(), verdict(remedies));
  }

  private static VerdictStage.Parameters verdict(Map<String, String> remedies) {
    return new VerdictStage.Parameters(
        List.of(new VerdictStage.Headline("did", "sales")),
        Map.of(),
        0,
        Optional.empty(),
        "stores",
        "days",
        remedies);
  }

  private double cell(String table, String design, String term, String column) {
    Table t = context.read(table);
    for (int i = 0; i < t.rows(); i++) {
      if (t.texts("design")[i].equals(design) && t.texts("term")[i].equals(term)) {
        return t.doubles(column)[i];
      }
    }
    throw new AssertionError(term);
  }

  private static Table rows(int treated, int comparison) {
    var random = new SplittableRandom(5);
    var rows = new ArrayList<List<Object>>();
    for (int s = 0; s < treated + comparison; s++) {
      boolean arm = s < treated;
      for (int t = -6; t < 6; t++) {
        boolean post = t >= 0;
        double sales = 100 + s + 4 * random.nextGaussian() + (arm && post ? 10 : 0);
        rows.add(
            List.of(
                (long) s,
                (long) t,
                arm,
                post,
                sales,
                random.nextBoolean() ? "young" : "old",
                20 + 50 * random.nextDouble()));
      }
    }
    return Table.named("sale_rows").rows(ROWS, rows).build();
  }
}
