package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.linear.LinearSample.Effect;
import org.liftgate.modeling.linear.SharedColumns.Column;
import org.liftgate.modeling.linear.SharedRegressions.Solved;
import org.liftgate.modeling.panel.Csv;

/** Against the peers, dummies laid out by hand, and the regression that reads rows each time. */
class SharedRegressionsTest {
  private static final SmallSample FIXEST = SmallSample.fixest();

  private static Solved solved(SharedRegressions.Fit fit) {
    assertThat(fit).isInstanceOf(Solved.class);
    return (Solved) fit;
  }

  @Test
  void figuresOfFixestWithTwoEffectsClusteredTwoWays() {
    Csv panel = Csv.resource("twfe_unbalanced.csv");
    var clusters = new LinkedHashMap<String, int[]>();
    clusters.put("hh", panel.ints("hh"));
    clusters.put("week", panel.ints("week"));
    var sample =
        new SharedColumns(
            panel.doubles("y").length,
            List.of(
                new Column("d", () -> panel.doubles("d")),
                new Column("y", () -> panel.doubles("y"))),
            new double[0],
            List.of(new Effect("hh", panel.ints("hh")), new Effect("week", panel.ints("week"))),
            clusters);
    Solved fit = solved(SharedRegressions.of(sample, FIXEST, Workers.of(2)).fit("y", List.of("d")));
    double se = Math.sqrt(fit.covariance()[0][0]);
    assertThat(fit.coefficients()[0]).isCloseTo(1.07050424378869, within(1e-8));
    assertThat(se).isCloseTo(0.146713795305836, within(1e-9));
    assertThat(fit.clusters() - 1).isEqualTo(23);
  }

  /**
   * Households in stores, commodities by weeks, stores by commodities: cells left out at random.
   */
  private record Cells(double[][] columns, double[] weights, int[][] effects, int[][] clusters) {
    static Cells draw(long seed, boolean nested) {
      var random = new Random(seed);
      var rows = new ArrayList<int[]>();
      for (int h = 0; h < 24; h++) {
        for (int c = 0; c < 3; c++) {
          for (int w = 0; w < 6; w++) {
            if (random.nextInt(5) > 0) {
              int store = nested ? h % 8 : random.nextInt(8);
              rows.add(new int[] {h, c * 6 + w, store * 3 + c, store});
            }
          }
        }
      }
      int n = rows.size();
      var columns = new double[4][n];
      var weights = new double[n];
      for (int i = 0; i < n; i++) {
        int[] r = rows.get(i);
        columns[0][i] = random.nextGaussian() + 0.3 * r[3];
        columns[1][i] = random.nextInt(2);
        columns[2][i] = columns[0][i] - columns[1][i] + r[0] + random.nextGaussian();
        columns[3][i] = Math.max(0, 2 * columns[1][i] + random.nextGaussian());
        weights[i] = 1 + random.nextInt(4);
      }
      return new Cells(
          columns,
          weights,
          new int[][] {at(rows, 0), at(rows, 1), at(rows, 2)},
          new int[][] {at(rows, 0), at(rows, 3)});
    }

    private static int[] at(List<int[]> rows, int place) {
      return rows.stream().mapToInt(r -> r[place]).toArray();
    }

    SharedColumns shared() {
      var clusters = new LinkedHashMap<String, int[]>();
      clusters.put("household", clusters()[0]);
      clusters.put("store", clusters()[1]);
      List<Column> named =
          IntStream.range(0, 4)
              .mapToObj(k -> new Column(List.of("a", "b", "y", "z").get(k), () -> columns[k]))
              .toList();
      return new SharedColumns(
          weights.length,
          named,
          weights,
          IntStream.range(0, 3).mapToObj(q -> new Effect("e" + q, effects[q])).toList(),
          clusters);
    }

