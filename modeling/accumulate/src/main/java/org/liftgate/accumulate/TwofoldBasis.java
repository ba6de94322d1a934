package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An orthonormal basis of columns that are nearly combinations of each other. Sums of products are
 * taken in twice the precision of a double, so that Cholesky's factor R of them is as good as that
 * of Householder's reflections for condition numbers to 1e8, and better beyond; the columns times
 * R^-1, in the same precision, are orthonormal to rounding, and everything that follows is as
 * accurate on them as on columns that were orthogonal from the start.
 *
 * <p>What remains is the rounding of the data themselves. Each value is taken to be known to half a
 * unit in its last place; the share of that noise in a direction says whether the direction is
 * real.
 */
final class TwofoldBasis {
  /** Noise above which a direction is made of rounding: the column is a combination of others. */
  private static final double ROUNDING = 1e-2;

  /** Noise above which fewer than eight digits of a coefficient are known. */
  private static final double EIGHT_DIGITS = 1e-8;

  /** R's tolerance: it leaves out a column of which less than this is no combination. */
  private static final double NEAR = 1e-7;

  private final WeightedDesign design;
  private final Workers workers;
  private final int k;
  private final double[] scale;
  private final Twofold[] means;
  private final List<Integer> kept = new ArrayList<>();
  private final List<Integer> dependent = new ArrayList<>();
  private final List<Integer> blurred = new ArrayList<>();
  private final List<Integer> near = new ArrayList<>();

  /** Rows of L and columns of R^-1 = L'^-1 for the kept columns. */
  private final List<Twofold[]> lower = new ArrayList<>();

  private final List<Twofold[]> inverse = new ArrayList<>();

  private TwofoldBasis(WeightedDesign design, Workers workers) {
    this.design = design;
    this.workers = workers;
    this.k = design.width() - design.shift();
    this.scale = new double[k];
    this.means = new Twofold[k];
    for (int j = 0; j < k; j++) {
      scale[j] = Math.scalb(1.0, -Math.getExponent(Math.sqrt(design.squares(j))));
      means[j] = Twofold.of(design.mean(j));
    }
  }

  static TwofoldBasis of(WeightedDesign design, Workers workers) {
    var basis = new TwofoldBasis(design, workers);
    basis.factor(basis.products());
    return basis;
  }

  private static int[] array(List<Integer> columns) {
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Columns of the design that are no combinations of earlier ones, ascending. */
  int[] kept() {
    return array(kept);
  }

  /** The others: what is no combination in them is rounding of the data. */
  int[] dependent() {
    return array(dependent);
  }

  /** Kept columns so near to combinations that rounding leaves them fewer than eight digits. */
  int[] blurred() {
    return array(blurred);
  }

  /** Kept columns of which less than a ten-millionth is no combination of earlier ones. */
  int[] near() {
    return array(near);
  }

  /** Sums of products about the means, k x k; the means become those of the rows exactly. */
  private Twofold[][] products() {
    int width = k + design.shift();
    double[] sums =
        workers.map(Chunks.count(design.rows()), this::chunk).stream()
            .reduce(TwofoldBasis::merge)
            .orElseThrow();
    var all = new Twofold[width][width];
    for (int a = 0, at = 0; a < width; a++) {
      for (int b = 0; b <= a; b++, at += 2) {
        all[a][b] = Twofold.sum(sums[at], sums[at + 1]);
      }
    }
    if (design.intercept()) {
      centre(all);
    }
    return all;
  }

  private static double[] merge(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i += 2) {
      Twofold s = Twofold.sum(sums[i], sums[i + 1]).plus(Twofold.sum(others[i], others[i + 1]));
      sums[i] = s.high();
      sums[i + 1] = s.low();
    }
    return sums;
  }

  /** Lower triangle of highs and lows; ones, where there is an intercept, come last. */
  private double[] chunk(int chunk) {
    int width = k + design.shift();
    var rows = new TwofoldRows(width);
    var sums = new double[width * (width + 1)];
    var pair = new double[2];
    int end = Chunks.end(chunk, design.rows());
    for (int from = Chunks.start(chunk); from < end; from += WeightedDesign.BLOCK) {
      int m = Math.min(end, from + WeightedDesign.BLOCK) - from;
      fill(rows, from, m);
      for (int a = 0, at = 0; a < width; a++) {
        for (int b = 0; b <= a; b++, at += 2) {
          pair[0] = sums[at];
          pair[1] = sums[at + 1];
          rows.addProducts(a, b, m, pair);
          sums[at] = pair[0];
          sums[at + 1] = pair[1];
        }
      }
    }
    return sums;
  }

