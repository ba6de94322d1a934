package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Clears columns of any number of effects, weighted. The effect of most levels is eliminated; what
 * is left are normal equations in the levels of the others, solved exactly (one other effect of at
 * most {@link #DENSE} levels, or of parts no larger that no row connects: Cholesky) or by conjugate
 * gradients with the levels' weights as preconditioner until the residual is {@link #TOLERANCE} of
 * the right-hand side.
 */
public final class EffectProjection {
  /** Relative residual at which conjugate gradients stop. */
  public static final double TOLERANCE = 1e-12;

  /** Levels of the smaller of two effects, or of each connected part of it, solved directly. */
  public static final int DENSE = 1_000;

  private static final int ITERATIONS = 20_000;
  private static final int ROUNDS = 3;

  private final int[] first;
  private final double[] firstWeights;
  private final int[][] rest;
  private final int[] offsets;
  private final double[] restWeights;
  private final double[] weights;
  private final Optional<? extends LevelSolver> direct;

  /**
   * A column cleared of the effects.
   *
   * @param iterations of conjugate gradients; 0 for a direct solution
   * @param converged false when {@code iterations} ran out
   */
  public record Cleared(double[] values, int iterations, boolean converged) {}

  private EffectProjection(int[][] codes, int[] levels, double[] weights) {
    this.weights = weights;
    int largest = 0;
    for (int q = 1; q < codes.length; q++) {
      largest = levels[q] > levels[largest] ? q : largest;
    }
    this.first = codes[largest];
    this.firstWeights = sums(first, levels[largest], weights);
    this.rest = new int[codes.length - 1][];
    this.offsets = new int[codes.length];
    for (int q = 0, r = 0; q < codes.length; q++) {
      if (q != largest) {
        rest[r] = codes[q];
        offsets[r + 1] = offsets[r] + levels[q];
        r++;
      }
    }
    this.restWeights = new double[offsets[rest.length]];
    for (int q = 0; q < rest.length; q++) {
      double[] own = sums(rest[q], offsets[q + 1] - offsets[q], weights);
      System.arraycopy(own, 0, restWeights, offsets[q], own.length);
    }
    this.direct = rest.length == 1 ? direct() : Optional.empty();
  }

  /**
   * @param codes one array of n codes 0..levels-1 for each effect, at least one
   * @param weights n values greater than 0; empty for equal ones
   */
  public static EffectProjection of(int[][] codes, int[] levels, double[] weights) {
    return new EffectProjection(codes, levels, weights);
  }

  private Optional<? extends LevelSolver> direct() {
    return restWeights.length <= DENSE
        ? EffectLaplacian.of(first, firstWeights, rest[0], restWeights, weights)
        : EffectBlocks.of(first, firstWeights, rest[0], restWeights, weights, DENSE);
  }

  /** Whether the solution is exact up to rounding. */
  public boolean exact() {
    return rest.length == 0 || direct.isPresent();
  }

  /** Each column cleared, on as many threads as there are. */
  public Cleared[] clear(double[][] columns, Workers workers) {
    return workers.map(columns.length, k -> clear(columns[k])).toArray(new Cleared[0]);
  }

  private Cleared clear(double[] column) {
    double[] values = column.clone();
    demean(values);
    if (rest.length == 0) {
      return new Cleared(values, 0, true);
    }
    double[] right = scatter(values);
    double target = Math.max(TOLERANCE * norm(right), 1e-15 * norm(scatter(column)));
    int iterations = 0;
    for (int round = 0; round < ROUNDS && (round == 0 || norm(right) > target); round++) {
      double[] levels = right.clone();
      if (direct.isPresent()) {
        direct.get().solve(levels);
      } else {
        iterations += conjugateGradients(levels, target);
      }
      subtract(values, levels);
      demean(values);
      right = scatter(values);
    }
    return new Cleared(values, iterations, direct.isPresent() || norm(right) <= 10 * target);
  }

  private static double[] sums(int[] codes, int levels, double[] weights) {
    var sums = new double[levels];
    for (int i = 0; i < codes.length; i++) {
      sums[codes[i]] += weights.length == 0 ? 1 : weights[i];
    }
    return sums;
  }

  /** Subtracts the means by the first effect. */
  private void demean(double[] values) {
    var means = new double[firstWeights.length];
    for (int i = 0; i < values.length; i++) {
      means[first[i]] += weights.length == 0 ? values[i] : weights[i] * values[i];
    }
    for (int u = 0; u < means.length; u++) {
      means[u] /= firstWeights[u] > 0 ? firstWeights[u] : 1;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= means[first[i]];
    }
  }

  /** Weighted sums by the levels of the other effects. */
  private double[] scatter(double[] values) {
    var sums = new double[restWeights.length];
    for (int q = 0; q < rest.length; q++) {
      int[] codes = rest[q];
      int offset = offsets[q];
      for (int i = 0; i < values.length; i++) {
        sums[offset + codes[i]] += weights.length == 0 ? values[i] : weights[i] * values[i];
      }
    }
    return sums;
  }

  private void subtract(double[] values, double[] levels) {
    for (int q = 0; q < rest.length; q++) {
      int[] codes = rest[q];
      int offset = offsets[q];
      for (int i = 0; i < values.length; i++) {
        values[i] -= levels[offset + codes[i]];
      }
    }
  }

  /** The matrix of the normal equations times a vector of levels. */
  private double[] times(double[] levels, double[] scratch) {
    Arrays.fill(scratch, 0);
    subtract(scratch, levels);
    demean(scratch);
    double[] out = scatter(scratch);
    for (int k = 0; k < out.length; k++) {
      out[k] = -out[k];
    }
    return out;
  }

  private double norm(double[] right) {
    return Math.sqrt(preconditioned(right, right));
  }

  private double preconditioned(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += restWeights[k] > 0 ? a[k] * b[k] / restWeights[k] : 0;
    }
    return sum;
  }

  /** Solves in place; returns the number of iterations. */
  private int conjugateGradients(double[] right, double target) {
    int size = right.length;
    double[] r = right.clone();
    double[] x = new double[size];
    double[] d = new double[size];
    double[] scratch = new double[first.length];
    double rz = preconditioned(r, r);
    double beta = 0;
    int it = 0;
    while (it < ITERATIONS && Math.sqrt(rz) > target / 2) {
      for (int k = 0; k < size; k++) {
        d[k] = (restWeights[k] > 0 ? r[k] / restWeights[k] : 0) + beta * d[k];
      }
      double[] s = times(d, scratch);
      double ds = CrossProducts.dot(d, s, size);
      if (!(ds > 0)) {
        break;
      }
      double alpha = rz / ds;
      for (int k = 0; k < size; k++) {
        x[k] += alpha * d[k];
        r[k] -= alpha * s[k];
      }
      double next = preconditioned(r, r);
      beta = next / rz;
      rz = next;
      it++;
    }
    System.arraycopy(x, 0, right, 0, size);
    return it;
  }
}
