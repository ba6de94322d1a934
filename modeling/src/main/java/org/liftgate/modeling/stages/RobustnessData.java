package org.liftgate.modeling.stages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.adjusted.Other;

/**
 * Changes of every unit in every group under every window and way of taking the outcome. The engine
 * sums the panel once, exactly, so that a row a unit and group is all that is read.
 */
record RobustnessData(
    List<Group> groups, int units, Object[] unitIds, Schema.Type unitType, List<Window> windows) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** Periods before and from a start whose means are compared. */
  record Window(String name, int preFrom, int preTo, int postFrom, int postTo) {
    static final String HEADLINE = "headline";
    static final String PLACEBO = "placebo";

    static List<Window> of(RobustnessStage.Parameters p) {
      int pre = p.pre();
      int post = p.post();
      var out = new ArrayList<Window>();
      out.add(new Window(HEADLINE, -pre, -1, 0, post - 1));
      out.add(new Window("half as long before", -pre / 2, -1, 0, post - 1));
      if (p.anticipation() > 0 && p.anticipation() < pre) {
        out.add(
            new Window(
                "last %d before left out".formatted(p.anticipation()),
                -pre,
                -p.anticipation() - 1,
                0,
                post - 1));
      }
      out.add(new Window("first from the start left out", -pre, -1, 1, post - 1));
      out.add(new Window("last left out", -pre, -1, 0, post - 2));
      out.add(new Window(PLACEBO, -pre, -pre / 2 - 1, -pre / 2, -1));
      return out;
    }
  }

  /**
   * A group's units.
   *
   * @param change by window and way of taking the outcome, n values each; null where the window has
   *     no period
   * @param factor P Q / (P + Q) by window
   */
  record Group(
      Object label,
      int[] unit,
      byte[] treated,
      boolean[] clean,
      List<Other> others,
      double[][][] change,
      double[] factor) {}

  static RobustnessData read(StageContext context, RobustnessStage.Parameters p) {
    check(context, p);
    List<Window> windows = Window.of(p);
    List<String> ways = ways(context, p);
    var columns = new StringBuilder();
    for (int w = 0; w < windows.size(); w++) {
      Window at = windows.get(w);
      String before = "period BETWEEN %d AND %d".formatted(at.preFrom(), at.preTo());
      String after = "period BETWEEN %d AND %d".formatted(at.postFrom(), at.postTo());
      columns.append(", COUNT(CASE WHEN %s THEN 1 END) AS n_%d_pre".formatted(before, w));
      columns.append(", COUNT(CASE WHEN %s THEN 1 END) AS n_%d_post".formatted(after, w));
      for (int k = 0; k < ways.size(); k++) {
        columns.append(sum(before, ways.get(k), "s_%d_%d_pre".formatted(w, k)));
        columns.append(sum(after, ways.get(k), "s_%d_%d_post".formatted(w, k)));
      }
    }
    Table table =
        context
            .engine()
            .query(
                """
                SELECT group_id, unit_id, treated, concurrent%s
                FROM %s
                GROUP BY group_id, unit_id, treated, concurrent
                ORDER BY group_id NULLS LAST, unit_id NULLS LAST
                """
                    .formatted(columns, p.panel()),
                Map.of());
    return of(table, windows, ways.size(), ReachingLists.read(context, p.lists(), p.exposures()));
  }

  private static String sum(String when, String way, String name) {
    return ", CAST(SUM(CASE WHEN %s THEN %s END) AS DOUBLE) AS %s".formatted(when, way, name);
  }

  private static void check(StageContext context, RobustnessStage.Parameters p) {
    Schema schema = context.engine().schema(p.panel());
    var problems = new ArrayList<Problem>();
    for (String c :
        List.of("group_id", "unit_id", "period", "treated", "concurrent", p.outcome())) {
      if (schema.column(c).isEmpty() || !NAME.matcher(c).matches()) {
        problems.add(
            Problem.of(
                p.panel() + "." + c,
                null,
                "is missing; the panel has " + schema.names(),
                Problem.didYouMean(c, schema.names())));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(p.panel() + " lacks columns that an estimate needs", problems);
    }
  }

  /** The outcome as it is, then held within quantiles of comparison units before the start. */
  private static List<String> ways(StageContext context, RobustnessStage.Parameters p) {
    String plain = "CAST(" + p.outcome() + " AS DECIMAL(18, 6))";
    var out = new ArrayList<>(List.of(plain));
    Table table =
        context
            .engine()
            .query(
                """
                SELECT CAST(%1$s AS DECIMAL(18, 6)) AS value, COUNT(*) AS n
                FROM %2$s
                WHERE period < 0 AND NOT treated
                GROUP BY CAST(%1$s AS DECIMAL(18, 6))
                ORDER BY value NULLS LAST
                """
                    .formatted(p.outcome(), p.panel()),
                Map.of());
    double[] values = table.doubles("value");
    long[] counts = table.longs("n");
    for (double share : p.winsor()) {
      out.add(
          "LEAST(GREATEST(%s, CAST(%s AS DECIMAL(18, 6))), CAST(%s AS DECIMAL(18, 6)))"
              .formatted(plain, number(values, counts, share), number(values, counts, 1 - share)));
    }
    return out;
  }

  /** The least value with at least this share of the observations at or below it. */
  private static String number(double[] values, long[] counts, double share) {
    long total = 0;
    for (long n : counts) {
      total += n;
    }
    long seen = 0;
    for (int i = 0; i < values.length; i++) {
      seen += counts[i];
      if (seen >= share * total) {
        return BigDecimal.valueOf(values[i]).toPlainString();
      }
    }
    return "0";
  }

  private static RobustnessData of(
      Table table, List<Window> windows, int ways, ReachingLists lists) {
    Table.Codes group = table.codes("group_id");
    Table.Codes unit = table.codes("unit_id");
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (int w = 0; w < windows.size(); w++) {
      for (String side : List.of("pre", "post")) {
        counts.put(w + side, table.longs("n_%d_%s".formatted(w, side)));
        for (int k = 0; k < ways; k++) {
          sums.put(w + "." + k + side, table.doubles("s_%d_%d_%s".formatted(w, k, side)));
        }
      }
    }
    long[] treated = table.longs("treated");
    long[] concurrent = table.longs("concurrent");
    var groups = new ArrayList<Group>();
    for (int from = 0, to; from < table.rows(); from = to) {
      to = from;
      while (to < table.rows() && group.codes()[to] == group.codes()[from]) {
        to++;
      }
      int n = to - from;
      int[] units = new int[n];
      byte[] arms = new byte[n];
      boolean[] clean = new boolean[n];
      for (int i = 0; i < n; i++) {
        units[i] = unit.codes()[from + i];
        arms[i] = (byte) treated[from + i];
        clean[i] = concurrent[from + i] == 0;
      }
      double[][][] change = new double[windows.size()][ways][];
      double[] factor = new double[windows.size()];
      for (int w = 0; w < windows.size(); w++) {
        long p = counts.get(w + "pre")[from];
        long q = counts.get(w + "post")[from];
        factor[w] = p + q == 0 ? 0 : (double) p * q / (p + q);
        for (int k = 0; k < ways && p > 0 && q > 0; k++) {
          change[w][k] =
              change(
                  sums.get(w + "." + k + "pre"),
                  counts.get(w + "pre"),
                  sums.get(w + "." + k + "post"),
                  counts.get(w + "post"),
                  from,
                  n);
        }
      }
      Object label = group.labels()[group.codes()[from]];
      groups.add(
          new Group(
              label,
              units,
              arms,
              clean,
              lists.others(label, units, unit.labels()),
              change,
              factor));
    }
    return new RobustnessData(
        groups, unit.count(), unit.labels(), table.column("unit_id").type(), windows);
  }

  private static double[] change(
      double[] before, long[] p, double[] after, long[] q, int from, int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      int row = from + i;
      out[i] = (q[row] > 0 ? after[row] / q[row] : 0) - (p[row] > 0 ? before[row] / p[row] : 0);
    }
    return out;
  }
}
