package org.liftgate.modeling.segments;

import java.util.Arrays;
import org.liftgate.modeling.inference.NormalBox;
import org.liftgate.modeling.inference.StudentT;

/**
 * Intervals that hold all of several effects at once in 95 of 100 samples: the .95 quantile of the
 * largest |t| under the effects' joint normal law (sup-t; Montiel Olea and Plagborg-Moller, 2019),
 * carried over to each effect's own t distribution by its tail probability.
 */
public final class SimultaneousBand {
  private static final int POINTS = 256;

  private SimultaneousBand() {}

  /**
   * @param influences k effects' influences on G clusters
   * @return the critical value under the normal law; 1.96 for one effect
   */
  public static double critical(double[][] influences) {
    double[][] correlation = correlation(influences);
    var none = new double[influences.length];
    double low = 1.9;
    double high = new StudentT(Double.POSITIVE_INFINITY).quantile(1 - 0.025 / influences.length);
    for (int step = 0; step < 14; step++) {
      double middle = (low + high) / 2;
      var to = new double[influences.length];
      var from = new double[influences.length];
      Arrays.fill(to, middle);
      Arrays.fill(from, -middle);
      double inside = NormalBox.of(none, correlation, from, to, POINTS).probability();
      if (inside < StudentT.LEVEL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Half the width of an effect's interval in standard errors. */
  public static double half(double critical, double df) {
    double tail = new StudentT(Double.POSITIVE_INFINITY).twoSided(critical);
    return new StudentT(df).quantile(1 - tail / 2);
  }

  private static double[][] correlation(double[][] influences) {
    int k = influences.length;
    var out = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = dot(influences[i], influences[j]);
        out[i][j] =
            sum / Math.sqrt(dot(influences[i], influences[i]) * dot(influences[j], influences[j]));
        out[j][i] = out[i][j];
      }
      out[i][i] = 1;
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
