package org.liftgate.modeling.stages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/**
 * Two campaigns four weeks apart over the same households: weekly sales with a level, a planted
 * effect while a campaign runs (five weeks), lists by level and luck; every table the stages read.
 */
record ScrutinyFixture(int households, double effect, double drift, long seed) {
  static final int PAST = 20;
  static final int PRE = 8;
  static final int POST = 9;
  private static final int RUN = 5;
  private static final int WEEKS = PAST + 4 + POST + 4;

  private static int start(int campaign) {
    return PAST + 4 * campaign;
  }

  /** Mean effect of a week over a campaign's nine. */
  double truth() {
    return effect * RUN / POST;
  }

  private record World(double[][] sales, double[][] control, boolean[][] listed) {}

  private World world() {
    var random = new SplittableRandom(seed);
    double[][] sales = new double[households][WEEKS];
    double[][] control = new double[households][WEEKS];
    boolean[][] listed = new boolean[2][households];
    for (int h = 0; h < households; h++) {
      double level = random.nextGaussian();
      for (int k = 0; k < 2; k++) {
        listed[k][h] = level + 1.2 * random.nextGaussian() > 0.3;
      }
      for (int t = 0; t < WEEKS; t++) {
        control[h][t] = 20 + 2 * level + random.nextGaussian();
        sales[h][t] = 30 + 3 * level + 2 * random.nextGaussian() + Math.sin(t);
        for (int k = 0; k < 2; k++) {
          boolean runs = t >= start(k) && t < start(k) + RUN;
          sales[h][t] += listed[k][h] && runs ? effect : 0;
          sales[h][t] += listed[k][h] ? drift * t : 0;
        }
      }
    }
    return new World(sales, control, listed);
  }

  private static BigDecimal money(double v) {
    return BigDecimal.valueOf(Math.round(100 * v), 2);
  }

  private static double mean(double[] v, int from, int to) {
    return Arrays.stream(v, from, to).average().orElseThrow();
  }

  /** Everything, as the stages before would have left it. */
  TestContext into(TestContext context) {
    World w = world();
    return context
        .input(panel(w), "group_id", "unit_id", "period")
        .input(cohort(w), "group_id", "unit_id")
        .input(features(w), "group_id", "unit_id")
        .input(days(w), "household_id", "day")
        .input(lists(w), "campaign_id", "household_id")
        .input(exposures(), "group_id", "other_id", "period", "lag")
        .input(spans(w))
        .input(PanelFixture.design("mailing", "quasi-experimental", false));
  }

  private Table panel(World w) {
    var columns = new ArrayList<>(Schemas.PANEL.columns());
    columns.add(new Column("sales", Type.DECIMAL));
    columns.add(new Column("uncovered", Type.DECIMAL));
    var rows = new ArrayList<List<Object>>();
    for (int k = 0; k < 2; k++) {
      for (int h = 0; h < households; h++) {
        for (int t = -PRE; t < POST; t++) {
          int at = start(k) + t;
          rows.add(
              List.of(
                  k + 1L,
                  h + 1L,
                  (long) t,
                  w.listed()[k][h],
                  t >= 0,
                  w.listed()[1 - k][h],
                  money(w.sales()[h][at]),
                  money(w.control()[h][at])));
        }
      }
    }
    return Table.named("panel_mailing").rows(new Schema(columns), rows).build();
  }

  private Table cohort(World w) {
    var rows = new ArrayList<List<Object>>();
    for (int k = 0; k < 2; k++) {
      for (int h = 0; h < households; h++) {
        rows.add(
            List.of(k + 1L, h + 1L, w.listed()[k][h], 7L * start(k) + 1, w.listed()[1 - k][h]));
      }
    }
    return Table.named("cohort_mailing").rows(Schemas.COHORT, rows).build();
  }

  private Table features(World w) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("group_id", Type.INTEGER));
    columns.add(new Column("unit_id", Type.INTEGER));
    columns.add(new Column("treated", Type.BOOLEAN));
    columns.add(new Column("past", Type.DOUBLE));
    columns.add(new Column("recent", Type.DOUBLE));
    columns.add(new Column("earlier", Type.DOUBLE));
    for (int p = 1; p <= 12; p++) {
      columns.add(new Column("sales_%02d".formatted(p), Type.DOUBLE));
    }
    var rows = new ArrayList<List<Object>>();
    for (int k = 0; k < 2; k++) {
      for (int h = 0; h < households; h++) {
        int s = start(k);
        var row =
            new ArrayList<Object>(
                List.of(
                    k + 1L,
                    h + 1L,
                    w.listed()[k][h],
                    mean(w.sales()[h], 0, s),
                    mean(w.sales()[h], s - 8, s),
                    mean(w.sales()[h], 0, s - 8)));
        for (int p = 1; p <= 12; p++) {
          row.add(w.sales()[h][s - p]);
        }
        rows.add(row);
      }
    }
    return Table.named("features_mailing").rows(new Schema(columns), rows).build();
  }

  private Table days(World w) {
    var rows = new ArrayList<List<Object>>();
    for (int h = 0; h < households; h++) {
      for (int t = 0; t < WEEKS; t++) {
        rows.add(List.of(h + 1L, 7L * t + 1, money(w.sales()[h][t])));
        rows.add(List.of(h + 1L, 7L * t + 7, money(0)));
      }
    }
    return Table.named("household_days")
        .rows(
            Schema.of(
                new Column("household_id", Type.INTEGER),
                new Column("day", Type.INTEGER),
                new Column("sales", Type.DECIMAL)),
            rows)
        .build();
  }

  private Table lists(World w) {
    var rows = new ArrayList<List<Object>>();
    for (int k = 0; k < 2; k++) {
      for (int h = 0; h < households; h++) {
        if (w.listed()[k][h]) {
          rows.add(List.of(k + 1L, h + 1L));
        }
      }
    }
    return Table.named("mailings")
        .rows(
            Schema.of(
                new Column("campaign_id", Type.INTEGER), new Column("household_id", Type.INTEGER)),
            rows)
        .build();
  }

  private static Table exposures() {
    var rows = new ArrayList<List<Object>>();
    for (int k = 0; k < 2; k++) {
      for (int t = -PRE; t < POST; t++) {
        int lag = start(k) + t - start(1 - k);
        if (lag >= 0 && lag < RUN) {
          rows.add(List.of(k + 1L, 2L - k, (long) t, (long) lag, 1.0, 1.0));
        }
      }
    }
    return Table.named("exposures_mailing")
        .rows(
            Schema.of(
                new Column("group_id", Type.INTEGER),
                new Column("other_id", Type.INTEGER),
                new Column("period", Type.INTEGER),
                new Column("lag", Type.INTEGER),
                new Column("share", Type.DOUBLE),
                new Column("running", Type.DOUBLE)),
            rows)
        .build();
  }

  private Table spans(World w) {
    var rows = new ArrayList<List<Object>>();
    for (int h = 0; h < households; h++) {
      for (int k = 0; k < 2; k++) {
        if (w.listed()[k][h]) {
          rows.add(List.of(h + 1L, 7L * start(k) + 1, 7L * (start(k) + RUN)));
        }
      }
    }
    return Table.named("other_mailings")
        .rows(
            Schema.of(
                new Column("unit_id", Type.INTEGER),
                new Column("first_day", Type.INTEGER),
                new Column("last_day", Type.INTEGER)),
            rows)
        .build();
  }
}
