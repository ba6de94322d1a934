package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a linear regression as its normal equations see them: sqrt(w) (x - mean) / norm, so
 * that every column has length one, whatever it is measured in. With an intercept the columns and
 * the outcome are centred and the intercept's own column, sqrt(w) / norm, comes first; centring
 * makes it orthogonal to the others.
 *
 * <p>Nothing is copied but blocks of rows.
 */
public final class WeightedDesign {
  /** Rows of a block. */
  public static final int BLOCK = 1024;

  /** Squares about the mean below this share of the raw squares are rounding. */
  private static final double CONSTANT = 1e-24;

  /** Half a unit in the last place, as a share of the value. */
  private static final double ROUNDING = 0x1p-53;

  private final double[][] columns;
  private final double[] outcome;
  private final double[] roots;
  private final boolean intercept;
  private final double[] means;
  private final double[] norms;
  private final boolean[] constant;
  private final double rootNorm;

  /** Length of each column about zero, and about which share of it is not known. */
  private final double[] noise;

  /** Empty unless the columns are an orthonormal basis of others. */
  private final Optional<Turn> turn;

  private WeightedDesign(
      double[][] columns,
      double[] outcome,
      double[] roots,
      boolean intercept,
      double[] means,
      double[] norms,
      boolean[] constant,
      double rootNorm,
      double[] noise,
      Optional<Turn> turn) {
    this.columns = columns;
    this.outcome = outcome;
    this.roots = roots;
    this.intercept = intercept;
    this.means = means;
    this.norms = norms;
    this.constant = constant;
    this.rootNorm = rootNorm;
    this.noise = noise;
    this.turn = turn;
  }

  /**
   * @param columns k arrays of n finite values
   * @param outcome n finite values
   * @param weights n values greater than 0; empty for equal ones
   */
  public static WeightedDesign of(
      double[][] columns, double[] outcome, double[] weights, boolean intercept, Workers workers) {
    int k = columns.length;
    double[] roots = Arrays.stream(weights).map(Math::sqrt).toArray();
    double total = weights.length == 0 ? outcome.length : Arrays.stream(weights).sum();
    var means = new double[k + 1];
    var norms = new double[k + 1];
    var constant = new boolean[k + 1];
    var noise = new double[k + 1];
    workers.map(
        k + 1,
        j -> {
          double[] x = j < k ? columns[j] : outcome;
          means[j] = intercept ? mean(x, weights, total) : 0;
          double[] squares = squares(x, weights, means[j]);
          norms[j] = Math.sqrt(squares[0]);
          noise[j] = ROUNDING * Math.sqrt(squares[1]);
          constant[j] = !(squares[0] > (intercept ? CONSTANT * squares[1] : 0));
          return j;
        });
    return new WeightedDesign(
        columns,
        outcome,
        roots,
        intercept,
        means,
        norms,
        constant,
        Math.sqrt(total),
        noise,
        Optional.empty());
  }

  /**
   * The same columns, which came out of others by a calculation: what is not known of them is that
   * share of the others.
   *
   * @param before the others
   * @param relative error of the calculation
   */
  public WeightedDesign from(WeightedDesign before, double relative) {
    double[] more =
        Arrays.stream(before.noise).map(v -> v * Math.max(1, relative / ROUNDING)).toArray();
    return new WeightedDesign(
        columns, outcome, roots, intercept, means, norms, constant, rootNorm, more, turn);
  }

  /** The same rows in an orthonormal basis. */
  WeightedDesign turned(double[][] basis, Turn back) {
    int p = basis.length;
    var zeros = new double[p + 1];
    var ones = new double[p + 1];
    Arrays.fill(ones, 1);
    zeros[p] = outcomeMean();
    ones[p] = norms[columns.length];
    return new WeightedDesign(
        basis,
        outcome,
        roots,
        intercept,
        zeros,
        ones,
        new boolean[p + 1],
        rootNorm,
        new double[p + 1],
        Optional.of(back));
  }

