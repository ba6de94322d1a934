package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * What one pass of Newton's method over a logistic regression leaves behind: X'WX, the gradient and
 * the log-likelihood at given coefficients, for centred and scaled columns. Mergeable.
 *
 * <p>With s = 2t - 1, q = s eta and h = exp(-q/2): sqrt(p(1-p)) = h / (1 + h^2), the working column
 * (t-p) / sqrt(p(1-p)) = s h, and the row adds -log(1 + h^2) to the log-likelihood.
 */
final class LogitMoments {
  private static final int ROWS = BlockGram.ROWS;

  /** Beyond this |eta| nothing changes in double precision that matters. */
  private static final double FAR = 600;

  /** Logarithms are taken of products of sixteen rows. */
  private static final int GROUPS = ROWS / 16;

  private final LogitDesign design;
  private final LogitBasis basis;
  private final double[] b;
  private final int width;

  /** (k+1) x (k+1); empty in a pass for the gradient alone. */
  double[] hessian = new double[0];

  final double[] gradient;
  double logLikelihood;

  LogitMoments(LogitDesign design, LogitBasis basis, double[] b) {
    this.design = design;
    this.basis = basis;
    this.b = b;
    this.width = b.length;
    this.gradient = new double[width];
  }

  /** Scratch of one block. */
  private static final class Block {
    final double[] sign = new double[ROWS];
    final double[] eta = new double[ROWS];
    final double[] odds = new double[ROWS];
    final double[] groups = new double[GROUPS];

    /** z, sqrt(w), then the columns times sqrt(w). */
    final double[][] columns;

    Block(int width) {
      this.columns = new double[width + 1][ROWS];
    }
  }

  /** Adds the blocks that start at from, from + stride, ... before to. */
  LogitMoments add(int from, int to, int stride, boolean gram) {
    var block = new Block(width);
    var products = gram ? new BlockGram(width + 1) : null;
    for (int at = from; at < to; at += stride) {
      int m = Math.min(ROWS, design.rows() - at);
      halves(block, at, m);
      if (products == null) {
        residuals(block, at, m);
      } else {
        working(block, at, m);
        products.add(block.columns);
      }
    }
    if (products != null) {
      split(products.products());
    }
    return this;
  }

  /** h = exp(-s eta / 2) in place of eta, 1 + h^2, and the log-likelihood. */
  private void halves(Block block, int at, int m) {
    Arrays.fill(block.eta, b[0]);
    for (int k = 1; k < width; k++) {
      double slope = b[k] * basis.scales()[k - 1];
      axpy(design.columns()[k - 1], at, m, basis.centres()[k - 1], slope, block.eta);
    }
    signs(design.outcome(), at, m, block.sign);
    exponentials(block.eta, block.sign, m);
    odds(block.eta, block.odds);
    Arrays.fill(block.odds, m, ROWS, 1);
    if (design.weighted()) {
      for (int i = 0; i < m; i++) {
        logLikelihood -= design.weights()[at + i] * Math.log(block.odds[i]);
      }
    } else {
      logLikelihood -= logarithms(block.odds, block.groups);
    }
  }

  private static void axpy(double[] x, int at, int m, double centre, double b, double[] eta) {
    for (int i = 0; i < m; i++) {
      eta[i] = Math.fma(b, x[at + i] - centre, eta[i]);
    }
  }

  private static void signs(byte[] outcome, int at, int m, double[] sign) {
    for (int i = 0; i < m; i++) {
      sign[i] = 2 * outcome[at + i] - 1;
    }
    Arrays.fill(sign, m, ROWS, 0);
  }

  private static void exponentials(double[] eta, double[] sign, int m) {
    for (int i = 0; i < m; i++) {
      eta[i] = -0.5 * Math.max(-FAR, Math.min(FAR, sign[i] * eta[i]));
    }
    for (int i = 0; i < m; i++) {
      eta[i] = Math.exp(eta[i]);
    }
    Arrays.fill(eta, m, ROWS, 0);
  }

