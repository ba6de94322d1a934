package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.modeling.propensity.Observed;

/** A million units, ten covariates, a quarter of them treated by a logit, by the law of gen.py. */
final class UnitsData {
  static final int ROWS = 1_000_000;
  static final int COLUMNS = 10;
  private static final double[] SCORE = {.5, .4, .3, -.3, .2, .1, 0, 0, 0, 0};
  private static final double[] OUTCOME = {1, .5, .5, -.5, .3, .2, .1, 0, 0, 0};

  /** Covariates, the treatment as a byte and the outcome. */
  static final long BYTES = ROWS * (COLUMNS * 8L + 1 + 8);

  private UnitsData() {}

  static Observed of(Optional<Path> peers) {
    List<String> names = IntStream.rangeClosed(1, COLUMNS).mapToObj(k -> "x" + k).toList();
    if (peers.isEmpty()) {
      return draw(names);
    }
    var columns = new Columns(peers.get().resolve("ps1m"));
    int[] t = columns.ints("t");
    byte[] treated = new byte[t.length];
    for (int i = 0; i < t.length; i++) {
      treated[i] = (byte) t[i];
    }
    double[][] x = names.stream().map(columns::doubles).toArray(double[][]::new);
    return Observed.of(names, x, treated, columns.doubles("y"));
  }

  private static Observed draw(List<String> names) {
    var random = new SplittableRandom(106);
    double[][] x = new double[COLUMNS][ROWS];
    for (double[] column : x) {
      Arrays.setAll(column, i -> random.nextGaussian());
    }
    Arrays.setAll(x[1], i -> x[1][i] > 0 ? 1 : 0);
    Arrays.setAll(x[2], i -> Math.exp(.5 * x[2][i]));
    byte[] treated = new byte[ROWS];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double eta = -1.7;
      y[i] = 2 + random.nextGaussian();
      for (int k = 0; k < COLUMNS; k++) {
        eta += SCORE[k] * x[k][i];
        y[i] += OUTCOME[k] * x[k][i];
      }
      treated[i] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
      y[i] += treated[i];
    }
    return Observed.of(names, x, treated, y);
  }
}
