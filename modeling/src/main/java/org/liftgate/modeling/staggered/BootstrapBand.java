package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.inference.StudentT;

/**
 * Standard errors from the interquartile range of bootstrap draws, and the multiple of them at
 * which a band holds all targets at once: the quantile of the draws' largest |t| (Callaway and
 * Sant'Anna, 2021, Algorithm 1).
 *
 * @param stdErrors per target; 0 where the analytic one is
 * @param critical empty when no target varies
 */
record BootstrapBand(double[] stdErrors, OptionalDouble critical) {

  static BootstrapBand of(double[][] draws, double[] analytic, Workers workers) {
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    double width = normal.quantile(0.75) - normal.quantile(0.25);
    List<Double> errors =
        workers.map(draws.length, k -> analytic[k] == 0 ? 0 : spread(draws[k]) / width);
    double[] stdErrors = errors.stream().mapToDouble(Double::doubleValue).toArray();
    var varying = new ArrayList<Integer>();
    for (int k = 0; k < stdErrors.length; k++) {
      if (stdErrors[k] > 0) {
        varying.add(k);
      }
    }
    if (varying.isEmpty()) {
      return new BootstrapBand(stdErrors, OptionalDouble.empty());
    }
    var largest = new double[draws[0].length];
    for (int k : varying) {
      raise(largest, draws[k], 1 / stdErrors[k]);
    }
    Arrays.sort(largest);
    double critical = largest[position(StudentT.LEVEL, largest.length)];
    return new BootstrapBand(
        stdErrors, OptionalDouble.of(Math.max(critical, normal.quantile(0.975))));
  }

  private static void raise(double[] largest, double[] draws, double by) {
    for (int d = 0; d < largest.length; d++) {
      largest[d] = Math.max(largest[d], Math.abs(draws[d]) * by);
    }
  }

  private static double spread(double[] draws) {
    double[] scratch = draws.clone();
    double upper = select(scratch, position(0.75, scratch.length));
    return upper - select(scratch, position(0.25, scratch.length));
  }

  /** Hoare's selection: the value that sorting would put at a position. */
  private static double select(double[] v, int position) {
    int low = 0;
    int high = v.length - 1;
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
