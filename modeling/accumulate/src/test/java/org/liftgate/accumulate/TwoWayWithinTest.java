package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TwoWayWithinTest {
  private static final double NEAR = 1e-9;

  /**
   * A stack of unbalanced blocks, connected because every block's first two units are always seen.
   */
  private record Stack(
      int[] block, int[] unit, int[] period, double[] x, double[] z, int[] code, double[] y) {

    static Stack draw(long seed, int blocks, int units, int periods, boolean repeats) {
      var random = new SplittableRandom(seed);
      var rows = new java.util.ArrayList<double[]>();
      for (int b = 0; b < blocks; b++) {
        for (int u = 0; u < units; u++) {
          double level = 3 * random.nextGaussian();
          boolean treated = u % 2 == 1;
          for (int t = 0; t < periods; t++) {
            int times = u < 2 || random.nextDouble() < 0.8 ? 1 : 0;
            times += repeats && random.nextDouble() < 0.2 ? 1 : 0;
            for (int r = 0; r < times; r++) {
              double x = treated && t >= periods / 2 ? 1 : 0;
              double z = random.nextGaussian() + 0.3 * level;
              int code = treated && t != 0 ? t - 1 : -1;
              double y = level + t + 2 * x - z + random.nextGaussian();
              rows.add(new double[] {b, u, t - 5, x, z, code, y});
            }
          }
        }
      }
      return new Stack(
          ints(rows, 0),
          ints(rows, 1),
          ints(rows, 2),
          column(rows, 3),
          column(rows, 4),
          ints(rows, 5),
          column(rows, 6));
    }

    private static int[] ints(List<double[]> rows, int k) {
      return rows.stream().mapToInt(r -> (int) r[k]).toArray();
    }

    private static double[] column(List<double[]> rows, int k) {
      return rows.stream().mapToDouble(r -> r[k]).toArray();
    }

    PanelLayout layout() {
      return PanelLayout.of(block, unit, period);
    }

    /** Slopes first, then a dummy for each unit and, but for one a block, each period. */
    Dense dense(double[]... slopes) {
      int units = 1 + Arrays.stream(unit).max().orElse(0);
      int blocks = 1 + Arrays.stream(block).max().orElse(0);
      int periods = 1 + Arrays.stream(period).max().orElse(0) + 5;
      int k = slopes.length;
      var x = new double[y.length][k + blocks * units + blocks * (periods - 1)];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < k; j++) {
          x[i][j] = slopes[j][i];
        }
        x[i][k + block[i] * units + unit[i]] = 1;
        if (period[i] > -5) {
          x[i][k + blocks * units + block[i] * (periods - 1) + period[i] + 4] = 1;
        }
      }
      return Dense.fit(occupied(x, k), y);
    }

    /** Without dummies of units that have no row in a block. */
    private static double[][] occupied(double[][] x, int k) {
      int[] kept =
          IntStream.range(0, x[0].length)
              .filter(j -> j < k || Arrays.stream(x).anyMatch(row -> row[j] != 0))
              .toArray();
      return Arrays.stream(x)
          .map(row -> Arrays.stream(kept).mapToDouble(j -> row[j]).toArray())
          .toArray(double[][]::new);
    }

    int[] each() {
      return IntStream.range(0, y.length).toArray();
    }
  }

  private static WithinResult.Fit fit(Stack s, Regressors x, List<int[]> codes, boolean robust) {
    return (WithinResult.Fit) TwoWayWithin.fit(s.layout(), x, s.y(), codes, robust, Workers.of(2));
  }

  private static double[][] sandwich(WithinResult.Fit fit, double[] meat) {
    int k = fit.slopes().length;
    var v = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            v[i][j] += fit.inverse()[i * k + a] * meat[a * k + b] * fit.inverse()[b * k + j];
          }
        }
      }
    }
    return v;
  }

  private static void close(double[][] ours, double[][] theirs) {
    for (int i = 0; i < ours.length; i++) {
      for (int j = 0; j < ours.length; j++) {
        double scale = Math.sqrt(theirs[i][i] * theirs[j][j]);
        assertThat(ours[i][j]).isCloseTo(theirs[i][j], within(NEAR * scale));
      }
    }
  }

  /** More units than periods, and the other way round, with and without repeated keys. */
  @Property(tries = 40)
  void equalsTheRegressionOnAllDummies(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @IntRange(min = 1, max = 3) int blocks,
      @ForAll @IntRange(min = 4, max = 12) int units,
      @ForAll @IntRange(min = 4, max = 9) int periods,
      @ForAll boolean repeats) {
    Stack s = Stack.draw(seed, blocks, units, periods, repeats);
    Dense dense = s.dense(s.x(), s.z());
    var fit = fit(s, Regressors.of(s.x(), s.z()), List.of(s.unit(), s.period(), s.each()), true);
    for (int k = 0; k < 2; k++) {
      assertThat(fit.slopes()[k]).isCloseTo(dense.coefficients[k], within(NEAR));
    }
    assertThat(fit.ssr()).isCloseTo(dense.ssr(), within(NEAR * dense.ssr()));
    close(sandwich(fit, fit.clusters()[0].meat()), dense.clustered(s.unit(), 2));
    close(sandwich(fit, fit.clusters()[1].meat()), dense.clustered(s.period(), 2));
    close(sandwich(fit, fit.robustMeat()), dense.clustered(s.each(), 2));
    close(sandwich(fit, fit.clusters()[2].meat()), dense.clustered(s.each(), 2));
  }

  @Property(tries = 25)
  void dummiesByCodeEqualDummiesLaidOut(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @IntRange(min = 4, max = 12) int units,
      @ForAll @IntRange(min = 4, max = 9) int periods) {
    Stack s = Stack.draw(seed, 2, units, periods, false);
    int levels = periods - 1;
    var laid = new double[levels + 1][s.y().length];
    laid[0] = s.z();
    for (int i = 0; i < s.y().length; i++) {
      if (s.code()[i] >= 0) {
        laid[1 + s.code()[i]][i] = 1;
      }
    }
    var coded = new Regressors(new double[][] {s.z()}, s.code(), levels);
    var nested = fit(s, coded, List.of(s.unit()), false);
    Dense dense = s.dense(laid);
    for (int k = 0; k <= levels; k++) {
      assertThat(nested.slopes()[k]).isCloseTo(dense.coefficients[k], within(NEAR));
    }
    close(sandwich(nested, nested.clusters()[0].meat()), dense.clustered(s.unit(), levels + 1));
    var byRow = fit(s, coded, List.of(s.unit(), s.period()), false);
    close(sandwich(byRow, byRow.clusters()[0].meat()), dense.clustered(s.unit(), levels + 1));
  }

  @Example
  void theNumberOfThreadsDoesNotChangeAByte() {
    Stack s = Stack.draw(3, 2, 6_000, 9, false);
    assertThat(s.layout().chunkList()).hasSize(4);
    var x = new Regressors(new double[][] {s.x(), s.z()}, new int[0], 0);
    var one = TwoWayWithin.fit(s.layout(), x, s.y(), List.of(s.unit()), true, Workers.of(1));
    var many = TwoWayWithin.fit(s.layout(), x, s.y(), List.of(s.unit()), true, Workers.of(7));
    var a = (WithinResult.Fit) one;
    var b = (WithinResult.Fit) many;
    assertThat(a.slopes()).isEqualTo(b.slopes());
    assertThat(a.inverse()).isEqualTo(b.inverse());
    assertThat(a.clusters()[0].meat()).isEqualTo(b.clusters()[0].meat());
    assertThat(a.robustMeat()).isEqualTo(b.robustMeat());
    assertThat(a.ssr()).isEqualTo(b.ssr());
  }

  @Example
  void columnsOfVeryDifferentSizeStandSideBySide() {
    Stack s = Stack.draw(5, 1, 12, 8, false);
    double[] large = Arrays.stream(s.x()).map(v -> 1e9 * v + 3e9).toArray();
    double[] small = Arrays.stream(s.z()).map(v -> 1e-9 * v).toArray();
    var plain = fit(s, Regressors.of(s.x(), s.z()), List.of(s.unit()), false);
    var scaled = fit(s, Regressors.of(large, small), List.of(s.unit()), false);
    assertThat(1e9 * scaled.slopes()[0]).isCloseTo(plain.slopes()[0], within(1e-6));
    assertThat(1e-9 * scaled.slopes()[1]).isCloseTo(plain.slopes()[1], within(1e-6));
  }

  @Example
  void columnsWithoutASlopeAreNamedWithTheReason() {
    Stack s = Stack.draw(7, 1, 8, 6, false);
    double[] constant = new double[s.y().length];
    Arrays.fill(constant, 4);
    double[] byUnit = Arrays.stream(s.unit()).mapToDouble(u -> u * u).toArray();
    double[] byPeriod = Arrays.stream(s.period()).mapToDouble(t -> 3 * t).toArray();
    double[] sum = new double[s.y().length];
    Arrays.setAll(sum, i -> s.x()[i] + 2 * s.z()[i] + byUnit[i]);
    var result =
        (WithinResult.Dependent)
            TwoWayWithin.fit(
                s.layout(),
                Regressors.of(constant, byUnit, byPeriod, s.x(), s.z(), sum),
                s.y(),
                List.of(),
                false,
                Workers.of(1));
    assertThat(result.columns()).containsExactly(0, 1, 2, 5);
    assertThat(result.why())
        .containsExactly(
            WithinResult.Why.CONSTANT,
            WithinResult.Why.ABSORBED,
            WithinResult.Why.ABSORBED,
            WithinResult.Why.COMBINATION);
  }

  @Example
  void aPanelInTwoPartsIsDisconnected() {
    int[] unit = {0, 0, 1, 1, 2, 2, 3, 3};
    int[] period = {0, 1, 0, 1, 7, 8, 7, 8};
    double[] x = {0, 1, 0, 0, 0, 1, 0, 0};
    double[] y = {1, 2, 3, 4, 5, 6, 7, 9};
    var result =
        TwoWayWithin.fit(
            PanelLayout.of(new int[8], unit, period),
            Regressors.of(x),
            y,
            List.of(),
            false,
            Workers.of(1));
    assertThat(result).isEqualTo(new WithinResult.Disconnected(0, 4));
  }

  @Example
  void rowsOutOfOrderAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PanelLayout.of(new int[2], new int[] {1, 0}, new int[2]))
        .withMessageContaining("row 1");
  }

  @Example
  void repeatedKeysAndNestingAreFound() {
    var layout =
        PanelLayout.of(new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1}, new int[] {2, 2, 2, 5});
    assertThat(layout.firstRepeat()).isEqualTo(1);
    assertThat(layout.units()).isEqualTo(3);
    assertThat(layout.periods()).isEqualTo(2);
    assertThat(layout.unitsNestedIn(new int[] {4, 4, 6, 7})).isTrue();
    assertThat(layout.unitsNestedIn(new int[] {4, 5, 6, 7})).isFalse();
    assertThat(layout.periodsNestedIn(new int[] {4, 4, 4, 7})).isTrue();
    assertThat(layout.periodsNestedIn(new int[] {4, 4, 6, 7})).isFalse();
  }
}
