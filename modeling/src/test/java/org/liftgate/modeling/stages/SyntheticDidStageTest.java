package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class SyntheticDidStageTest {
  private static final double EFFECT = 10;
  private static final Schema ROWS =
      Schema.of(
          new Column("unit_id", Type.INTEGER),
          new Column("period", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("post", Type.BOOLEAN),
          new Column("sales", Type.DOUBLE));

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

  /** Treated units follow the steeper half of the others, so that plain differences are wrong. */
  @Test
  void aMixOfTheOthersFindsAnEffectThatPlainDifferencesMiss() {
    run(2, 30);
    Table estimates = context.read("estimates_mix");
    assertThat(estimates.texts("estimator")).containsExactly("sdid");
    assertThat(estimates.longs("treated_units")).containsExactly(2);
    double found = estimates.doubles("estimate")[0];
    assertThat(found).isCloseTo(EFFECT, within(4 * estimates.doubles("std_error")[0]));
    assertThat(found).isCloseTo(EFFECT, within(3.0));
    assertThat(plain(rows(2, 30))).isGreaterThan(EFFECT + 5);

    Table refuters = context.read("refuters_mix");
    assertThat(refuters.texts("word")).containsExactly("pass");
    assertThat(refuters.doubles("p_value")[0]).isCloseTo(1.0 / 31, within(1e-12));
    assertThat(refuters.texts("sentence")[0]).contains("these rank 1 of 31");
    assertThat(Arrays.stream(context.read("donors_mix").doubles("weight")).sum())
        .isCloseTo(1, within(1e-9));
    Table paths = context.read("paths_mix");
    assertThat(paths.rows()).isEqualTo(20);
    assertThat(paths.longs("period")[0]).isEqualTo(-12);
  }

  @Test
  void tooFewToRankAmongIsSaid() {
    run(1, 12);
    Table refuters = context.read("refuters_mix");
    assertThat(refuters.texts("word")).containsExactly("fragile");
    assertThat(refuters.texts("sentence")[0])
        .contains("Only 12 units were left out, so no rank among them can be below p = .08");
  }

  @Test
  void withManyTreatedUnitsTheQuestionIsLeftToOthers() {
    run(11, 30);
    assertThat(context.read("estimates_mix").rows()).isZero();
    assertThat(context.read("paths_mix").rows()).isZero();
  }

  @Test
  void withoutUnitsLeftOutThereIsNothingToMix() {
    run(3, 0);
    assertThat(context.read("estimates_mix").texts("missing_reason"))
        .containsExactly("NO_COMPARISON");
  }

  @Test
  void fewerUnitsLeftOutThanAMixNeedsIsRefused() {
    run(2, 4);
    Table estimates = context.read("estimates_mix");
    assertThat(estimates.texts("missing_reason")).containsExactly("TOO_FEW_CLUSTERS");
    assertThat(estimates.texts("detail")[0]).contains("4 units were left out; 5 are needed");
  }

  private void run(int treated, int others) {
    context
        .input(rows(treated, others))
        .input(PanelFixture.design("campaign", "quasi-experimental", false))
        .run(
            "mix",
            new SyntheticDidStage(),
            new SyntheticDidStage.Parameters(
                "rows", "campaign", "sales", "unit_id", SyntheticDidStage.Method.SDID, 10, 5, 100));
  }

  /** Two kinds of units: half of the others grow by 1.5 a period, as the treated do. */
  private static Table rows(int treated, int others) {
    var random = new SplittableRandom(7);
    var rows = new ArrayList<List<Object>>();
    for (int u = 0; u < treated + others; u++) {
      boolean arm = u < treated;
      double trend = arm || u % 2 == 0 ? 1.5 : 0;
      double level = 100 + 10 * random.nextGaussian();
      for (int t = -12; t < 8; t++) {
        double y = level + trend * t + random.nextGaussian() + (arm && t >= 0 ? EFFECT : 0);
        rows.add(List.of((long) u, (long) t, arm, t >= 0, y));
      }
    }
    return Table.named("rows").rows(ROWS, rows).build();
  }

  /** Difference in differences of means. */
  private static double plain(Table t) {
    var sum = new double[2][2];
    var count = new double[2][2];
    for (int i = 0; i < t.rows(); i++) {
      int arm = (int) t.longs("treated")[i];
      int post = (int) t.longs("post")[i];
      sum[arm][post] += t.doubles("sales")[i];
      count[arm][post]++;
    }
    return sum[1][1] / count[1][1]
        - sum[1][0] / count[1][0]
        - sum[0][1] / count[0][1]
        + sum[0][0] / count[0][0];
  }
}
