package org.liftgate.ingest.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.ingest.testing.Shipped;
import org.liftgate.testing.TestContext;

/** The shipped pipeline's sources and cleaning on public data. */
class RetailPromotionsTest {
  @TempDir Path home;
  Path data;

  @BeforeEach
  void data() {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    data = Path.of(folder == null ? "" : folder).resolve("retail");
    Assumptions.assumeTrue(data.toFile().isDirectory(), "needs LIFTGATE_TEST_DATA");
  }

  @Test
  void completejourney_becomes_clean_tables_whose_rows_add_up() {
    try (TestContext context = new Shipped("retail-promotions").context(home)) {
      context.data(data.resolve("completejourney_r"));
      new SnapshotStage().run(new SnapshotStage.Parameters(2_000_000, ""), context);
      assertThat(context.notes).first().asString().contains("completejourney");
      assertThat(context.outputs.get("transactions_raw").table().orElseThrow().rows())
          .isEqualTo(100_000);
      assertThat(context.outputs.get("truth").table().orElseThrow().rows()).isZero();
      context.next();
      new SqlStage().run(new SqlStage.Parameters("sql/clean"), context);
      for (String table : new String[] {"transactions", "mailings", "coupons", "redemptions"}) {
        double left = context.metrics.get("rows." + table + "_rejected");
        assertThat(context.metrics.get("rows." + table) + left)
            .isEqualTo(context.inputs().get(table + "_raw").table().orElseThrow().rows());
      }
      context.next();
      new SqlStage().run(new SqlStage.Parameters("sql/dimensions"), context);
      assertThat(context.metrics.get("rows.products")).isGreaterThan(90_000);
    }
  }
}
