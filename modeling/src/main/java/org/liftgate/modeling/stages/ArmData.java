package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.segments.ArmRows;
import org.liftgate.modeling.segments.HonestSearch.Candidate;
import org.liftgate.modeling.segments.SegmentEffects.Modifier;
import org.liftgate.modeling.synthetic.TreatedRows;

/**
 * Rows of a table with columns {@code treated}, {@code post} and {@code period}, clustered by a
 * column.
 *
 * @param periods distinct periods from the start on
 */
record ArmData(ArmRows rows, Table table, long periods) {

  /**
   * @throws LiftgateException naming every column the table lacks
   */
  static ArmData read(
      StageContext context, String name, String unit, String outcome, List<String> more) {
    var wanted = new ArrayList<>(List.of(unit, outcome, "treated", "post", "period"));
    wanted.addAll(more);
    Schema schema = context.engine().schema(name);
    List<Problem> problems =
        wanted.stream()
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        name + "." + c,
                        null,
                        "is missing; the table has " + schema.names(),
                        Problem.didYouMean(c, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(name + " lacks columns that an estimate needs", problems);
    }
    Table table = context.engine().read(name, wanted.stream().distinct().toArray(String[]::new));
    boolean[] post = flags(table.longs("post"));
    long[] period = table.longs("period");
    long periods =
        java.util.stream.IntStream.range(0, post.length)
            .filter(i -> post[i])
            .mapToLong(i -> period[i])
            .distinct()
            .count();
    var rows =
        new ArmRows(
            table.doubles(outcome), flags(table.longs("treated")), post, table.codes(unit).codes());
    return new ArmData(rows, table, periods);
  }

  private static boolean[] flags(long[] values) {
    var out = new boolean[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] != 0;
    }
    return out;
  }

  /** Units by periods, treated from the start on. */
  TreatedRows block(String unit) {
    long[] period = table.longs("period");
    long[] distinct = Arrays.stream(period).sorted().distinct().toArray();
    int n = period.length;
    var codes = new int[n];
    var on = new byte[n];
    for (int i = 0; i < n; i++) {
      codes[i] = Arrays.binarySearch(distinct, period[i]);
      on[i] = (byte) (rows.treated()[i] && rows.post()[i] ? 1 : 0);
    }
    return new TreatedRows(
        rows.cluster(),
        codes,
        rows.outcome(),
        on,
        Arrays.stream(table.codes(unit).labels()).map(String::valueOf).toList(),
        Arrays.stream(distinct).mapToObj(Long::toString).toList());
  }

  Arms arms() {
    return Arms.of(rows.clusters(true), rows.clusters(false));
  }

  List<Modifier> modifiers(List<String> columns) {
    return columns.stream()
        .map(
            c -> {
              Table.Codes codes = table.codes(c);
              return new Modifier(
                  c, codes.codes(), Arrays.stream(codes.labels()).map(String::valueOf).toList());
            })
        .toList();
  }

  /** Each level against the others, and each number at its quintiles. */
  List<Candidate> candidates(List<String> modifiers, List<String> numbers) {
    var all = new ArrayList<Candidate>();
    for (Modifier m : modifiers(modifiers)) {
      for (int l = 0; l < m.levels().size(); l++) {
        var inside = new boolean[m.codes().length];
        for (int i = 0; i < inside.length; i++) {
          inside[i] = m.codes()[i] == l;
        }
        String words = m.name() + " " + m.levels().get(l);
        all.add(new Candidate(words, m.name() + " not " + m.levels().get(l), inside));
      }
    }
    numbers.forEach(n -> all.addAll(cuts(n)));
    return all;
  }

  private List<Candidate> cuts(String column) {
    double[] values = table.doubles(column);
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    var cuts = new ArrayList<Candidate>();
    for (int q = 1; q < 5 && sorted.length > 0; q++) {
      double cut = sorted[q * sorted.length / 5];
      var inside = new boolean[values.length];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = values[i] < cut;
      }
      String at = String.format(java.util.Locale.ROOT, "%.6g", cut).replaceAll("\\.?0+$", "");
      cuts.add(new Candidate(column + " below " + at, column + " of " + at + " or more", inside));
    }
    return cuts;
  }
}