    /** The same by the regression that reads rows. */
    LinearFit.Solved byRows(int outcome, String... by) {
      var sample =
          new LinearSample(
                  columns[outcome],
                  List.of("a", "b"),
                  new double[][] {columns[0], columns[1]},
                  false,
                  weights,
                  IntStream.range(0, 3).mapToObj(q -> new Effect("e" + q, effects[q])).toList(),
                  Map.of())
              .withCluster("household", clusters[0])
              .withCluster("store", clusters[1]);
      return (LinearFit.Solved)
          new LinearRegression(Covariance.cluster(by)).keepingSingletons().fit(sample);
    }
  }

  @Test
  void eachOutcomeIsWhatItsOwnRegressionSays() {
    for (boolean nested : List.of(true, false)) {
      Cells cells = Cells.draw(5, nested);
      var shared = SharedRegressions.of(cells.shared(), FIXEST, Workers.of(2));
      for (int outcome : List.of(2, 3)) {
        Solved fit = solved(shared.fit(outcome == 2 ? "y" : "z", List.of("a", "b")));
        LinearFit.Solved rows = cells.byRows(outcome, "household", "store");
        for (int i = 0; i < 2; i++) {
          assertThat(fit.coefficients()[i])
              .isCloseTo(rows.coefficients()[i], within(1e-9 * Math.abs(rows.coefficients()[i])));
          for (int j = 0; j < 2; j++) {
            double theirs = rows.covariance()[i][j];
            assertThat(fit.covariance()[i][j]).isCloseTo(theirs, within(1e-8 * Math.abs(theirs)));
          }
        }
      }
    }
  }

  /** Dummies of three effects, normal equations by elimination, scores summed by hand. */
  @Test
  void figuresOfDummiesLaidOut() {
    Cells cells = Cells.draw(11, true);
    Solved fit =
        solved(
            SharedRegressions.of(cells.shared(), FIXEST, Workers.of(1))
                .fit("y", List.of("a", "b")));
    double[][] x = dummies(cells);
    double[] b = leastSquares(x, cells.columns()[2], cells.weights());
    assertThat(fit.coefficients()[0]).isCloseTo(b[0], within(1e-8 * Math.abs(b[0])));
    assertThat(fit.coefficients()[1]).isCloseTo(b[1], within(1e-8 * Math.abs(b[1])));
    double se = byHand(cells, x, b);
    assertThat(Math.sqrt(fit.covariance()[0][0])).isCloseTo(se, within(1e-8 * se));
  }

  private static double[][] dummies(Cells cells) {
    var x = new ArrayList<double[]>();
    x.add(cells.columns()[0]);
    x.add(cells.columns()[1]);
    for (int[] codes : cells.effects()) {
      int levels = IntStream.of(codes).max().orElseThrow() + 1;
      for (int l = 0; l < levels; l++) {
        int level = l;
        x.add(IntStream.of(codes).mapToDouble(c -> c == level ? 1 : 0).toArray());
      }
    }
    return x.toArray(double[][]::new);
  }

  /** Columns that depend on earlier ones get zero. */
  private static double[] leastSquares(double[][] x, double[] y, double[] w) {
    int k = x.length;
    var a = new double[k][k + 1];
    for (int i = 0; i < k; i++) {
      for (int r = 0; r < y.length; r++) {
        for (int j = 0; j < k; j++) {
          a[i][j] += w[r] * x[i][r] * x[j][r];
        }
        a[i][k] += w[r] * x[i][r] * y[r];
      }
    }
    var free = new boolean[k];
    for (int p = 0; p < k; p++) {
      free[p] = a[p][p] > 1e-7;
      for (int i = 0; i < k && free[p]; i++) {
        double factor = i == p ? 0 : a[i][p] / a[p][p];
        for (int j = p; j <= k && factor != 0; j++) {
          a[i][j] -= factor * a[p][j];
        }
      }
    }
    var b = new double[k];
    for (int p = 0; p < k; p++) {
      b[p] = free[p] ? a[p][k] / a[p][p] : 0;
    }
    return b;
  }

