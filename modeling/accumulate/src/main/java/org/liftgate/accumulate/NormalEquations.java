package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weighted least squares on a design of any width: Cholesky on columns of length one, with one step
 * of refinement on the residuals; where its least pivot leaves too few digits, the same on an
 * orthonormal basis that is found in twice the precision.
 */
public final class NormalEquations {
  /** Below this pivot Cholesky keeps fewer than ten digits of a variance. */
  private static final double FEW_DIGITS = 1e-6;

  /** Lengths of the data's rounding, below which a column's rest is only that. */
  private static final double ROUNDINGS = 100;

  private NormalEquations() {}

  /** A solution, or why there is none. */
  public sealed interface Result {}

  /**
   * Columns that are no combinations of others, yet so near to it that the rounding of the data
   * leaves fewer than eight digits of their coefficients.
   *
   * @param columns of the design given, ascending
   */
  public record Blurred(int[] columns) implements Result {}

  /**
   * @param design the columns that were kept, perhaps in an orthonormal basis
   * @param kept columns of the design given, the intercept not counted, ascending
   * @param dependent columns that are combinations of earlier ones
   * @param near kept columns of which less than a ten-millionth is no combination of earlier ones
   * @param factor of Z'Z
   * @param coefficients p, of the design's scaled columns
   * @param residuals n, times the root of the weight
   * @param ssr their squares
   */
  public record Solution(
      WeightedDesign design,
      int[] kept,
      int[] dependent,
      int[] near,
      TriangularFactor factor,
      double[] coefficients,
      double[] residuals,
      double ssr)
      implements Result {}

  /**
   * @param design without constant columns
   */
  public static Result solve(WeightedDesign design, Workers workers) {
    CrossProducts products = CrossProducts.of(design, new double[0], workers);
    int p = design.width();
    var found = TriangularFactor.cholesky(products.matrix(p), p, FEW_DIGITS);
    if (found.dependent().length == 0) {
      return solution(design, products, found.factor(), workers);
    }
    for (int column : found.dependent()) {
      if (!combination(design, products, found, column, workers)) {
        return turned(design, workers);
      }
    }
    int[] kept = columns(found.kept(), design.shift());
    return without(design, kept, columns(found.dependent(), design.shift()), workers);
  }

  private static int[] columns(int[] places, int shift) {
    return Arrays.stream(places).filter(a -> a >= shift).map(a -> a - shift).toArray();
  }

  /** The same with the kept columns only, as if the others had never been there. */
  private static Result without(
      WeightedDesign design, int[] kept, int[] dependent, Workers workers) {
    Result result = solve(design.keep(kept), workers);
    if (result instanceof Solution s) {
      int[] all =
          IntStream.concat(Arrays.stream(dependent), Arrays.stream(of(kept, s.dependent)))
              .sorted()
              .toArray();
      return new Solution(
          s.design,
          of(kept, s.kept),
          all,
          of(kept, s.near),
          s.factor,
          s.coefficients,
          s.residuals,
          s.ssr);
    }
    return new Blurred(of(kept, ((Blurred) result).columns));
  }

  private static int[] of(int[] kept, int[] places) {
    return Arrays.stream(places).map(j -> kept[j]).toArray();
  }

  /**
   * Whether no more is left of a column, when the kept ones before it are taken away, than rounding
   * of the data makes. What is left is measured on the rows, not as a difference of squares.
   */
  private static boolean combination(
      WeightedDesign design,
      CrossProducts products,
      TriangularFactor.Found found,
      int column,
      Workers workers) {
    int[] before = Arrays.stream(found.kept()).filter(a -> a < column).toArray();
    TriangularFactor factor = found.factor().leading(before.length);
    double[] g = Arrays.stream(before).mapToDouble(a -> products.at(column, a)).toArray();
    factor.solve(g);
    double[] rest = residuals(design, column, before, g, workers);
    double[] all = gradient(design, rest, workers);
    double[] correction = Arrays.stream(before).mapToDouble(a -> all[a]).toArray();
    factor.solve(correction);
    double noise = design.relativeNoise(column);
    double squares = noise * noise;
    for (int i = 0; i < g.length; i++) {
      g[i] += correction[i];
      double part = g[i] * design.relativeNoise(before[i]);
      squares += part * part;
    }
    rest = residuals(design, column, before, g, workers);
    double left = CrossProducts.dot(rest, rest, rest.length);
    return left <= ROUNDINGS * ROUNDINGS * squares;
  }

  private static Result turned(WeightedDesign design, Workers workers) {
    TwofoldBasis basis = TwofoldBasis.of(design, workers);
    if (basis.dependent().length > 0) {
      return without(design, basis.kept(), basis.dependent(), workers);
    }
    if (basis.blurred().length > 0) {
      return new Blurred(basis.blurred());
    }
    WeightedDesign turned = basis.turned();
    CrossProducts products = CrossProducts.of(turned, new double[0], workers);
    int p = turned.width();
    var found = TriangularFactor.cholesky(products.matrix(p), p, FEW_DIGITS);
    Solution s = solution(turned, products, found.factor(), workers);
    return new Solution(
        s.design, s.kept, s.dependent, basis.near(), s.factor, s.coefficients, s.residuals, s.ssr);
  }

  private static Solution solution(
      WeightedDesign reduced, CrossProducts products, TriangularFactor factor, Workers workers) {
    int p = reduced.width();
    int[] places = IntStream.range(0, p).toArray();
    var b = new double[p];
    for (int a = 0; a < b.length; a++) {
      b[a] = products.at(p, a);
    }
    factor.solve(b);
    double[] residuals = residuals(reduced, p, places, b, workers);
    double[] correction = gradient(reduced, residuals, workers);
    factor.solve(correction);
    for (int a = 0; a < b.length; a++) {
      b[a] += correction[a];
    }
    residuals = residuals(reduced, p, places, b, workers);
    double ssr = CrossProducts.dot(residuals, residuals, residuals.length);
    return new Solution(
        reduced,
        IntStream.range(0, p - reduced.shift()).toArray(),
        new int[0],
        new int[0],
        factor,
        b,
        residuals,
        ssr);
  }

  /** Column {@code of} less b times the columns at {@code places}. */
  private static double[] residuals(
      WeightedDesign design, int of, int[] places, double[] b, Workers workers) {
    var e = new double[design.rows()];
    workers.map(
        Chunks.count(e.length),
        c -> {
          var z = new double[WeightedDesign.BLOCK];
          int end = Chunks.end(c, e.length);
          for (int at = Chunks.start(c); at < end; at += WeightedDesign.BLOCK) {
            int m = Math.min(end, at + WeightedDesign.BLOCK) - at;
            design.fill(of, at, at + m, z);
            System.arraycopy(z, 0, e, at, m);
            for (int j = 0; j < b.length; j++) {
              design.fill(places[j], at, at + m, z);
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
