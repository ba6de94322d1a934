package org.liftgate.modeling.uplift;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.modeling.panel.Csv;

/** Samples with known effects. */
final class Drawn {
  private Drawn() {}

  /** The golden sample: confounded, effect 1 + 0.5 x1. */
  static UpliftSample golden() {
    Csv csv = Csv.resource("cate.csv");
    List<String> names = List.of("x1", "x2", "x3", "x4", "x5");
    double[] t = csv.doubles("t");
    var treated = new byte[t.length];
    IntStream.range(0, t.length).forEach(i -> treated[i] = (byte) t[i]);
    return UpliftSample.of(
        names,
        names.stream().map(csv::doubles).toArray(double[][]::new),
        treated,
        csv.doubles("y"));
  }

  /**
   * Half treated at random, five normal features, effect 0.5 + slope x1, outcome x1 + x2 / 2 +
   * effect + normal noise. Rows come in pairs of one group, with the same treatment.
   */
  static UpliftSample experiment(int n, double slope, long seed) {
    var random = new SplittableRandom(seed);
    var x = new double[5][n];
    var treated = new byte[n];
    var y = new double[n];
    var group = new int[n];
    double shared = 0;
    for (int i = 0; i < n; i++) {
      group[i] = i / 2;
      shared = i % 2 == 0 ? 0.5 * random.nextGaussian() : shared;
      treated[i] = i % 2 == 0 ? (byte) random.nextInt(2) : treated[i - 1];
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      double effect = 0.5 + slope * x[0][i];
      y[i] = x[0][i] + x[1][i] / 2 + treated[i] * effect + shared + random.nextGaussian();
    }
    return new UpliftSample(List.of("x1", "x2", "x3", "x4", "x5"), x, treated, y, group);
  }
}
