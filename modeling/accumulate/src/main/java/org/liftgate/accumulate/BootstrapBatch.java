package org.liftgate.accumulate;

import java.util.SplittableRandom;

/** Some replicates of {@link ClusterBootstrap} side by side, one pass over the rows for all. */
final class BootstrapBatch {
  private static final int CODES = CompactPanel.CODES;

  /** Units whose rows are laid out at a time. */
  private static final int UNITS = 16;

  /** Share of the treatment's squares that must be left to a replicate. */
  private static final double ABSORBED = 1e-10;

  private final UnitMasks masks;
  private final BootstrapUnits units;
  private final double[] y;
  private final BinaryWithin.Fit fit;
  private final int replicates;
  private final byte[][] times;

  /** Codes in use lie below this, a multiple of eight. */
  private final int width;

  /** By replicate: sums of w e, then of w d0. */
  private final double[][] sums;

  /** By unit of a block: e, then d0. */
  private final double[][] laid;

  private final double[] zero;
  private final double[] squares;

  /** By cell, what the fit explains but for the unit's level, and the treatment less its effect. */
  private final double[] fitted = new double[2 * CODES];

  private final double[] cleared = new double[2 * CODES];
  private double treatment;
  private final CoOccurrence links;

  BootstrapBatch(BootstrapUnits units, double[] y, BinaryWithin.Fit fit, int replicates) {
    this.units = units;
    this.masks = units.masks();
    this.y = y;
    this.fit = fit;
    this.replicates = replicates;
    int even = replicates + 1 & -2;
    this.times = new byte[even][units.count()];
    this.width = masks.codes[masks.codes.length - 1] + 8 & -8;
    this.sums = new double[even][2 * width];
    this.laid = new double[UNITS][2 * width];
    this.zero = new double[2 * width];
    this.squares = new double[units.count()];
    this.links = new CoOccurrence(masks.codes[masks.codes.length - 1] + 1);
    for (int cell = 0; cell < 2 * CODES; cell++) {
      int code = cell & CODES - 1;
      cleared[cell] = cell / CODES - fit.treatmentEffects()[code];
      fitted[cell] = fit.slope() * cleared[cell] + fit.outcomeEffects()[code];
    }
  }

  /** How often each unit, by its place in the order, is drawn in a replicate. */
  static void draw(long seed, int replicate, byte[] times) {
    var random = new SplittableRandom(mix(mix(seed) + replicate));
    long units = times.length;
    long least = (1L << 32) % units;
    for (int i = 0; i < times.length; i++) {
      long product = (random.nextInt() & 0xFFFFFFFFL) * units;
      while ((product & 0xFFFFFFFFL) < least) {
        product = (random.nextInt() & 0xFFFFFFFFL) * units;
      }
      times[(int) (product >>> 32)]++;
    }
  }

  /** Seeds one apart must not give shifted copies of one stream (Stafford's mix 13). */
  private static long mix(long seed) {
    long z = seed + 0x632BE59BD9B4E019L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Slopes of the replicates from a number on; NaN where there is none. */
  double[] run(long seed, int from) {
    for (int r = 0; r < replicates; r++) {
      draw(seed, from + r, times[r]);
    }
    for (int u = 0; u < units.count(); u += UNITS) {
      block(u, Math.min(units.count(), u + UNITS));
    }
    var slopes = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      slopes[r] = slope(r);
    }
    return slopes;
  }

  private void block(int from, int to) {
    for (int u = from; u < to; u++) {
      lay(u, laid[u - from]);
    }
    for (int r = 0; r < times.length; r += 2) {
      for (int u = from; u < to; u += 4) {
        four(u, to, laid, u - from, r);
      }
    }
  }

  private void four(int u, int to, double[][] rows, int at, int r) {
    byte[] p = times[r];
    byte[] q = times[r + 1];
    boolean whole = u + 3 < to;
    if (whole) {
      add(
          rows[at],
          rows[at + 1],
          rows[at + 2],
          rows[at + 3],
          p[u],
          p[u + 1],
          p[u + 2],
          p[u + 3],
          q[u],
          q[u + 1],
          q[u + 2],
          q[u + 3],
          sums[r],
          sums[r + 1]);
      return;
    }
    for (int i = u; i < to; i++) {
      add(rows[at + i - u], zero, zero, zero, p[i], 0, 0, 0, q[i], 0, 0, 0, sums[r], sums[r + 1]);
    }
  }

