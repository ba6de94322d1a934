package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * Cluster-robust covariance with leverage correction, and Satterthwaite degrees of freedom (Bell
 * and McCaffrey, 2002; Pustejovsky and Tipton, 2018, with independent errors as working model).
 *
 * <p>In the orthonormal basis Q = Z L'^-1 the cluster's block of the hat matrix is Q_g Q_g', so (I
 * - H_g)^-d Q_g = Q_g (I - C_g)^-d with C_g = Q_g'Q_g of p x p: clusters of many rows need no
 * matrix of their size. Clusters of fewer rows than columns are corrected in their own size.
 * Directions in which a cluster determines the fit alone (I - H_g singular) are left out, as a
 * generalised inverse does.
 */
public final class LeverageCorrection {
  private final WeightedDesign design;
  private final TriangularFactor factor;
  private final double[] residuals;
  private final int type;
  private final double[][] contrasts;
  private final int p;

  /** Sums over clusters; mergeable. */
  private final class Sums {
    private final double[] meat = new double[p * p];
    private final double[][] outer = new double[contrasts.length][p * p];
    private final double[] trace = new double[contrasts.length];
    private final double[] squares = new double[contrasts.length];

    private Sums merge(Sums other) {
      add(meat, other.meat);
      add(trace, other.trace);
      add(squares, other.squares);
      for (int c = 0; c < outer.length; c++) {
        add(outer[c], other.outer[c]);
      }
      return this;
    }

    private static void add(double[] to, double[] from) {
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /**
   * @param covariance p x p of the scaled coefficients
   * @param df one for each contrast
   */
  public record Result(double[] covariance, double[] df) {}

  private LeverageCorrection(
      WeightedDesign design,
      TriangularFactor factor,
      double[] residuals,
      int type,
      double[][] contrasts) {
    this.design = design;
    this.factor = factor;
    this.residuals = residuals;
    this.type = type;
    this.p = design.width();
    this.contrasts = Arrays.stream(contrasts).map(double[]::clone).toArray(double[][]::new);
    for (double[] c : this.contrasts) {
      factor.forward(c);
    }
  }

  /**
   * @param type 0, 2 or 3
   * @param codes n codes 0..clusters-1
   * @param contrasts vectors of p, for each of which degrees of freedom are wanted
   */
  public static Result of(
      NormalEquations.Solution fit,
      int type,
      int[] codes,
      int clusters,
      double[][] contrasts,
      Workers workers) {
    var it = new LeverageCorrection(fit.design(), fit.factor(), fit.residuals(), type, contrasts);
    GroupedRows groups = GroupedRows.of(codes, clusters);
    int[] borders = groups.borders(Chunks.ROWS);
    Sums sums =
        workers
            .map(borders.length - 1, c -> it.clusters(groups, borders[c], borders[c + 1]))
            .stream()
            .reduce(Sums::merge)
            .orElseThrow();
    return new Result(fit.factor().backwardBoth(sums.meat), it.degrees(sums));
  }

  private Sums clusters(GroupedRows groups, int from, int to) {
    var sums = new Sums();
    for (int g = from; g < to; g++) {
      int m = groups.size(g);
      if (m > 0) {
        double[][] q = basis(groups, g, m);
        var e = new double[m];
        for (int i = 0; i < m; i++) {
          e[i] = residuals[groups.row(g, i)];
        }
        if (m < p && type != 0) {
          few(q, e, sums);
        } else {
          many(q, e, sums);
        }
      }
    }
    return sums;
  }

  /** The cluster's rows of Q, m x p. */
  private double[][] basis(GroupedRows groups, int g, int m) {
    var q = new double[m][p];
    for (int i = 0; i < m; i++) {
      design.row(groups.row(g, i), q[i]);
      factor.forward(q[i]);
    }
    return q;
  }

  /** At least as many rows as columns: everything in p x p. */
  private void many(double[][] q, double[] e, Sums sums) {
    var c = new double[p][p];
    var t = new double[p];
    for (int i = 0; i < q.length; i++) {
      for (int a = 0; a < p; a++) {
        t[a] += q[i][a] * e[i];
        for (int b = 0; b <= a; b++) {
          c[a][b] += q[i][a] * q[i][b];
        }
      }
    }
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < a; b++) {
        c[b][a] = c[a][b];
      }
    }
    Correction correction = new Correction(c, type);
    addOuter(sums.meat, correction.times(t));
    for (int k = 0; k < contrasts.length; k++) {
      double[] v = correction.times(contrasts[k]);
      double[] a = times(c, v);
      addDegrees(sums, k, a, dot(v, a));
    }
  }

  /** Fewer rows than columns: the correction in m x m. */
  private void few(double[][] q, double[] e, Sums sums) {
    int m = q.length;
    var h = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        h[i][j] = dot(q[i], q[j]);
        h[j][i] = h[i][j];
      }
    }
    Correction correction = new Correction(h, type);
    addOuter(sums.meat, transposedTimes(q, correction.times(e)));
    for (int k = 0; k < contrasts.length; k++) {
      double[] g = correction.times(times(q, contrasts[k]));
      addDegrees(sums, k, transposedTimes(q, g), dot(g, g));
    }
  }

  /**
   * @param a Q_g'g for the corrected direction g
   * @param gg g'g
   */
  private void addDegrees(Sums sums, int k, double[] a, double gg) {
    double aa = dot(a, a);
    double own = gg - aa;
    sums.trace[k] += own;
    sums.squares[k] += own * own - aa * aa;
    addOuter(sums.outer[k], a);
  }

  /** 2 E(V)^2 / Var(V). */
  private double[] degrees(Sums sums) {
    var df = new double[contrasts.length];
    for (int k = 0; k < df.length; k++) {
      double all = sums.squares[k];
      for (double v : sums.outer[k]) {
        all += v * v;
      }
      df[k] = sums.trace[k] * sums.trace[k] / all;
    }
    return df;
  }

  private static void addOuter(double[] to, double[] v) {
    for (int a = 0; a < v.length; a++) {
      for (int b = 0; b < v.length; b++) {
        to[a * v.length + b] += v[a] * v[b];
      }
    }
  }

  static double[] times(double[][] m, double[] v) {
    var out = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      out[i] = dot(m[i], v);
    }
    return out;
  }

  private static double[] transposedTimes(double[][] m, double[] v) {
    var out = new double[m[0].length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += m[i][j] * v[i];
      }
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    return CrossProducts.dot(a, b, a.length);
  }
}
