package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Effects that differ by two of k features, 1 + x1 / 2 + 1(x3 &gt; 0), by the law of gen.py.
 *
 * @param x k columns of n values
 * @param t n flags
 * @param y n outcomes
 * @param tau n true effects
 */
record CateData(double[][] x, byte[] t, double[] y, double[] tau) {

  /**
   * @param name of the peers' data set
   * @param lot whether the treatment is given by lot, not by features
   */
  static CateData of(Optional<Path> peers, String name, int rows, int features, boolean lot) {
    if (peers.isEmpty()) {
      return draw(rows, features, lot);
    }
    var columns = new Columns(peers.get().resolve(name));
    int[] treated = columns.ints("t");
    var t = new byte[treated.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = (byte) treated[i];
    }
    double[][] x =
        IntStream.rangeClosed(1, features)
            .mapToObj(k -> columns.doubles("x" + k))
            .toArray(double[][]::new);
    return new CateData(x, t, columns.doubles("y"), columns.doubles("tau"));
  }

  private static CateData draw(int n, int features, boolean lot) {
    var random = new SplittableRandom(107);
    var x = new double[features][n];
    for (double[] column : x) {
      Arrays.setAll(column, i -> random.nextGaussian());
    }
    var t = new byte[n];
    var y = new double[n];
    var tau = new double[n];
    for (int i = 0; i < n; i++) {
      double chance = 1 / (1 + Math.exp(-.6 * x[0][i] + .4 * x[1][i]));
      t[i] = (byte) (random.nextDouble() < (lot ? .5 : Math.clamp(chance, .05, .95)) ? 1 : 0);
      tau[i] = 1 + .5 * x[0][i] + (x[2][i] > 0 ? 1 : 0);
      double mean = x[0][i] + .5 * x[1][i] * x[1][i] + Math.sin(x[3][i]);
      y[i] = mean + tau[i] * t[i] + random.nextGaussian();
    }
    return new CateData(x, t, y, tau);
  }

  int rows() {
    return y.length;
  }

  /** Features, treatment and outcome. */
  long bytes() {
    return rows() * (8L * x.length + 1 + 8);
  }

  double[] treatment() {
    var w = new double[t.length];
    Arrays.setAll(w, i -> t[i]);
    return w;
  }

  /** Root of the mean squared error of n effects. */
  double error(double[] effects) {
    return Math.sqrt(
        IntStream.range(0, tau.length)
            .mapToDouble(i -> Math.pow(effects[i] - tau[i], 2))
            .average()
            .orElseThrow());
  }
}
