package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.graph.CausalGraph;
import org.liftgate.modeling.graph.Implications;
import org.liftgate.modeling.graph.Implications.Independence;
import org.liftgate.modeling.graph.IndependenceTest;
import org.liftgate.modeling.inference.BenjaminiHochberg;

/** What a graph implies, held against the data, with rates of false discoveries over all of it. */
record ImplicationTable(GraphStage.Parameters p, StageContext context, CausalGraph graph) {
  /** Levels of a text column beyond which it is not tested. */
  private static final int LEVELS = 30;

  private static final double FALSE = 0.05;

  void write() {
    List<Independence> all = new Implications(graph).all();
    var values = new TreeMap<String, double[][]>();
    long seed = context.random("implications").nextLong();
    read(all, seed, values);
    var test = new IndependenceTest(p.test(), seed, Design.workers(context));
    var results = new ArrayList<IndependenceTest.Result>();
    for (Independence i : all) {
      context.checkCancelled();
      results.add(test(test, i, values));
    }
    double[] q =
        BenjaminiHochberg.qValues(
            results.stream()
                .filter(IndependenceTest.Tested.class::isInstance)
                .mapToDouble(r -> ((IndependenceTest.Tested) r).pValue())
                .toArray());
    var rows = new ArrayList<List<@Nullable Object>>();
    int tested = 0;
    for (int k = 0; k < all.size(); k++) {
      boolean known = results.get(k) instanceof IndependenceTest.Tested;
      rows.add(row(k + 1L, all.get(k), results.get(k), known ? q[tested++] : 1));
    }
    StageTable.write(
        context,
        "implications",
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("implication", Type.TEXT),
            new Column("a", Type.TEXT),
            new Column("b", Type.TEXT),
            new Column("given", Type.TEXT),
            new Column("method", Type.TEXT),
            new Column("n", Type.INTEGER),
            new Column("statistic", Type.DOUBLE),
            new Column("p_value", Type.DOUBLE),
            new Column("q_value", Type.DOUBLE),
            new Column("correlation", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("verdict", Type.TEXT),
            new Column("detail", Type.TEXT)),
        rows,
        "place");
    context.metric("implications", all.size());
    context.metric(
        "implications contradicted", rows.stream().filter(r -> r.contains("contradicted")).count());
  }

  private List<@Nullable Object> row(
      long place, Independence i, IndependenceTest.Result result, double q) {
    var row = new ArrayList<@Nullable Object>();
    row.addAll(
        List.of(
            place,
            i.text(),
            i.a(),
            i.b(),
            String.join(", ", i.given()),
            p.test().name().toLowerCase(java.util.Locale.ROOT)));
    switch (result) {
      case IndependenceTest.Tested t ->
          row.addAll(
              List.of(
                  (long) t.n(),
                  t.statistic(),
                  t.pValue(),
                  q,
                  t.correlation(),
                  t.low(),
                  t.high(),
                  q < FALSE ? "contradicted" : "not contradicted",
                  ""));
      case IndependenceTest.Untested u -> {
        row.add((long) u.n());
        row.addAll(Arrays.<@Nullable Object>asList(null, null, null, null, null, null));
        row.add("not tested");
        row.add(u.why());
      }
    }
    return row;
  }

  private static IndependenceTest.Result test(
      IndependenceTest test, Independence i, TreeMap<String, double[][]> values) {
    var wide = new TreeSet<>(i.given());
    wide.add(i.a());
    wide.add(i.b());
    wide.removeIf(values::containsKey);
    if (!wide.isEmpty()) {
      return new IndependenceTest.Untested(
          0, "%s has more than %d levels.".formatted(String.join(", ", wide), LEVELS));
    }
    double[][] given =
        i.given().stream().flatMap(g -> Arrays.stream(values.get(g))).toArray(double[][]::new);
    return test.test(values.get(i.a()), values.get(i.b()), given);
  }

  /** The columns that implications name, as numbers, of at most so many rows. */
  private void read(List<Independence> all, long seed, TreeMap<String, double[][]> values) {
    var nodes = new TreeSet<String>();
    for (Independence i : all) {
      nodes.add(i.a());
      nodes.add(i.b());
      nodes.addAll(i.given());
    }
    if (nodes.isEmpty()) {
      return;
    }
    String[] columns =
        nodes.stream().map(n -> p.columns().getOrDefault(n, n)).distinct().toArray(String[]::new);
    Table table = context.engine().read(p.table(), columns);
    int[] rows = drawn(table.rows(), seed);
    for (String node : nodes) {
      Table.Column column = table.column(p.columns().getOrDefault(node, node));
      double[][] numbers =
          column instanceof Table.Texts t ? levels(t, rows) : numbers(table, node, rows);
      if (numbers.length > 0) {
        values.put(node, numbers);
      }
    }
  }

  private int[] drawn(int n, long seed) {
    int[] all = IntStream.range(0, n).toArray();
    if (n <= p.rows()) {
      return all;
    }
    context.note("Implications are tested on %,d of %,d rows.".formatted(p.rows(), n));
    var random = new SplittableRandom(seed);
    for (int i = 0; i < p.rows(); i++) {
      int j = i + random.nextInt(n - i);
      int v = all[i];
      all[i] = all[j];
      all[j] = v;
    }
    return Arrays.stream(all).limit(p.rows()).sorted().toArray();
  }

  private double[][] numbers(Table table, String node, int[] rows) {
    double[] v = table.doubles(p.columns().getOrDefault(node, node));
    return new double[][] {Arrays.stream(rows).mapToDouble(i -> v[i]).toArray()};
  }

  /** A column of 0 and 1 for each level but the first; none where there are too many. */
  private static double[][] levels(Table.Texts t, int[] rows) {
    int[] used =
        Arrays.stream(rows)
            .filter(i -> !t.nulls().get(i))
            .map(i -> t.codes()[i])
            .distinct()
            .sorted()
            .toArray();
    if (used.length > LEVELS) {
      return new double[0][];
    }
    return IntStream.range(Math.min(1, Math.max(0, used.length - 1)), Math.max(1, used.length))
        .mapToObj(
            k ->
                Arrays.stream(rows)
                    .mapToDouble(
                        i ->
                            t.nulls().get(i)
                                ? Double.NaN
                                : used.length > 0 && t.codes()[i] == used[k] ? 1 : 0)
                    .toArray())
        .toArray(double[][]::new);
  }
}