  private void fill(TwofoldRows rows, int from, int m) {
    for (int j = 0; j < k; j++) {
      rows.difference(j, design.column(j), from, m, means[j], scale[j]);
    }
    if (design.intercept()) {
      rows.ones(k, m);
    }
    for (int j = 0; j < k + design.shift() && design.weighted(); j++) {
      rows.multiply(j, design, from, m);
    }
  }

  /** The mean of a double's precision leaves a remainder, which this takes away too. */
  private void centre(Twofold[][] all) {
    Twofold total = all[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        all[a][b] = all[a][b].minus(all[k][a].times(all[k][b]).over(total));
      }
    }
    for (int a = 0; a < k; a++) {
      Twofold rest = all[k][a].over(total);
      means[a] = means[a].plus(rest.times(Twofold.of(1 / scale[a])));
    }
  }

  /** Cholesky, column by column; a direction made of rounding is left out. */
  private void factor(Twofold[][] gram) {
    for (int a = 0; a < k; a++) {
      int p = kept.size();
      var row = new Twofold[p + 1];
      Twofold pivot = gram[a][a];
      for (int b = 0; b < p; b++) {
        Twofold sum = gram[a][kept.get(b)];
        for (int i = 0; i < b; i++) {
          sum = sum.minus(row[i].times(lower.get(b)[i]));
        }
        row[b] = sum.over(lower.get(b)[b]);
        pivot = pivot.minus(row[b].times(row[b]));
      }
      if (!(pivot.high() > 1e-28 * gram[a][a].high())) {
        dependent.add(a);
        continue;
      }
      row[p] = pivot.root();
      Twofold[] column = column(row);
      double noise = noise(column, a);
      if (noise > ROUNDING) {
        dependent.add(a);
      } else {
        lower.add(row);
        inverse.add(column);
        kept.add(a);
        if (noise > EIGHT_DIGITS) {
          blurred.add(a);
        }
        if (pivot.high() < NEAR * NEAR * gram[a][a].high()) {
          near.add(a);
        }
      }
    }
  }

  /** The next column of R^-1. */
  private Twofold[] column(Twofold[] row) {
    int p = row.length - 1;
    var column = new Twofold[p + 1];
    for (int j = 0; j < p; j++) {
      Twofold sum = Twofold.ZERO;
      for (int b = j; b < p; b++) {
        sum = sum.plus(row[b].times(inverse.get(b)[j]));
      }
      column[j] = sum.negated().over(row[p]);
    }
    column[p] = Twofold.of(1).over(row[p]);
    return column;
  }

  /** Length of the data's rounding in a direction of length one. */
  private double noise(Twofold[] column, int last) {
    double sum = 0;
    for (int j = 0; j < column.length; j++) {
      int of = j < kept.size() ? kept.get(j) : last;
      double part = column[j].high() * scale[of] * design.noise(of);
      sum += part * part;
    }
    return Math.sqrt(sum);
  }

  /** The kept columns in the orthonormal basis. */
  WeightedDesign turned() {
    int[] chosen = kept();
    int p = chosen.length;
    int n = design.rows();
    var columns = new double[p][n];
    workers.map(
        Chunks.count(n),
        c -> {
          var given = new TwofoldRows(p + 1);
          int end = Chunks.end(c, n);
          for (int from = Chunks.start(c); from < end; from += WeightedDesign.BLOCK) {
            turn(given, chosen, columns, from, Math.min(end, from + WeightedDesign.BLOCK) - from);
          }
          return c;
        });
    var r = new double[p][p];
    var t = new Twofold[p][p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b <= a; b++) {
        r[b][a] = lower.get(a)[b].value();
        t[b][a] = inverse.get(a)[b];
        t[a][b] = a == b ? t[a][b] : Twofold.ZERO;
      }
    }
    Twofold[] centres = Arrays.stream(chosen).mapToObj(j -> means[j]).toArray(Twofold[]::new);
    double[] scales = Arrays.stream(chosen).mapToDouble(j -> scale[j]).toArray();
    return design.turned(columns, new Turn(t, r, scales, centres));
  }

  /** Rows of the columns times R^-1. Weights are left to the design. */
  private void turn(TwofoldRows rows, int[] chosen, double[][] to, int from, int m) {
    int p = chosen.length;
    for (int j = 0; j < p; j++) {
      int of = chosen[j];
      rows.difference(j, design.column(of), from, m, means[of], scale[of]);
    }
    for (int a = 0; a < p; a++) {
      rows.clear(p, m);
      for (int j = 0; j <= a; j++) {
        rows.add(inverse.get(a)[j], j, p, m);
      }
      rows.write(p, m, to[a], from);
    }
  }
}
