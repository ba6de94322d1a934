package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.inference.BenjaminiHochberg;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.WildWald;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

/**
 * {@code modeling.interaction}: whether slopes differ between the levels of a column. One
 * regression with unit and period effects lets every level but the largest have slopes of its own;
 * one Wald test, clustered by unit, says whether all those differences could be nothing, and one by
 * column says where, with q-values. Where a level has fewer than 50 units, the F law would say too
 * often that they differ, and signs drawn by lot take its place ({@link WildWald}). Writes {@code
 * estimates_<stage>} (the joint test, term {@code interaction}) and {@code interactions_<stage>}.
 */
public final class InteractionStage implements StageKind<InteractionStage.Parameters> {
  /** The term of the joint test. */
  static final String TERM = "interaction";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Columns whose slopes may differ") List<String> columns,
      @Doc("Column that names the unit") String unit,
      @Doc("Column of the period") String time,
      @Doc("Column of whole numbers whose levels are compared") String by,
      @Doc("Units a level needs; smaller ones are left out and named") @Default("5") int minUnits,
      @Doc("Draws of signs where a level has fewer than 50 units") @Default("499") int draws) {
    public Parameters {
      columns = List.copyOf(columns);
    }
  }

  private record Tested(String what, Optional<JointTest> test, String detail) {}

  @Override
  public String name() {
    return "modeling.interaction";
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
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    RegressionData all =
        RegressionData.read(
            context, p.table(), p.outcome(), p.columns(), p.unit(), p.time(), List.of());
    long[] level = context.engine().read(p.table(), p.by()).longs(p.by());
    Map<Long, Integer> units = new TreeMap<>();
    for (long l : Arrays.stream(level).distinct().toArray()) {
      units.put(
          l,
          (int)
              IntStream.range(0, level.length)
                  .filter(i -> level[i] == l)
                  .map(i -> all.unit()[i])
                  .distinct()
                  .count());
    }
    List<Long> kept =
        units.entrySet().stream()
            .filter(e -> e.getValue() >= p.minUnits())
            .map(Map.Entry::getKey)
            .toList();
    String left =
        units.entrySet().stream()
            .filter(e -> e.getValue() < p.minUnits())
            .map(e -> "level %d (%d units)".formatted(e.getKey(), e.getValue()))
            .reduce((a, b) -> a + ", " + b)
            .map(t -> "Left out as too small: " + t + ". ")
            .orElse("");
    int[] rows = IntStream.range(0, level.length).filter(i -> kept.contains(level[i])).toArray();
    List<Tested> tested =
        kept.size() < 2
            ? List.of(new Tested("all", Optional.empty(), left + "Fewer than two levels are left."))
            : tests(p, context, all.take(rows), rows, level, kept, units, left);
    estimates(p, context, all.take(rows), tested.getFirst());
    table(context, tested);
  }

  private static List<Tested> tests(
      Parameters p,
      StageContext context,
      RegressionData data,
      int[] rows,
      long[] level,
      List<Long> kept,
      Map<Long, Integer> units,
      String left) {
    long largest = kept.stream().max((a, b) -> units.get(a) - units.get(b)).orElseThrow();
    var names = new ArrayList<>(data.names());
    var columns = new ArrayList<>(Arrays.asList(data.columns()));
    for (long l : kept) {
      for (int k = 0; k < p.columns().size() && l != largest; k++) {
        int column = k;
        names.add(p.columns().get(k) + " x " + l);
        columns.add(
            IntStream.range(0, rows.length)
                .mapToDouble(i -> level[rows[i]] == l ? data.columns()[column][i] : 0)
                .toArray());
      }
    }
    LinearFit fit =
        new LinearRegression(Covariance.cluster("unit"))
            .keepingSingletons()
            .with(Design.workers(context))
            .fit(
                data.withColumns(names, columns.toArray(double[][]::new))
                    .sample(
                        List.of("unit", "time"), Map.of("unit", data.unit(), "time", data.time())));
    var out = new ArrayList<Tested>();
    switch (fit) {
      case LinearFit.Missing m -> out.add(new Tested("all", Optional.empty(), left + m.detail()));
      case LinearFit.Solved s -> {
        List<String> differences = s.terms().stream().filter(t -> t.contains(" x ")).toList();
        List<String> none =
            names.stream().filter(t -> t.contains(" x ") && !s.terms().contains(t)).toList();
        String gone = none.isEmpty() ? "" : "Without variation: " + String.join(", ", none) + ". ";
        boolean few = kept.stream().anyMatch(l -> units.get(l) < TwoWayFixedEffects.MIN_CLUSTERS);
        var wild =
            new WildWald(p.draws(), context.random("signs").nextLong(), Design.workers(context));
        var solved = new ArrayList<double[]>();
        s.terms().forEach(t -> solved.add(columns.get(names.indexOf(t))));
        Function<List<String>, Optional<JointTest>> test =
            own -> {
              context.checkCancelled();
              var flags = new boolean[s.terms().size()];
              own.forEach(t -> flags[s.terms().indexOf(t)] = true);
              return own.isEmpty()
                  ? Optional.empty()
                  : few
                      ? wild.test(
                          data.outcome(),
                          solved.toArray(double[][]::new),
                          flags,
                          dense(data.unit()),
                          dense(data.time()))
                      : s.joint(own);
            };
        String law =
            few
                ? "A level has fewer than 50 units: p by %d draws of signs. ".formatted(p.draws())
                : "";
        out.add(new Tested("all", test.apply(differences), left + gone + law));
        for (String column : p.columns()) {
          List<String> own =
              differences.stream().filter(t -> t.startsWith(column + " x ")).toList();
          out.add(new Tested(column, test.apply(own), ""));
        }
      }
    }
    return out;
  }

  /** Codes without gaps, in their order. */
  private static int[] dense(int[] codes) {
    int[] seen = Arrays.stream(codes).sorted().distinct().toArray();
    return Arrays.stream(codes).map(c -> Arrays.binarySearch(seen, c)).toArray();
  }

  private static void estimates(
      Parameters p, StageContext context, RegressionData data, Tested joint) {
    Arms arms = Arms.of(0, 0);
    var row =
        new EstimateTable.Row(
            context.stage().id(),
            "fe",
            "defended",
            p.by(),
            p.outcome(),
            null,
            "CR1 by unit",
            data.rows(),
            arms,
            arms,
            arms,
            Grade.ASSOCIATIONAL.word(),
            1);
    List<@Nullable Object> values =
        joint
            .test()
            .map(
                t ->
                    row.with(
                        t,
                        TERM,
                        joint.detail() + "Joint test that slopes are the same at every level"))
            .orElseGet(
                () ->
                    row.with(
                        new Estimate.Missing(TERM, Estimate.Reason.NO_COMPARISON, joint.detail())));
    EstimateTable.write(context, Type.INTEGER, List.of(values));
  }

  private static void table(StageContext context, List<Tested> tested) {
    double[] p =
        tested.stream()
            .skip(1)
            .flatMap(t -> t.test().stream())
            .mapToDouble(JointTest::pValue)
            .toArray();
    double[] q = BenjaminiHochberg.qValues(p);
    var rows = new ArrayList<List<@Nullable Object>>();
    int at = 0;
    for (Tested t : tested) {
      boolean column = !t.what().equals("all") && t.test().isPresent();
      Double qValue = column ? q[at++] : null;
      rows.add(
          Arrays.<@Nullable Object>asList(
              t.what(),
              t.test().map(JointTest::f).orElse(null),
              t.test().map(x -> (long) x.df1()).orElse(null),
              t.test().map(JointTest::df2).orElse(null),
              t.test().map(JointTest::pValue).orElse(null),
              qValue,
              t.detail()));
    }
    StageTable.write(
        context,
        "interactions",
        Schema.of(
            new Column("what", Type.TEXT),
            new Column("f", Type.DOUBLE),
            new Column("df1", Type.INTEGER),
            new Column("df2", Type.DOUBLE),
            new Column("p_value", Type.DOUBLE),
            new Column("q_value", Type.DOUBLE),
            new Column("detail", Type.TEXT)),
        rows,
        "what");
  }
}
