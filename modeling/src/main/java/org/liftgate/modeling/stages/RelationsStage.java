package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.relation.Correlations;

/**
 * {@code modeling.relations}: what goes with what in a table. Writes {@code correlations_<stage>}
 * (Pearson and Spearman, with each column's place in the clustered order), {@code
 * distributions_<stage>} (the outcome by level of a column), {@code course_<stage>} (its mean by
 * level and period; level empty for all) and {@code bins_<stage>} (its mean by bins of each column:
 * the zeros, then parts of equal size).
 */
public final class RelationsStage implements StageKind<RelationsStage.Parameters> {
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Columns to hold against the outcome and each other") List<String> columns,
      @Doc("Column of the period") String time,
      @Doc("Column whose levels are told apart") String by,
      @Doc("Bins of the values above zero of a column") @Default("10") int bins) {
    public Parameters {
      columns = List.copyOf(columns);
    }
  }

  @Override
  public String name() {
    return "modeling.relations";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Table rows = context.engine().read(p.table());
    double[] y = rows.doubles(p.outcome());
    var names = new ArrayList<>(List.of(p.outcome()));
    names.addAll(p.columns());
    double[][] columns = names.stream().map(rows::doubles).toArray(double[][]::new);
    correlations(context, names, columns);
    String[] level = rows.texts(p.by());
    long[] time = rows.longs(p.time());
    var levels = new TreeMap<String, int[]>();
    for (String l : Arrays.stream(level).distinct().toList()) {
      levels.put(l, IntStream.range(0, y.length).filter(i -> l.equals(level[i])).toArray());
    }
    distributions(context, y, levels);
    course(context, y, time, levels);
    bins(p, context, y, columns);
  }

  private static void correlations(StageContext context, List<String> names, double[][] columns) {
    var found = Correlations.of(columns);
    int[] order = found.clusteredOrder();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int a = 0; a < order.length; a++) {
      for (int b = 0; b < order.length; b++) {
        rows.add(
            Arrays.<@Nullable Object>asList(
                names.get(order[a]),
                names.get(order[b]),
                a + 1L,
                b + 1L,
                finite(found.pearson()[order[a]][order[b]]),
                finite(found.spearman()[order[a]][order[b]])));
      }
    }
    StageTable.write(
        context,
        "correlations",
        Schema.of(
            new Column("a", Type.TEXT),
            new Column("b", Type.TEXT),
            new Column("place_a", Type.INTEGER),
            new Column("place_b", Type.INTEGER),
            new Column("pearson", Type.DOUBLE),
            new Column("spearman", Type.DOUBLE)),
        rows,
        "place_a",
        "place_b");
  }

  private static @Nullable Double finite(double v) {
    return Double.isFinite(v) ? v : null;
  }

  private static void distributions(StageContext context, double[] y, TreeMap<String, int[]> by) {
    var rows = new ArrayList<List<@Nullable Object>>();
    by.forEach(
        (level, at) -> {
          double[] v = Arrays.stream(at).mapToDouble(i -> y[i]).sorted().toArray();
          var row = new ArrayList<@Nullable Object>();
          row.add(level);
          row.add((long) v.length);
          row.add(Arrays.stream(v).average().orElse(0));
          row.add((double) Arrays.stream(v).filter(x -> x == 0).count() / v.length);
          row.add((double) Arrays.stream(v).filter(x -> x < 0).count() / v.length);
          for (double q : QUANTILES) {
            row.add(quantile(v, q));
          }
          rows.add(row);
        });
    StageTable.write(
        context,
        "distributions",
        Schema.of(
            new Column("level", Type.TEXT),
            new Column("n", Type.INTEGER),
            new Column("mean", Type.DOUBLE),
            new Column("zero_share", Type.DOUBLE),
            new Column("negative_share", Type.DOUBLE),
            new Column("q05", Type.DOUBLE),
            new Column("q25", Type.DOUBLE),
            new Column("q50", Type.DOUBLE),
            new Column("q75", Type.DOUBLE),
            new Column("q95", Type.DOUBLE)),
        rows,
        "level");
  }

  /** Linear between neighbours, as R's type 7. */
  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  private static void course(
      StageContext context, double[] y, long[] time, TreeMap<String, int[]> by) {
    var rows = new ArrayList<List<@Nullable Object>>();
    course(rows, "", IntStream.range(0, y.length).toArray(), y, time);
    by.forEach((level, at) -> course(rows, level, at, y, time));
    StageTable.write(
        context,
        "course",
        Schema.of(
            new Column("level", Type.TEXT),
            new Column("period", Type.INTEGER),
            new Column("mean", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("n", Type.INTEGER)),
        rows,
        "level",
        "period");
  }

  private static void course(
      List<List<@Nullable Object>> rows, String level, int[] at, double[] y, long[] time) {
    for (long t : Arrays.stream(at).mapToLong(i -> time[i]).sorted().distinct().toArray()) {
      var row = new ArrayList<@Nullable Object>(List.of(level, t));
      row.addAll(
          mean(Arrays.stream(at).filter(i -> time[i] == t).mapToDouble(i -> y[i]).toArray()));
      rows.add(row);
    }
  }

  /** Mean, its interval by t where there are two values, and their number. */
  private static List<@Nullable Object> mean(double[] v) {
    double mean = Arrays.stream(v).average().orElse(0);
    double squares = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
    double half =
        v.length < 2
            ? Double.NaN
            : new StudentT(v.length - 1.0).quantile(0.975)
                * Math.sqrt(squares / (v.length - 1) / v.length);
    return Arrays.<@Nullable Object>asList(
        mean, finite(mean - half), finite(mean + half), (long) v.length);
  }

  private static void bins(Parameters p, StageContext context, double[] y, double[][] columns) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int k = 1; k < columns.length; k++) {
      double[] x = columns[k];
      int[] order =
          IntStream.range(0, x.length)
              .boxed()
              .sorted((a, b) -> Double.compare(x[a], x[b]))
              .mapToInt(i -> i)
              .toArray();
      int[] none = Arrays.stream(order).filter(i -> x[i] <= 0).toArray();
      int[] some = Arrays.stream(order).filter(i -> x[i] > 0).toArray();
      bin(rows, p.columns().get(k - 1), 0, none, x, y);
      int parts = Math.min(p.bins(), some.length);
      for (int b = 0; b < parts; b++) {
        int[] at =
            Arrays.copyOfRange(
                some,
                (int) ((long) some.length * b / parts),
                (int) ((long) some.length * (b + 1) / parts));
        bin(rows, p.columns().get(k - 1), b + 1L, at, x, y);
      }
    }
    StageTable.write(
        context,
        "bins",
        Schema.of(
            new Column("column_name", Type.TEXT),
            new Column("bin", Type.INTEGER),
            new Column("x", Type.DOUBLE),
            new Column("mean", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("n", Type.INTEGER)),
        rows,
        "column_name",
        "bin");
  }

  private static void bin(
      List<List<@Nullable Object>> rows, String name, long bin, int[] at, double[] x, double[] y) {
    if (at.length > 0) {
      var row = new ArrayList<@Nullable Object>();
      row.addAll(List.of(name, bin, Arrays.stream(at).mapToDouble(i -> x[i]).average().orElse(0)));
      row.addAll(mean(Arrays.stream(at).mapToDouble(i -> y[i]).toArray()));
      rows.add(row);
    }
  }
}