  private static void odds(double[] h, double[] odds) {
    for (int i = 0; i < ROWS; i++) {
      odds[i] = 1 + h[i] * h[i];
    }
  }

  private static double logarithms(double[] odds, double[] groups) {
    System.arraycopy(odds, 0, groups, 0, GROUPS);
    for (int at = GROUPS; at < ROWS; at += GROUPS) {
      for (int g = 0; g < GROUPS; g++) {
        groups[g] *= odds[at + g];
      }
    }
    double sum = 0;
    for (int g = 0; g < GROUPS; g++) {
      sum += groups[g] < Double.POSITIVE_INFINITY ? Math.log(groups[g]) : one(odds, g);
    }
    return sum;
  }

  private static double one(double[] odds, int group) {
    double sum = 0;
    for (int i = group; i < ROWS; i += GROUPS) {
      sum += Math.log(odds[i]);
    }
    return sum;
  }

  private void working(Block block, int at, int m) {
    double[] z = block.columns[0];
    double[] root = block.columns[1];
    working(block.sign, block.eta, block.odds, z, root);
    if (design.weighted()) {
      double[] v = design.weights();
      for (int i = 0; i < m; i++) {
        double half = Math.sqrt(v[at + i]);
        z[i] *= half;
        root[i] *= half;
      }
    }
    Arrays.fill(root, m, ROWS, 0);
    for (int k = 1; k < width; k++) {
      double[] x = design.columns()[k - 1];
      scaled(x, at, m, basis.centres()[k - 1], basis.scales()[k - 1], root, block.columns[k + 1]);
    }
  }

  private static void working(double[] sign, double[] h, double[] odds, double[] z, double[] root) {
    for (int i = 0; i < ROWS; i++) {
      z[i] = sign[i] * h[i];
      root[i] = h[i] / odds[i];
    }
  }

  private static void scaled(
      double[] x, int at, int m, double centre, double scale, double[] root, double[] to) {
    for (int i = 0; i < m; i++) {
      to[i] = (x[at + i] - centre) * scale * root[i];
    }
    Arrays.fill(to, m, ROWS, 0);
  }

  /** Adds v (t - p) x to the gradient. */
  private void residuals(Block block, int at, int m) {
    double[] r = block.columns[0];
    residuals(block.sign, block.eta, block.odds, r);
    for (int i = 0; i < (design.weighted() ? m : 0); i++) {
      r[i] *= design.weights()[at + i];
    }
    for (int i = 0; i < m; i++) {
      gradient[0] += r[i];
    }
    for (int k = 1; k < width; k++) {
      double sum = dot(r, design.columns()[k - 1], at, m, basis.centres()[k - 1]);
      gradient[k] += sum * basis.scales()[k - 1];
    }
  }

  private static void residuals(double[] sign, double[] h, double[] odds, double[] r) {
    for (int i = 0; i < ROWS; i++) {
      r[i] = sign[i] * h[i] * h[i] / odds[i];
    }
  }

  private static double dot(double[] r, double[] x, int at, int m, double centre) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < m; i += 4) {
      s0 = Math.fma(r[i], x[at + i] - centre, s0);
      s1 = Math.fma(r[i + 1], x[at + i + 1] - centre, s1);
      s2 = Math.fma(r[i + 2], x[at + i + 2] - centre, s2);
      s3 = Math.fma(r[i + 3], x[at + i + 3] - centre, s3);
    }
    for (; i < m; i++) {
      s0 = Math.fma(r[i], x[at + i] - centre, s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private void split(double[] products) {
    hessian = new double[width * width];
    for (int a = 0; a < width; a++) {
      gradient[a] = products[a + 1];
      System.arraycopy(products, (a + 1) * (width + 1) + 1, hessian, a * width, width);
    }
  }

  LogitMoments merge(LogitMoments other) {
    for (int k = 0; k < width; k++) {
      gradient[k] += other.gradient[k];
    }
    for (int i = 0; i < hessian.length; i++) {
      hessian[i] += other.hessian[i];
    }
    logLikelihood += other.logLikelihood;
    return this;
  }
}
