package org.liftgate.modeling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.accumulate.Workers;
import org.liftgate.engine.duckdb.DuckDbEngine;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.policy.PolicyTree.Learned;
import org.liftgate.modeling.tree.Cart;
import org.liftgate.modeling.tree.DecisionTree;

class PolicySqlTest {
  private static final List<String> NAMES = List.of("income", "age", "is_us");

  @TempDir Path folder;

  private static double[][] drawn(int n, SplittableRandom random) {
    var x = new double[3][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      x[1][i] = random.nextInt(60);
      x[2][i] = random.nextInt(2);
    }
    return x;
  }

  @Test
  void duckDbFindsTheLeafOfEveryRow() {
    var random = new SplittableRandom(8);
    double[][] x = drawn(4_000, random);
    double[] y = IntStream.range(0, 4_000).mapToDouble(_ -> random.nextGaussian()).toArray();
    DecisionTree tree = new Cart(7, 10).regression(NAMES, x, y);
    assertThat(tree.leaves()).hasSizeGreaterThan(50);
    double[][] asked = edges(tree, x);
    String select = "SELECT id, " + PolicySql.leaf(tree) + " AS leaf FROM rows";
    try (Engine.Session session = session(asked)) {
      assertThat(session.lint("policy.sql", select)).isEmpty();
      Table found = session.query(select + " ORDER BY id NULLS LAST", Map.of());
      int[] ours = tree.leaves(asked);
      var leaf = (Table.Longs) found.column("leaf");
      int missing = 0;
      for (int i = 0; i < ours.length; i++) {
        boolean none = ours[i] == DecisionTree.NONE;
        assertThat(leaf.nulls().get(i)).as("row " + i).isEqualTo(none);
        assertThat(none ? ours[i] : leaf.values()[i]).as("row " + i).isEqualTo(ours[i]);
        missing += none ? 1 : 0;
      }
      assertThat(missing).isPositive();
    }
  }

  /** Rows as drawn, rows on every threshold and next to it, and rows that lack values. */
  private static double[][] edges(DecisionTree tree, double[][] x) {
    double[] cuts =
        tree.nodes().stream()
            .filter(n -> n.feature() == 0)
            .flatMapToDouble(
                n ->
                    DoubleStream.of(
                        n.threshold(), Math.nextUp(n.threshold()), Math.nextDown(n.threshold())))
            .toArray();
    int n = x[0].length;
    double[][] out =
        Arrays.stream(x).map(c -> Arrays.copyOf(c, n + cuts.length)).toArray(double[][]::new);
    System.arraycopy(cuts, 0, out[0], n, cuts.length);
    for (int i = 0; i < n; i += 50) {
      out[i / 50 % 3][i] = Double.NaN;
    }
    return out;
  }

  /** NaN becomes NULL in even rows and stays NaN in odd ones. */
  private Engine.Session session(double[][] x) {
    Engine.Session session =
        new DuckDbEngine().open(new Engine.Settings(folder.resolve("spill"), 1L << 28, 1));
    var table = Table.named("given").longs("id", LongStream.range(0, x[0].length).toArray());
    for (int f = 0; f < x.length; f++) {
      table.doubles(NAMES.get(f), x[f]);
    }
    session.define(table.build());
    session.define(
        "rows",
        """
        SELECT id, CASE WHEN id % 2 = 0 AND isnan(income) THEN NULL ELSE income END AS income,
          CASE WHEN id % 2 = 0 AND isnan(age) THEN NULL ELSE age END AS age, is_us
        FROM given
        """,
        Map.of());
    return session;
  }

  @Test
  void actionsAreNamedAndNamesMustBePlain() {
    double[][] x = {{1, 2, 3, 4}};
    Rewards rewards =
        new Rewards(List.of("keep", "it's 10% off"), new double[][] {{0, 0, 0, 0}, {1, 1, -1, -1}});
    Learned learned =
        new PolicyTree(1, 1).withReadableCuts().learn(List.of("income"), x, rewards, Workers.of(1));
    assertThat(PolicySql.action(learned))
        .isEqualTo(
            """
            CASE
              WHEN income IS NULL OR isnan(CAST(income AS DOUBLE)) THEN NULL
              WHEN CAST(income AS DOUBLE) <= CAST('2.0' AS DOUBLE) THEN 'it''s 10% off'
              ELSE 'keep'
            END""");
    Learned odd = new PolicyTree(1, 1).learn(List.of("in come"), x, rewards, Workers.of(1));
    assertThatThrownBy(() -> PolicySql.action(odd)).hasMessageContaining("feature (in come)");
  }
}