  private static void add(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double pa,
      double pb,
      double pc,
      double pd,
      double qa,
      double qb,
      double qc,
      double qd,
      double[] p,
      double[] q) {
    for (int i = 0; i < p.length; i++) {
      double v = a[i];
      double w = b[i];
      double x = c[i];
      double z = d[i];
      p[i] = Math.fma(pd, z, Math.fma(pc, x, Math.fma(pb, w, Math.fma(pa, v, p[i]))));
      q[i] = Math.fma(qd, z, Math.fma(qc, x, Math.fma(qb, w, Math.fma(qa, v, q[i]))));
    }
  }

  /** Residuals and cleared treatment of a unit by period, and the squares of the latter. */
  private void lay(int place, double[] row) {
    java.util.Arrays.fill(row, 0);
    int u = units.order()[place];
    int from = masks.panel.offsets[u];
    int to = masks.panel.offsets[u + 1];
    double residual = means(masks.panel.cells, from, to, row);
    squares[place] = centred(masks.panel.cells, from, to, row, residual, treatment);
  }

  /** Writes values not yet centred; returns the mean residual and leaves that of the treatment. */
  private double means(byte[] cells, int from, int to, double[] row) {
    double first = y[from];
    double e0 = 0;
    double e1 = 0;
    double d0 = 0;
    double d1 = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = cells[i] & 255;
      int q = cells[i + 1] & 255;
      double v = y[i] - first - fitted[p];
      double w = y[i + 1] - first - fitted[q];
      row[p & CODES - 1] = v;
      row[q & CODES - 1] = w;
      e0 += v;
      e1 += w;
      d0 += cleared[p];
      d1 += cleared[q];
    }
    if (i < to) {
      int p = cells[i] & 255;
      double v = y[i] - first - fitted[p];
      row[p & CODES - 1] = v;
      e0 += v;
      d0 += cleared[p];
    }
    treatment = (d0 + d1) / (to - from);
    return (e0 + e1) / (to - from);
  }

  private double centred(
      byte[] cells, int from, int to, double[] row, double residual, double mean) {
    double s0 = 0;
    double s1 = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = cells[i] & 255;
      int q = cells[i + 1] & 255;
      double v = cleared[p] - mean;
      double w = cleared[q] - mean;
      row[p & CODES - 1] -= residual;
      row[q & CODES - 1] -= residual;
      row[width + (p & CODES - 1)] = v;
      row[width + (q & CODES - 1)] = w;
      s0 = Math.fma(v, v, s0);
      s1 = Math.fma(w, w, s1);
    }
    if (i < to) {
      int p = cells[i] & 255;
      double v = cleared[p] - mean;
      row[p & CODES - 1] -= residual;
      row[width + (p & CODES - 1)] = v;
      s0 = Math.fma(v, v, s0);
    }
    return s0 + s1;
  }

  private double slope(int r) {
    byte[] w = times[r];
    links.clear();
    for (int place = 0; place < w.length; place++) {
      links.add(units.low()[place], units.high()[place], units.rows()[place], w[place]);
    }
    links.finish();
    int[] codes =
        java.util.Arrays.stream(masks.codes).filter(t -> links.sums[t * CODES + t] > 0).toArray();
    double score = weighted(w, units.scores());
    double information = weighted(w, squares);
    return PeriodEffects.ofParts(links.sums, codes)
        .map(effects -> slope(r, effects, score, information))
        .orElse(Double.NaN);
  }

  private static double weighted(byte[] w, double[] values) {
    double sum = 0;
    for (int u = 0; u < w.length; u++) {
      sum += w[u] * values[u];
    }
    return sum;
  }

  private double slope(int r, PeriodEffects effects, double score, double information) {
    var g = new double[CODES];
    var h = new double[CODES];
    System.arraycopy(sums[r], 0, g, 0, width);
    System.arraycopy(sums[r], width, h, 0, width);
    double[] solved = effects.solve(h);
    double left = information - BinaryWithin.dot(solved, h);
    return left > ABSORBED * information
        ? fit.slope() + (score - BinaryWithin.dot(solved, g)) / left
        : Double.NaN;
  }
}
