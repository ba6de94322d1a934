package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Size, mean vector and centred cross products of one cohort's outcome vectors over T periods.
 * Mergeable: the cross products of two parts are about each part's own mean and gain the product of
 * the difference of means (Chan, Golub and LeVeque, 1983), so no digits are lost to large levels.
 */
public final class CohortMoments {
  /** Units of a piece of work. */
  static final int CHUNK = 256;

  private static final int ROWS = 8;

  private final int periods;
  private final double[] mean;
  private final double[] cross;
  private int count;

  public CohortMoments(int periods) {
    this.periods = periods;
    this.mean = new double[periods];
    this.cross = new double[periods * periods];
  }

  /**
   * Moments of every cohort.
   *
   * @param y units x T outcomes, row by row
   * @param members per cohort, the rows of its units
   */
  public static List<CohortMoments> of(double[] y, int periods, int[][] members, Workers workers) {
    var pieces = new ArrayList<int[]>();
    for (int c = 0; c < members.length; c++) {
      for (int from = 0; from < members[c].length; from += CHUNK) {
        pieces.add(new int[] {c, from, Math.min(members[c].length, from + CHUNK)});
      }
    }
    List<CohortMoments> parts =
        workers.map(
            pieces.size(),
            p -> {
              int[] piece = pieces.get(p);
              return new CohortMoments(periods).add(y, members[piece[0]], piece[1], piece[2]);
            });
    var merged = new ArrayList<CohortMoments>();
    for (int c = 0; c < members.length; c++) {
      merged.add(null);
    }
    for (int p = 0; p < parts.size(); p++) {
      int c = pieces.get(p)[0];
      CohortMoments before = merged.get(c);
      merged.set(c, before == null ? parts.get(p) : before.merge(parts.get(p)));
    }
    merged.replaceAll(m -> m == null ? new CohortMoments(periods) : m);
    return merged;
  }

  /** Adds the units {@code rows[from..to)} of a units x T matrix. */
  CohortMoments add(double[] y, int[] rows, int from, int to) {
    var part = count == 0 ? this : new CohortMoments(periods);
    part.count = to - from;
    for (int i = from; i < to; i++) {
      plus(part.mean, y, rows[i] * periods);
    }
    for (int t = 0; t < periods; t++) {
      part.mean[t] /= to - from;
    }
    part.products(y, rows, from, to);
    return part == this ? this : merge(part);
  }

  private static void plus(double[] sums, double[] y, int at) {
    for (int t = 0; t < sums.length; t++) {
      sums[t] += y[at + t];
    }
  }

  /** Eight units at a time: each cell of the product is loaded and stored once for eight terms. */
  private void products(double[] y, int[] rows, int from, int to) {
    var z = new double[ROWS][periods];
    for (int i = from; i < to; i += ROWS) {
      for (int r = 0; r < ROWS; r++) {
        if (i + r < to) {
          minus(z[r], y, rows[i + r] * periods, mean);
        } else {
          java.util.Arrays.fill(z[r], 0);
        }
      }
      for (int t = 0; t < periods; t++) {
        rank8(cross, t * periods, t + 1, z, t);
      }
    }
  }

  private static void minus(double[] out, double[] y, int at, double[] mean) {
    for (int t = 0; t < out.length; t++) {
      out[t] = y[at + t] - mean[t];
    }
  }

  private static void rank8(double[] cross, int at, int length, double[][] z, int t) {
    double[] z0 = z[0];
    double[] z1 = z[1];
    double[] z2 = z[2];
    double[] z3 = z[3];
    double[] z4 = z[4];
    double[] z5 = z[5];
    double[] z6 = z[6];
    double[] z7 = z[7];
    double a0 = z0[t];
    double a1 = z1[t];
    double a2 = z2[t];
    double a3 = z3[t];
    double a4 = z4[t];
    double a5 = z5[t];
    double a6 = z6[t];
    double a7 = z7[t];
    for (int s = 0; s < length; s++) {
      double left = a0 * z0[s] + a1 * z1[s] + (a2 * z2[s] + a3 * z3[s]);
      double right = a4 * z4[s] + a5 * z5[s] + (a6 * z6[s] + a7 * z7[s]);
      cross[at + s] += left + right;
    }
  }

  public CohortMoments merge(CohortMoments other) {
    int total = count + other.count;
    double weight = (double) count * other.count / Math.max(1, total);
    for (int t = 0; t < periods; t++) {
      double step = weight * (other.mean[t] - mean[t]);
      for (int s = 0; s <= t; s++) {
        cross[t * periods + s] += other.cross[t * periods + s] + step * (other.mean[s] - mean[s]);
      }
    }
    for (int t = 0; t < periods; t++) {
      mean[t] += (other.mean[t] - mean[t]) * other.count / Math.max(1, total);
    }
    count = total;
    return this;
  }

  /** Units. */
  public int count() {
    return count;
  }

  public int periods() {
    return periods;
  }

  /** Mean outcome in a period. */
  public double mean(int t) {
    return mean[t];
  }

  /** Sum over units of the products of two periods' outcomes about their means. */
  public double cross(int t, int s) {
    return cross[Math.max(s, t) * periods + Math.min(s, t)];
  }
}
