package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A regression on k correlated columns with cluster effects and unequal variances, by the law of
 * {@code gen.py}.
 *
 * @param x k columns of n
 * @param cluster n codes
 */
record OlsData(double[][] x, double[] y, int[] cluster) {

  static OlsData of(Optional<Path> peers, String name, int rows, int k, int clusters, long seed) {
    if (peers.isEmpty()) {
      return draw(rows, k, clusters, seed);
    }
    var columns = new Columns(peers.get().resolve(name));
    var x = new double[k][];
    for (int j = 0; j < k; j++) {
      x[j] = columns.doubles("x" + (j + 1));
    }
    return new OlsData(x, columns.doubles("y"), columns.ints("cl"));
  }

  private static OlsData draw(int rows, int k, int clusters, long seed) {
    var random = new SplittableRandom(seed);
    var shared = new double[2][clusters + 1];
    for (int c = 0; c <= clusters; c++) {
      shared[0][c] = 0.7 * random.nextGaussian();
      shared[1][c] = random.nextGaussian();
    }
    var data = new OlsData(new double[k][rows], new double[rows], new int[rows]);
    for (int i = 0; i < rows; i++) {
      int c = 1 + random.nextInt(clusters);
      double common = 0.5 * random.nextGaussian();
      double y = 1 + shared[0][c];
      for (int j = 0; j < k; j++) {
        data.x[j][i] = random.nextGaussian() + common + (j == 0 ? shared[1][c] : 0);
        y += data.x[j][i] * (-1 + 2.0 * j / (k - 1));
      }
      data.cluster[i] = c;
      data.y[i] = y + random.nextGaussian() * (0.5 + Math.abs(data.x[1][i]));
    }
    return data;
  }
}
