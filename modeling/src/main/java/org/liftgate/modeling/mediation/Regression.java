package org.liftgate.modeling.mediation;

import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/** Least squares on given columns, factored once for many outcomes. */
final class Regression {
  final double[][] columns;
  private final PositiveDefinite factor;

  private Regression(double[][] columns, PositiveDefinite factor) {
    this.columns = columns;
    this.factor = factor;
  }

  /** Empty when columns depend on each other. */
  static Optional<Regression> of(double[][] columns) {
    int k = columns.length;
    var gram = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * k + b] = dot(columns[a], columns[b]);
      }
    }
    return PositiveDefinite.factor(gram, k).factor().map(f -> new Regression(columns, f));
  }

  /** Columns that are combinations of earlier ones. */
  static int[] dependent(double[][] columns) {
    int k = columns.length;
    var gram = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * k + b] = dot(columns[a], columns[b]);
      }
    }
    return PositiveDefinite.factor(gram, k).dependent();
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  double[] coefficients(double[] y) {
    var b = new double[columns.length];
    for (int a = 0; a < b.length; a++) {
      b[a] = dot(columns[a], y);
    }
    factor.solve(b);
    return b;
  }

  double[] fitted(double[] b) {
    var out = new double[columns[0].length];
    for (int a = 0; a < b.length; a++) {
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.fma(b[a], columns[a][i], out[i]);
      }
    }
    return out;
  }

  double[] residuals(double[] y) {
    double[] out = fitted(coefficients(y));
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i] - out[i];
    }
    return out;
  }
}
