package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.panel.Panels;

/**
 * A panel table in memory.
 *
 * @param groups labels of the group codes
 * @param units labels of the unit codes
 * @param clean n flags: no other campaign reached the unit in the group's window
 */
record PanelData(Table table, Panel panel, Object[] groups, Object[] units, boolean[] clean) {

  /**
   * @param outcomes columns wanted beside those of a panel
   * @param more further columns
   */
  static PanelData read(StageContext context, String name, List<String> outcomes, String... more) {
    var wanted = new ArrayList<>(Schemas.PANEL.names());
    wanted.remove("post");
    wanted.addAll(outcomes);
    wanted.addAll(List.of(more));
    check(name, context.engine().schema(name), wanted);
    Table table = context.engine().read(name, wanted.toArray(String[]::new));
    Table.Codes group = table.codes("group_id");
    Table.Codes unit = table.codes("unit_id");
    var panel =
        new Panel(
            group.codes(),
            unit.codes(),
            ints(table.longs("period")),
            flags(table.longs("treated")),
            new double[table.rows()]);
    boolean[] clean = negated(table.longs("concurrent"));
    return new PanelData(table, panel, group.labels(), unit.labels(), clean);
  }

  private static void check(String name, Schema schema, List<String> wanted) {
    List<Problem> problems =
        wanted.stream()
            .filter(column -> schema.column(column).isEmpty())
            .map(
                column ->
                    Problem.of(
                        name + "." + column,
                        null,
                        "is missing; the panel has " + schema.names(),
                        Problem.didYouMean(column, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(name + " lacks columns that an estimate needs", problems);
    }
  }

  Schema.Type groupType() {
    return table.column("group_id").type();
  }

  Panel outcome(String name) {
    return Panels.withOutcome(panel, table.doubles(name));
  }

  int[] integers(String name) {
    return ints(table.longs(name));
  }

  /** Numbers of the rows whose unit no other campaign reached. */
  int[] cleanRows() {
    return IntStream.range(0, clean.length).filter(i -> clean[i]).toArray();
  }

  /** Periods from the start on. */
  long postPeriods() {
    Set<Integer> seen = new TreeSet<>();
    for (int p : panel.period()) {
      if (p >= 0) {
        seen.add(p);
      }
    }
    return seen.size();
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private static byte[] flags(long[] values) {
    var out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  private static boolean[] negated(long[] values) {
    var out = new boolean[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] == 0;
    }
    return out;
  }
}
