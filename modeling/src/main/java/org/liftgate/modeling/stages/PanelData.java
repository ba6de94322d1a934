package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
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
 * A panel table in memory. Keys are read column by column and kept as codes, so that a panel of
 * millions of rows is never there twice.
 *
 * @param schema of the table
 * @param numbers the outcomes, and further columns asked for
 * @param groups labels of the group codes
 * @param units labels of the unit codes
 * @param clean n flags: no other campaign reached the unit in the group's window
 * @param postPeriods periods from the start on
 */
record PanelData(
    Schema schema,
    Table numbers,
    Panel panel,
    Object[] groups,
    Object[] units,
    boolean[] clean,
    long postPeriods) {

  /**
   * @param outcomes columns wanted beside those of a panel
   * @param more further columns
   */
  static PanelData read(StageContext context, String name, List<String> outcomes, String... more) {
    var keys = new ArrayList<>(Schemas.PANEL.names());
    keys.remove("post");
    var numbers = new ArrayList<>(outcomes);
    numbers.addAll(List.of(more));
    var wanted = new ArrayList<>(keys);
    wanted.addAll(numbers);
    Schema schema = context.engine().schema(name);
    check(name, schema, wanted);
    Table.Codes group = context.engine().read(name, "group_id").codes("group_id");
    Table.Codes unit = context.engine().read(name, "unit_id").codes("unit_id");
    int[] period = ints(context.engine().read(name, "period").longs("period"));
    byte[] treated = flags(context.engine().read(name, "treated").longs("treated"));
    boolean[] clean = negated(context.engine().read(name, "concurrent").longs("concurrent"));
    Table values = context.engine().read(name, numbers.stream().distinct().toArray(String[]::new));
    double[] outcome = values.doubles(numbers.get(0));
    var panel = new Panel(group.codes(), unit.codes(), period, treated, outcome);
    return new PanelData(
        schema, values, panel, group.labels(), unit.labels(), clean, fromStart(period));
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
    return schema.column("group_id").orElseThrow().type();
  }

  Schema.Type unitType() {
    return schema.column("unit_id").orElseThrow().type();
  }

  Panel outcome(String name) {
    return Panels.withOutcome(panel, numbers.doubles(name));
  }

  int[] integers(String name) {
    return ints(numbers.longs(name));
  }

  /** Numbers of the rows whose unit no other campaign reached. */
  int[] cleanRows() {
    return IntStream.range(0, clean.length).filter(i -> clean[i]).toArray();
  }

  private static long fromStart(int[] periods) {
    var seen = new BitSet();
    for (int p : periods) {
      if (p >= 0) {
        seen.set(p);
      }
    }
    return seen.cardinality();
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