  /** The first coefficient's standard error by store, fixest's factors. */
  private static double byHand(Cells cells, double[][] x, double[] b) {
    int n = cells.weights().length;
    double[] others =
        leastSquares(
            java.util.Arrays.copyOfRange(x, 1, x.length), cells.columns()[0], cells.weights());
    var scores = new double[8];
    double squares = 0;
    for (int r = 0; r < n; r++) {
      double e = cells.columns()[2][r];
      double rest = cells.columns()[0][r];
      for (int k = 0; k < x.length; k++) {
        e -= b[k] * x[k][r];
        rest -= k == 0 ? 0 : others[k - 1] * x[k][r];
      }
      scores[cells.clusters()[1][r]] += cells.weights()[r] * rest * e;
      squares += cells.weights()[r] * rest * rest;
    }
    double meat = 0;
    for (double s : scores) {
      meat += s * s;
    }
    // K: two slopes, 18 commodity weeks, and one level each of the two effects nested in stores,
    // less a reference for each effect beyond the first
    double k = 2 + 18 + 1 + 1 - 2;
    return Math.sqrt(meat / squares / squares * 8 / 7 * (n - 1) / (n - k));
  }

  @Test
  void orderOfRowsAndNamesOfCodesDoNotMatter() {
    Cells cells = Cells.draw(3, true);
    int n = cells.weights().length;
    var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    java.util.Collections.shuffle(order, new Random(9));
    int[] at = order.stream().mapToInt(i -> i).toArray();
    var columns = new double[4][];
    for (int k = 0; k < 4; k++) {
      double[] own = cells.columns()[k];
      columns[k] = IntStream.of(at).mapToDouble(i -> own[i]).toArray();
    }
    var moved =
        new Cells(
            columns,
            IntStream.of(at).mapToDouble(i -> cells.weights()[i]).toArray(),
            java.util.Arrays.stream(cells.effects())
                .map(e -> IntStream.of(at).map(i -> 1000 - e[i]).toArray())
                .toArray(int[][]::new),
            java.util.Arrays.stream(cells.clusters())
                .map(e -> IntStream.of(at).map(i -> 7 * e[i]).toArray())
                .toArray(int[][]::new));
    Solved one =
        solved(SharedRegressions.of(cells.shared(), FIXEST, Workers.of(1)).fit("z", List.of("b")));
    Solved other =
        solved(SharedRegressions.of(moved.shared(), FIXEST, Workers.of(2)).fit("z", List.of("b")));
    assertThat(other.coefficients()[0]).isCloseTo(one.coefficients()[0], within(1e-9));
    assertThat(other.covariance()[0][0]).isCloseTo(one.covariance()[0][0], within(1e-9));
    assertThat(other.effective()[0]).isCloseTo(one.effective()[0], within(1e-8));
    assertThat(one.effective()[0]).isBetween(1.0, 8.0);
  }

  @Test
  void whatEffectsExplainIsNamed() {
    Cells cells = Cells.draw(4, true);
    double[] store = IntStream.of(cells.clusters()[1]).mapToDouble(s -> s).toArray();
    var c = cells.shared();
    var columns = new ArrayList<>(c.columns());
    columns.add(new Column("store", () -> store));
    columns.add(new Column("flat", () -> new double[store.length]));
    columns.add(
        new Column(
            "sum",
            () ->
                IntStream.range(0, store.length)
                    .mapToDouble(i -> cells.columns()[0][i] + cells.columns()[1][i])
                    .toArray()));
    var shared =
        SharedRegressions.of(
            new SharedColumns(c.rows(), columns, c.weights(), c.effects(), c.clusters()),
            FIXEST,
            Workers.of(1));
    assertThat(reason(shared, "a", "store")).isEqualTo(Reason.COLLINEAR);
    assertThat(reason(shared, "a", "flat")).isEqualTo(Reason.NO_VARIATION);
    assertThat(reason(shared, "a", "b", "sum")).isEqualTo(Reason.COLLINEAR);
  }

  private static Estimate.Reason reason(SharedRegressions shared, String... terms) {
    var missing = (SharedRegressions.Missing) shared.fit("y", List.of(terms));
    assertThat(missing.name()).contains(terms[terms.length - 1]);
    return missing.reason();
  }
}