  private static double mean(double[] x, double[] weights, double total) {
    double pivot = x.length == 0 ? 0 : x[0];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - pivot) * (weights.length == 0 ? 1 : weights[i]);
    }
    return pivot + sum / total;
  }

  /** About the mean, and about zero. */
  private static double[] squares(double[] x, double[] weights, double mean) {
    double about = 0;
    double raw = 0;
    for (int i = 0; i < x.length; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      double d = x[i] - mean;
      about += w * d * d;
      raw += w * x[i] * x[i];
    }
    return new double[] {about, raw};
  }

  /** The same rows with the chosen columns only, ascending; not of a turned design. */
  public WeightedDesign keep(int[] chosen) {
    int[] all = Arrays.copyOf(chosen, chosen.length + 1);
    all[chosen.length] = columns.length;
    var kept = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      kept[i] = constant[all[i]];
    }
    return new WeightedDesign(
        Arrays.stream(chosen).mapToObj(j -> columns[j]).toArray(double[][]::new),
        outcome,
        roots,
        intercept,
        Arrays.stream(all).mapToDouble(j -> means[j]).toArray(),
        Arrays.stream(all).mapToDouble(j -> norms[j]).toArray(),
        kept,
        rootNorm,
        Arrays.stream(all).mapToDouble(j -> noise[j]).toArray(),
        Optional.empty());
  }

  public int rows() {
    return outcome.length;
  }

  /** p: columns and the intercept, where there is one. */
  public int width() {
    return columns.length + shift();
  }

  public boolean intercept() {
    return intercept;
  }

  /** 1 with an intercept, the place of the first column. */
  public int shift() {
    return intercept ? 1 : 0;
  }

  /** Columns (0..k-1) that do not vary; without an intercept, that are zero. */
  public int[] constants() {
    return IntStream.range(0, columns.length).filter(j -> constant[j]).toArray();
  }

  /** Weighted squares of the outcome, about its mean where there is an intercept. */
  public double totalSquares() {
    return norms[columns.length] * norms[columns.length];
  }

  /** Weighted squares of column j about its mean. */
  public double squares(int j) {
    return norms[j] * norms[j];
  }

  /** The weighted mean of column j, 0 without an intercept. */
  public double mean(int j) {
    return means[j];
  }

  /** n values of column j as they were given. */
  double[] column(int j) {
    return columns[j];
  }

  /** Of the p columns as {@link #fill} writes them, the length of what is not known. */
  double relativeNoise(int place) {
    int j = place - shift();
    return j < 0 ? 0 : noise[j] / norms[j];
  }

  /** Length of what is not known of column j. */
  double noise(int j) {
    return noise[j];
  }

  public double outcomeMean() {
    return means[columns.length];
  }

  public boolean weighted() {
    return roots.length > 0;
  }

  /** The root of a row's weight. */
  public double root(int row) {
    return roots.length == 0 ? 1 : roots[row];
  }

  /** Sum of weights. */
  public double totalWeight() {
    return rootNorm * rootNorm;
  }

  /**
   * Writes the p columns and, last, the outcome of rows {@code from} to {@code to} (exclusive).
   *
   * @param out p+1 arrays of at least {@code to - from} values
   */
  public void fill(int from, int to, double[][] out) {
    for (int j = 0; j <= width(); j++) {
      fill(j, from, to, out[j]);
    }
  }

  /** Column j of the p+1. */
  public void fill(int j, int from, int to, double[] out) {
    if (intercept && j == 0) {
      for (int i = from; i < to; i++) {
        out[i - from] = root(i) / rootNorm;
      }
      return;
    }
    int k = j - shift();
    double[] x = k < columns.length ? columns[k] : outcome;
    double mean = means[k];
    double scale = k < columns.length ? 1 / norms[k] : 1;
    for (int i = from; i < to; i++) {
      out[i - from] = (x[i] - mean) * scale;
    }
    if (roots.length > 0) {
      for (int i = from; i < to; i++) {
        out[i - from] *= roots[i];
      }
    }
  }

  /** Writes one row's p columns. */
  void row(int i, double[] out) {
    double root = root(i);
    if (intercept) {
      out[0] = root / rootNorm;
    }
    int shift = shift();
    for (int k = 0; k < columns.length; k++) {
      out[k + shift] = (columns[k][i] - means[k]) * root / norms[k];
    }
  }

  /** Coefficients of the columns as they were given, the intercept first. */
  public double[] coefficients(double[] scaled) {
    double[] raw = raw(scaled);
    if (intercept) {
      raw[0] += outcomeMean();
    }
    return raw;
  }

  /** The linear part of {@link #coefficients}: what a difference of coefficients becomes. */
  public double[] raw(double[] scaled) {
    if (turn.isPresent()) {
      return turn.get().raw(scaled, intercept, rootNorm);
    }
    var raw = new double[scaled.length];
    double constantTerm = intercept ? scaled[0] / rootNorm : 0;
    for (int j = 0; j < columns.length; j++) {
      raw[j + shift()] = scaled[j + shift()] / norms[j];
      constantTerm -= raw[j + shift()] * means[j];
    }
    if (intercept) {
      raw[0] = constantTerm;
    }
    return raw;
  }

  /** The weights by which {@link #raw} makes coefficient r of p scaled ones. */
  public double[] contrast(int r) {
    if (turn.isPresent()) {
      return turn.get().contrast(r, intercept, rootNorm);
    }
    var weights = new double[width()];
    if (intercept && r == 0) {
      weights[0] = 1 / rootNorm;
      for (int j = 0; j < columns.length; j++) {
        weights[j + 1] = -means[j] / norms[j];
      }
    } else {
      weights[r] = 1 / norms[r - shift()];
    }
    return weights;
  }

  /** The scaled coefficients at which {@link #raw} is 1 for coefficient r and 0 for the others. */
  public double[] scaled(int r) {
    var out = new double[width()];
    if (turn.isPresent() && r >= shift()) {
      return turn.get().turned(r - shift(), intercept, rootNorm);
    }
    if (intercept) {
      out[0] = rootNorm * (r == 0 ? 1 : means[r - 1]);
    }
    if (!intercept || r > 0) {
      out[r] = norms[r - shift()];
    }
    return out;
  }

  /** T V T' for the map T of {@link #raw}. */
  public double[][] covariance(double[] scaled) {
    int p = width();
    var half = new double[p][];
    for (int i = 0; i < p; i++) {
      half[i] = raw(Arrays.copyOfRange(scaled, i * p, i * p + p));
    }
    var out = new double[p][p];
    for (int j = 0; j < p; j++) {
      var column = new double[p];
      for (int i = 0; i < p; i++) {
        column[i] = half[i][j];
      }
      double[] turned = raw(column);
      for (int i = 0; i < p; i++) {
        out[i][j] = turned[i];
      }
    }
    return out;
  }
}
