package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * Weighted least squares on a design of any width: Cholesky on columns of length one, reflections
 * where its least pivot leaves too few digits, one step of refinement on the residuals.
 */
public final class NormalEquations {
  /** Below this pivot Cholesky keeps fewer than eight digits of a coefficient. */
  private static final double FEW_DIGITS = 1e-8;

  /** A pivot as small as its rounding: the column is a combination of earlier ones. */
  private static final double ROUNDING = 2e-15;

  /** R's tolerance: a column nearer than this to a combination of others counts as one. */
  private static final double NEAR = 1e-7;

  private NormalEquations() {}

  /**
   * @param design the columns that were kept
   * @param kept columns of the design given, the intercept not counted, ascending
   * @param dependent columns that are combinations of earlier ones
   * @param factor of Z'Z
   * @param coefficients p, of the design's scaled columns
   * @param residuals n, times the root of the weight
   * @param ssr their squares
   */
  public record Solution(
      WeightedDesign design,
      int[] kept,
      int[] dependent,
      TriangularFactor factor,
      double leastPivot,
      double[] coefficients,
      double[] residuals,
      double ssr) {}

  /**
   * @param design without constant columns
   */
  public static Solution solve(WeightedDesign design, Workers workers) {
    CrossProducts products = CrossProducts.of(design, new double[0], workers);
    int p = design.width();
    var found = TriangularFactor.cholesky(products.matrix(p), p, ROUNDING);
    if (found.leastPivot() < FEW_DIGITS) {
      found = HouseholderReduction.of(design, workers).factor(NEAR);
    }
    int[] kept = columns(found.kept(), design.shift());
    WeightedDesign reduced = found.dependent().length == 0 ? design : design.keep(kept);
    var b = new double[found.kept().length];
    for (int a = 0; a < b.length; a++) {
      b[a] = products.at(p, found.kept()[a]);
    }
    found.factor().solve(b);
    double[] residuals = residuals(reduced, b, workers);
    double[] correction = gradient(reduced, residuals, workers);
    found.factor().solve(correction);
    for (int a = 0; a < b.length; a++) {
      b[a] += correction[a];
    }
    residuals = residuals(reduced, b, workers);
    double ssr = CrossProducts.dot(residuals, residuals, residuals.length);
    return new Solution(
        reduced,
        kept,
        columns(found.dependent(), design.shift()),
        found.factor(),
        found.leastPivot(),
        b,
        residuals,
        ssr);
  }

  private static int[] columns(int[] places, int shift) {
    return Arrays.stream(places).filter(a -> a >= shift).map(a -> a - shift).toArray();
  }

  private static double[] residuals(WeightedDesign design, double[] b, Workers workers) {
    var e = new double[design.rows()];
    workers.map(
        Chunks.count(e.length),
        c -> {
          var z = new double[WeightedDesign.BLOCK];
          int end = Chunks.end(c, e.length);
          for (int at = Chunks.start(c); at < end; at += WeightedDesign.BLOCK) {
            int m = Math.min(end, at + WeightedDesign.BLOCK) - at;
            design.fill(b.length, at, at + m, z);
            System.arraycopy(z, 0, e, at, m);
            for (int j = 0; j < b.length; j++) {
              design.fill(j, at, at + m, z);
              subtract(e, at, z, b[j], m);
            }
          }
          return c;
        });
    return e;
  }

  private static void subtract(double[] e, int at, double[] z, double b, int m) {
    for (int i = 0; i < m; i++) {
      e[at + i] = Math.fma(-b, z[i], e[at + i]);
    }
  }

  /** Z'v for n values v. */
  public static double[] gradient(WeightedDesign design, double[] v, Workers workers) {
    int p = design.width();
    var total = new double[p];
    workers
        .map(
            Chunks.count(v.length),
            c -> {
              var sums = new double[p];
              var z = new double[WeightedDesign.BLOCK];
              var part = new double[WeightedDesign.BLOCK];
              int end = Chunks.end(c, v.length);
              for (int at = Chunks.start(c); at < end; at += WeightedDesign.BLOCK) {
                int m = Math.min(end, at + WeightedDesign.BLOCK) - at;
                System.arraycopy(v, at, part, 0, m);
                for (int j = 0; j < p; j++) {
                  design.fill(j, at, at + m, z);
                  sums[j] += CrossProducts.dot(z, part, m);
                }
              }
              return sums;
            })
        .forEach(
            sums -> {
              for (int j = 0; j < p; j++) {
                total[j] += sums[j];
              }
            });
    return total;
  }
}
