package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.refute.Windows;

/**
 * The outcome by unit and day as running sums, beside the cohort.
 *
 * @param lastDay of each unit's last fact
 * @param end last day observed
 */
record RefuteData(Windows windows, int[] lastDay, int end, Schema.Type groupType) {

  static RefuteData read(StageContext context, RefuteStage.Parameters p) {
    Table cohort =
        context.engine().read(p.cohort(), "group_id", "unit_id", "treated", "start_time");
    Table.Codes group = cohort.codes("group_id");
    Table.Codes unit = cohort.codes("unit_id");
    var f = p.facts();
    Table facts = context.engine().read(f.table(), f.unit(), f.time(), f.value());
    long[] day = facts.longs(f.time());
    int first = Math.toIntExact(Arrays.stream(day).min().orElse(0));
    int end = Math.toIntExact(Arrays.stream(day).max().orElse(0));
    double[][] sums = new double[unit.count()][end - first + 2];
    int[] lastDay = new int[unit.count()];
    long[] who = facts.longs(f.unit());
    double[] value = facts.doubles(f.value());
    for (int i = 0; i < facts.rows(); i++) {
      int u = code(unit, who[i]);
      if (u >= 0) {
        int d = (int) day[i];
        sums[u][d - first + 1] += value[i];
        lastDay[u] = Math.max(lastDay[u], d);
      }
    }
    for (double[] s : sums) {
      for (int d = 1; d < s.length; d++) {
        s[d] += s[d - 1];
      }
    }
    byte[] treated = new byte[cohort.rows()];
    int[] start = new int[cohort.rows()];
    for (int i = 0; i < treated.length; i++) {
      treated[i] = (byte) cohort.longs("treated")[i];
      start[i] = (int) cohort.longs("start_time")[i];
    }
    var windows =
        new Windows(
            first, sums, group.codes(), unit.codes(), treated, start, exposed(context, p, unit));
    return new RefuteData(windows, lastDay, end, cohort.column("group_id").type());
  }

  private static int code(Table.Codes unit, long id) {
    return Math.max(-1, Arrays.binarySearch(unit.labels(), (Object) id));
  }

  private static int[][] exposed(StageContext context, RefuteStage.Parameters p, Table.Codes unit) {
    Table table = context.engine().read(p.exposures(), "unit_id", "first_day", "last_day");
    var spans = new ArrayList<List<Integer>>();
    for (int u = 0; u < unit.count(); u++) {
      spans.add(new ArrayList<>());
    }
    for (int i = 0; i < table.rows(); i++) {
      int u = code(unit, table.longs("unit_id")[i]);
      if (u >= 0) {
        spans.get(u).add((int) table.longs("first_day")[i]);
        spans.get(u).add((int) table.longs("last_day")[i]);
      }
    }
    return spans.stream().map(s -> s.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
  }

  /** Means of a panel's column before and after the start. */
  static AdjustedData column(StageContext context, RefuteStage.Parameters p, String outcome) {
    return AdjustedData.read(
        context,
        new AdjustedData.Source(
            p.cohort(), p.panel(), outcome, Set.of(), Optional.empty(), Optional.empty()));
  }

  /** Groups with units in both arms. */
  static List<GroupSample> compared(AdjustedData data) {
    return data.groups().stream()
        .filter(g -> g.treatedUnits() > 1 && g.comparisonUnits() > 1)
        .toList();
  }
}
