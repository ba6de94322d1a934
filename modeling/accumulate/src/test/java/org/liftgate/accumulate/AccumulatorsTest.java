package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AccumulatorsTest {

  @Property
  void clusterSumsMergeToThoseOfAllRows(@ForAll @Size(max = 200) List<Integer> codes) {
    var whole = new ClusterSums(2);
    var left = new ClusterSums(2);
    var right = new ClusterSums(2);
    for (int i = 0; i < codes.size(); i++) {
      add(whole, codes.get(i), i);
      add(i < codes.size() / 2 ? left : right, codes.get(i), i);
    }
    left.merge(right);
    assertThat(left.count()).isEqualTo(codes.stream().distinct().count());
    assertThat(left.meat()).isEqualTo(whole.meat());
    assertThat(left.total()).isEqualTo(whole.total());
  }

  private static void add(ClusterSums sums, int code, int value) {
    int at = sums.at(code);
    sums.values()[at] += value;
    sums.values()[at + 1] -= 2 * value;
  }

  @Property(tries = 50)
  void fourCellsGiveTheSaturatedRegression(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 6, max = 30) int units) {
    var random = new SplittableRandom(seed);
    var cells = new FourCells(1000);
    var left = new FourCells(1000);
    var right = new FourCells(1000);
    var rows = new java.util.ArrayList<double[]>();
    for (int u = 0; u < units; u++) {
      boolean treated = u % 3 == 0;
      FourCells half = u < units / 2 ? left : right;
      cells.unit();
      half.unit();
      for (int t = 0; t < 4 + random.nextInt(3); t++) {
        boolean post = t >= 2;
        double y = 1000 + 3 * random.nextGaussian() + (treated && post ? 2 : 0);
        cells.add(treated, post, y);
        half.add(treated, post, y);
        rows.add(new double[] {treated && post ? 1 : 0, treated ? 1 : 0, post ? 1 : 0, 1, u, y});
      }
    }
    double[] y = rows.stream().mapToDouble(r -> r[5] - 1000).toArray();
    int[] unit = rows.stream().mapToInt(r -> (int) r[4]).toArray();
    Dense dense =
        Dense.fit(rows.stream().map(r -> Arrays.copyOf(r, 4)).toArray(double[][]::new), y);
    double variance = dense.clustered(unit, 1)[0][0];
    assertThat(cells.effect()).isCloseTo(dense.coefficients[0], within(1e-9));
    assertThat(cells.clusterVariance()).isCloseTo(variance, within(1e-9 * variance));
    assertThat(cells.ssr()).isCloseTo(dense.ssr(), within(1e-8));
    FourCells merged = left.merge(right);
    assertThat(merged.effect()).isCloseTo(cells.effect(), within(1e-12));
    assertThat(merged.clusterVariance()).isCloseTo(variance, within(1e-9 * variance));
    assertThat(merged.units(true)).isEqualTo(cells.units(true));
  }

  @Property(tries = 50)
  void linearMomentsMergeAndKeepTheirDigitsAtALargeLevel(@ForAll @IntRange(max = 10_000) int seed) {
    var random = new SplittableRandom(seed);
    int n = 3000;
    double[][] all = new double[3][n];
    for (double[] column : all) {
      Arrays.setAll(column, i -> 1e8 + random.nextGaussian());
    }
    double[] pivots = {all[0][0], all[1][0], all[2][0]};
    var merged =
        new LinearMoments(pivots)
            .add(all, 0, 1024)
            .merge(new LinearMoments(pivots).add(all, 1024, n));
    double mean = Arrays.stream(all[1]).map(v -> v - 1e8).sum() / n;
    double square = Arrays.stream(all[1]).map(v -> (v - 1e8 - mean) * (v - 1e8 - mean)).sum();
    assertThat(merged.rows()).isEqualTo(n);
    assertThat(merged.mean(1) - 1e8).isCloseTo(mean, within(1e-7));
    assertThat(merged.centred(1, 1)).isCloseTo(square, within(1e-7 * square));
  }

  @Example
  void leastSquaresNamesColumnsThatAreNotTheirOwn() {
    double[] x = {1, 2, 3, 4, 5};
    double[] constant = {7, 7, 7, 7, 7};
    double[] twice = {2, 4, 6, 8, 10};
    double[] y = {1, 3, 2, 5, 4};
    var result =
        (LeastSquares.Dependent)
            LeastSquares.fit(new double[][] {constant, x, twice}, y, List.of(), Workers.of(1));
    assertThat(result.columns()).containsExactly(0, 2);
  }

  @Example
  void threadsDoNotChangeLeastSquares() {
    var random = new SplittableRandom(9);
    double[][] x = new double[3][300_000];
    for (double[] column : x) {
      Arrays.setAll(column, i -> random.nextGaussian());
    }
    double[] y = new double[300_000];
    Arrays.setAll(y, i -> x[0][i] - x[1][i] + random.nextGaussian());
    int[] code = IntStream.range(0, y.length).map(i -> i % 77).toArray();
    var one = (LeastSquares.Fit) LeastSquares.fit(x, y, List.of(code), Workers.of(1));
    var many = (LeastSquares.Fit) LeastSquares.fit(x, y, List.of(code), Workers.of(5));
    assertThat(one.coefficients()).isEqualTo(many.coefficients());
    assertThat(one.clusters()[0].meat()).isEqualTo(many.clusters()[0].meat());
    assertThat(one.meats()[2]).isEqualTo(many.meats()[2]);
  }

  /** Rows that fill blocks in part, in columns far from zero. */
  @Property(tries = 15)
  void leastSquaresEqualsTheRegressionRowByRow(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 12, max = 2600) int n) {
    var random = new SplittableRandom(seed);
    int k = 1 + random.nextInt(5);
    var x = new double[k][n];
    var design = new double[n][k + 1];
    var y = new double[n];
    var codes = new int[n];
    for (int i = 0; i < n; i++) {
      design[i][0] = 1;
      for (int j = 0; j < k; j++) {
        x[j][i] = 5 + random.nextGaussian();
        design[i][j + 1] = x[j][i];
        y[i] += x[j][i];
      }
      y[i] += random.nextGaussian();
      codes[i] = random.nextInt(9);
    }
    var fit = (LeastSquares.Fit) LeastSquares.fit(x, y, List.of(codes), Workers.of(2));
    Dense dense = Dense.fit(design, y);
    int[] each = IntStream.range(0, n).toArray();
    assertThat(fit.coefficients()).containsExactly(dense.coefficients, within(1e-9));
    assertThat(fit.ssr()).isCloseTo(dense.ssr(), within(1e-9 * dense.ssr()));
    close(fit.sandwich(fit.clusters()[0].meat()), dense.clustered(codes, k + 1));
    close(fit.sandwich(fit.meats()[0]), dense.clustered(each, k + 1));
    for (int type = 1; type <= 2; type++) {
      double power = type / 2.0;
      double[] kept = dense.residuals.clone();
      for (int i = 0; i < n; i++) {
        dense.residuals[i] /= Math.pow(1 - leverage(dense, i), power);
      }
      close(fit.sandwich(fit.meats()[type]), dense.clustered(each, k + 1));
      System.arraycopy(kept, 0, dense.residuals, 0, n);
    }
  }

  private static double leverage(Dense dense, int i) {
    double h = 0;
    for (int a = 0; a < dense.x[i].length; a++) {
      for (int b = 0; b < dense.x[i].length; b++) {
        h += dense.x[i][a] * dense.inverse[a][b] * dense.x[i][b];
      }
    }
    return h;
  }

  private static void close(double[][] ours, double[][] theirs) {
    for (int i = 0; i < ours.length; i++) {
      for (int j = 0; j < ours.length; j++) {
        double scale = Math.sqrt(theirs[i][i] * theirs[j][j]);
        assertThat(ours[i][j]).isCloseTo(theirs[i][j], within(1e-8 * scale));
      }
    }
  }

  @Example
  void whatMayNotBeMergedIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FourCells(1).merge(new FourCells(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LinearMoments(new double[] {1}).merge(new LinearMoments(new double[] {2})));
  }

  @Property(tries = 100)
  void aPositiveDefiniteMatrixIsSolved(@ForAll @IntRange(max = 10_000) int seed) {
    var random = new SplittableRandom(seed);
    int k = 1 + random.nextInt(6);
    var root = new double[k * k];
    Arrays.setAll(root, i -> random.nextGaussian());
    var a = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int l = 0; l < k; l++) {
          a[i * k + j] += root[i * k + l] * root[j * k + l];
        }
        a[i * k + j] += i == j ? 0.1 : 0;
      }
    }
    double[] inverse = PositiveDefinite.factor(a, k).factor().orElseThrow().inverse();
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += a[i * k + l] * inverse[l * k + j];
        }
        assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-8));
      }
    }
  }

  @Example
  void workersKeepTheOrderBeatAndStopAtAFailure() {
    var beats = new AtomicInteger();
    var workers = new Workers(4, beats::incrementAndGet);
    assertThat(workers.map(100, i -> i * i))
        .isEqualTo(IntStream.range(0, 100).mapToObj(i -> i * i).toList());
    assertThat(beats.get()).isPositive();
    assertThatThrownBy(
            () ->
                workers.map(
                    100,
                    i -> {
                      if (i == 3) {
                        throw new IllegalStateException("piece 3");
                      }
                      return i;
                    }))
        .hasMessage("piece 3");
    var stopping =
        new Workers(
            1,
            () -> {
              throw new IllegalStateException("cancelled");
            });
    assertThatThrownBy(() -> stopping.map(2, i -> i)).hasMessage("cancelled");
  }
}
