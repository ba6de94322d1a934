package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.inference.StudentT;

/**
 * Standard errors from the interquartile range of bootstrap draws, and the multiple of them at
 * which a band holds all targets at once: the quantile of the draws' largest |t| (Callaway and
 * Sant'Anna, 2021, Algorithm 1). Targets are taken one by one: their draws are never held together.
 *
 * @param stdErrors per target; 0 where the analytic one is
 * @param critical empty when no target varies
 */
record BootstrapBand(double[] stdErrors, OptionalDouble critical) {
  /** Targets of a piece of work. */
  private static final int PIECE = 64;

  /** Quartiles of a normal law lie 0.67 deviations from its mean. */
  private static final double NEAR = 0.4;

  /** Per piece, standard errors and the largest |t| of each draw. */
  private record Part(double[] stdErrors, double[] largest) {}

  /**
   * @param draws gives a target's draws by its number
   * @param analytic standard errors of the targets
   */
  static BootstrapBand of(
      IntFunction<double[]> draws, double[] analytic, int count, Workers workers) {
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    double width = normal.quantile(0.75) - normal.quantile(0.25);
    int pieces = (analytic.length + PIECE - 1) / PIECE;
    List<Part> parts =
        workers.map(pieces, p -> part(draws, analytic, p * PIECE, new double[count], width));
    var stdErrors = new double[analytic.length];
    var largest = new double[count];
    for (int p = 0; p < pieces; p++) {
      Part part = parts.get(p);
      System.arraycopy(part.stdErrors, 0, stdErrors, p * PIECE, part.stdErrors.length);
      raise(largest, part.largest, 1);
    }
    if (Arrays.stream(stdErrors).noneMatch(e -> e > 0)) {
      return new BootstrapBand(stdErrors, OptionalDouble.empty());
    }
    Arrays.sort(largest);
    double critical = largest[position(StudentT.LEVEL, count)];
    return new BootstrapBand(
        stdErrors, OptionalDouble.of(Math.max(critical, normal.quantile(0.975))));
  }

  private static Part part(
      IntFunction<double[]> draws, double[] analytic, int from, double[] largest, double width) {
    var stdErrors = new double[Math.min(PIECE, analytic.length - from)];
    var scratch = new double[largest.length + 1];
    for (int k = 0; k < stdErrors.length; k++) {
      if (analytic[from + k] != 0) {
        double[] drawn = draws.apply(from + k);
        stdErrors[k] = spread(drawn, analytic[from + k], scratch) / width;
        if (stdErrors[k] > 0) {
          raise(largest, drawn, 1 / stdErrors[k]);
        }
      }
    }
    return new Part(stdErrors, largest);
  }

  private static void raise(double[] largest, double[] draws, double by) {
    for (int d = 0; d < largest.length; d++) {
      largest[d] = Math.max(largest[d], Math.abs(draws[d]) * by);
    }
  }

  /** The quartiles' distance. They are first looked for where a normal law has them. */
  private static double spread(double[] v, double deviation, double[] scratch) {
    double near = NEAR * deviation;
    return quantile(v, position(0.75, v.length), near, deviation, scratch)
        - quantile(v, position(0.25, v.length), -deviation, -near, scratch);
  }

  /** The value that sorting would put at a position; quick when it lies between low and high. */
  private static double quantile(
      double[] v, int position, double low, double high, double[] scratch) {
    int below = 0;
    int kept = 0;
    for (double x : v) {
      scratch[kept] = x;
      below += x < low ? 1 : 0;
      kept += x >= low && x <= high ? 1 : 0;
    }
    if (position >= below && position < below + kept) {
      return select(scratch, position - below, kept - 1);
    }
    System.arraycopy(v, 0, scratch, 0, v.length);
    return select(scratch, position, v.length - 1);
  }

  /** Hoare's selection: the value that sorting values 0..last would put at a position. */
  private static double select(double[] v, int position, int last) {
    int low = 0;
    int high = last;
    while (low < high) {
      double pivot = v[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (v[i] < pivot) {
          i++;
        }
        while (v[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = v[i];
          v[i++] = v[j];
          v[j--] = swap;
        }
      }
      if (position <= j) {
        high = j;
      } else if (position >= i) {
        low = i;
      } else {
        return v[position];
      }
    }
    return v[position];
  }

  /** The inverse of the empirical distribution: the order statistic at ceil(n p). */
  private static int position(double p, int n) {
    return Math.clamp((int) Math.ceil(n * p - 1e-9) - 1, 0, n - 1);
  }
}
