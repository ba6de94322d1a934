package org.liftgate.modeling.staggered.honest;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Fixed-length confidence intervals when the slope of the trend may change by at most M from one
 * period to the next (Delta^SD of Rambachan and Roth, 2023, section 3.2): the effect less an
 * extrapolated trend, with the weights on periods before the reference that make the interval
 * shortest. With q_t the worst-case loads of the changes before the reference, the largest bias is
 * M (sum |q_t| + a constant), so each point of the trade-off of bias against variance is a lasso in
 * q, solved by coordinate descent; the interval's length is unimodal along it.
 */
public final class Smoothness {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double LEVEL = 0.95;

  /** Logarithms of the penalty over the variance: from none to one that leaves no load. */
  private static final double LEAST = -16;

  private static final double MOST = 8;
  private static final double STEP = 0.5;

  private Smoothness() {}

  /**
   * @param estimate with the trend taken off
   * @param bias largest, given M
   * @param stdError of the estimate
   * @param half length of the interval to either side
   */
  public record Interval(double estimate, double bias, double stdError, double half) {
    public double low() {
      return estimate - half;
    }

    public double high() {
      return estimate + half;
    }

    public boolean holds(double value) {
      return low() <= value && value <= high();
    }
  }

  /**
   * @param m at least 0; 0 lets the trend be linear only
   */
  public static Interval interval(Path path, double m) {
    Interval best = at(path, m, 0);
    if (m == 0 || path.before() == 1) {
      return best;
    }
    double scale = path.variance(new double[path.before()]);
    double middle = LEAST;
    for (double log = LEAST; log <= MOST; log += STEP) {
      Interval here = at(path, m, scale * Math.exp(log));
      middle = here.half < best.half ? log : middle;
      best = shorter(best, here);
    }
    return shorter(best, search(path, m, scale, middle - STEP, middle + STEP));
  }

  /** Golden section over the logarithm of the penalty, between neighbours of the best of a grid. */
  private static Interval search(Path path, double m, double scale, double from, double to) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double low = from;
    double high = to;
    double a = high - golden * (high - low);
    double b = low + golden * (high - low);
    Interval atA = at(path, m, scale * Math.exp(a));
    Interval atB = at(path, m, scale * Math.exp(b));
    Interval best = shorter(atA, atB);
    for (int step = 0; step < 40; step++) {
      if (atA.half < atB.half) {
        high = b;
        b = a;
        atB = atA;
        a = high - golden * (high - low);
        atA = at(path, m, scale * Math.exp(a));
      } else {
        low = a;
        a = b;
        atA = atB;
        b = low + golden * (high - low);
        atB = at(path, m, scale * Math.exp(b));
      }
      best = shorter(best, shorter(atA, atB));
    }
    return best;
  }

  /** The largest M at which zero is refused; empty when it is not refused at M = 0. */
  public static OptionalDouble breakdown(Path path) {
    return Breakdown.of(m -> interval(path, m).holds(0), path.stdError() / 10, 1e-4);
  }

  private static Interval shorter(Interval a, Interval b) {
    return a.half <= b.half ? a : b;
  }

  /** The interval whose weights minimise variance + penalty sum |q|. */
  private static Interval at(Path path, double m, double penalty) {
    int before = path.before();
    double trend = 0;
    double constant = 0;
    for (int p = 0; p < path.after(); p++) {
      trend += (p + 1) * path.target()[p];
      double load = 0;
      for (int s = p; s < path.after(); s++) {
        load += path.target()[s] * (s - p + 1);
      }
      constant += Math.abs(load);
    }
    double[] q = new double[before + 2];
    q[0] = trend;
    descend(path, q, penalty);
    double[] pre = weights(q, before);
    double bias = constant;
    for (int t = 1; t < before; t++) {
      bias += Math.abs(q[t]);
    }
    bias *= m;
    double stdError = Math.sqrt(path.variance(pre));
    double estimate = 0;
    double[] all = path.weights(pre);
    for (int i = 0; i < all.length; i++) {
      estimate += all[i] * path.values()[i];
    }
    return new Interval(estimate, bias, stdError, stdError * critical(bias / stdError));
  }

  /** Weight of the period j before the reference: q_(j-1) - 2 q_j + q_(j+1), q_0 the trend. */
  private static double[] weights(double[] q, int before) {
    var pre = new double[before];
    for (int j = 1; j <= before; j++) {
      double at = j < before ? q[j] : 0;
      double next = j + 1 < before ? q[j + 1] : 0;
      pre[before - j] = q[j - 1] - 2 * at + next;
    }
    return pre;
  }

  private static void descend(Path path, double[] q, double penalty) {
    int before = path.before();
    int k = before - 1;
    var gram = new double[k][k];
    var linear = new double[k];
    double[] zero = q.clone();
    double[] base = path.weights(weights(zero, before));
    var loads = new double[k][];
    for (int t = 0; t < k; t++) {
      double[] unit = new double[before + 2];
      unit[t + 1] = 1;
      double[] w = new double[path.values().length];
      System.arraycopy(weights(unit, before), 0, w, 0, before);
      loads[t] = w;
    }
    for (int t = 0; t < k; t++) {
      linear[t] = product(path, loads[t], base);
      for (int s = 0; s < k; s++) {
        gram[t][s] = product(path, loads[t], loads[s]);
      }
    }
    for (int sweep = 0; sweep < 20_000; sweep++) {
      double moved = 0;
      for (int t = 0; t < k; t++) {
        double rest = linear[t];
        for (int s = 0; s < k; s++) {
          rest += s == t ? 0 : gram[t][s] * q[s + 1];
        }
        double shrunk = Math.max(0, Math.abs(rest) - penalty / 2);
        double value = -Math.signum(rest) * shrunk / gram[t][t];
        moved = Math.max(moved, Math.abs(value - q[t + 1]));
        q[t + 1] = value;
      }
      if (moved < 1e-13 * (1 + Math.abs(q[0]))) {
        return;
      }
    }
  }

  private static double product(Path path, double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; a[i] != 0 && j < b.length; j++) {
        sum += a[i] * path.covariance()[i][j] * b[j];
      }
    }
    return sum;
  }

  /** The 95% quantile of |N(t, 1)|. */
  static double critical(double t) {
    double low = 0;
    double high = t + 4;
    for (int step = 0; step < 100 && high - low > 1e-14 * high; step++) {
      double c = (low + high) / 2;
      double held = NORMAL.cumulativeProbability(c - t) - NORMAL.cumulativeProbability(-c - t);
      if (held < LEVEL) {
        low = c;
      } else {
        high = c;
      }
    }
    return (low + high) / 2;
  }
}
