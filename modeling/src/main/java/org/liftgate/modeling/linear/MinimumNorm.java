package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * What a program prints that solves least squares by a pseudo-inverse and does not say that columns
 * are combinations of each other: of all coefficients that fit equally well, those with the least
 * sum of squares. Only sums of such columns are determined by the data; how they are split is an
 * artefact. It exists to reproduce published tables and to explain them.
 *
 * <p>With X = X_S T, S the columns that stand by themselves: b = T'(TT')^-1 g, g least squares on
 * X_S; errors are homoskedastic with n - rank degrees of freedom.
 */
public final class MinimumNorm {
  private static final double ZERO = 1e-7;

  private MinimumNorm() {}

  /**
   * Columns that only occur together.
   *
   * @param members terms, the first as it stands in the smaller regression
   * @param sum the coefficient the data determine where the members are copies of each other
   */
  public record Alias(List<String> members, double sum) {
    public Alias {
      members = List.copyOf(members);
    }
  }

  /**
   * @param estimates one a term, the intercept first
   * @param aliases groups of columns that are copies of each other
   * @param rank of the columns
   */
  public record Result(List<Estimate> estimates, List<Alias> aliases, int rank) {
    public Result {
      estimates = List.copyOf(estimates);
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * @param sample with an intercept, unweighted
   * @return no aliases and the reasons where nothing could be fitted
   */
  public static Result fit(LinearSample sample) {
    LinearFit fit = new LinearRegression(Covariance.iid()).fit(sample);
    if (!(fit instanceof LinearFit.Solved solved)) {
      return new Result(fit.estimates(), List.of(), 0);
    }
    List<String> terms = sample.terms();
    int k = terms.size();
    int p = solved.terms().size();
    int[] kept = solved.terms().stream().mapToInt(terms::indexOf).toArray();
    double[][] t = combinations(sample, terms, kept);
    double[][] outer = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int c = 0; c < k; c++) {
          outer[i][j] += t[i][c] * t[j][c];
        }
      }
    }
    double[][] spread = times(inverse(outer), t);
    double df = sample.rows() - p;
    var estimates = new ArrayList<Estimate>();
    for (int c = 0; c < k; c++) {
      double value = 0;
      double variance = 0;
      for (int i = 0; i < p; i++) {
        value += spread[i][c] * solved.coefficients()[i];
        for (int j = 0; j < p; j++) {
          variance += spread[i][c] * solved.covariance()[i][j] * spread[j][c];
        }
      }
      estimates.add(new StudentT(df).value(terms.get(c), value, Math.sqrt(variance)));
    }
    return new Result(estimates, aliases(solved, terms, t), p);
  }

  /** T: p x k, each column as a combination of those kept. */
  private static double[][] combinations(LinearSample sample, List<String> terms, int[] kept) {
    int p = kept.length;
    var t = new double[p][terms.size()];
    for (int i = 0; i < p; i++) {
      t[i][kept[i]] = 1;
    }
    for (int c = 1; c < terms.size(); c++) {
      int column = c;
      if (IntStream.of(kept).noneMatch(s -> s == column)) {
        copy(sample, kept, t, column);
        if (IntStream.range(0, p).allMatch(i -> t[i][column] == 0)) {
          project(sample, kept, t, column);
        }
      }
    }
    return t;
  }

  /** Least squares of a column on those kept, each scaled to length 1; the fit is exact. */
  private static void project(LinearSample sample, int[] kept, double[][] t, int column) {
    int p = kept.length;
    var length = new double[p];
    for (int i = 0; i < p; i++) {
      length[i] = Math.sqrt(dot(sample, kept[i], kept[i]));
    }
    var gram = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        gram[i][j] = dot(sample, kept[i], kept[j]) / (length[i] * length[j]);
      }
    }
    double[][] inverse = inverse(gram);
    for (int i = 0; i < p; i++) {
      double b = 0;
      for (int j = 0; j < p; j++) {
        b += inverse[i][j] * dot(sample, kept[j], column) / length[j];
      }
      double size = Math.sqrt(dot(sample, column, column));
      t[i][column] = Math.abs(b) < ZERO * size ? 0 : b / length[i];
    }
  }

  private static double dot(LinearSample sample, int a, int b) {
    double sum = 0;
    for (int r = 0; r < sample.rows(); r++) {
      sum += value(sample, a, r) * value(sample, b, r);
    }
    return sum;
  }

  private static double value(LinearSample sample, int term, int row) {
    return term == 0 ? 1 : sample.columns()[term - 1][row];
  }

  /** A column that equals one of those kept, to the last bit. */
  private static void copy(LinearSample sample, int[] kept, double[][] t, int column) {
    for (int i = 1; i < kept.length; i++) {
      double[] own = sample.columns()[kept[i] - 1];
      if (java.util.Arrays.equals(own, sample.columns()[column - 1])) {
        t[i][column] = 1;
        return;
      }
    }
  }

  private static List<Alias> aliases(LinearFit.Solved solved, List<String> terms, double[][] t) {
    var aliases = new ArrayList<Alias>();
    for (int i = 0; i < t.length; i++) {
      var members = new ArrayList<String>();
      for (int c = 0; c < terms.size(); c++) {
        if (t[i][c] == 1) {
          members.add(terms.get(c));
        }
      }
      if (members.size() > 1) {
        aliases.add(new Alias(members, solved.coefficients()[i]));
      }
    }
    return aliases;
  }

  private static double[][] times(double[][] a, double[][] b) {
    var out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int l = 0; l < b.length; l++) {
        for (int j = 0; j < b[0].length; j++) {
          out[i][j] += a[i][l] * b[l][j];
        }
      }
    }
    return out;
  }

  /** Gauss and Jordan without pivoting, of positive definite matrices. */
  private static double[][] inverse(double[][] matrix) {
    int p = matrix.length;
    var a = new double[p][2 * p];
    for (int i = 0; i < p; i++) {
      System.arraycopy(matrix[i], 0, a[i], 0, p);
      a[i][p + i] = 1;
    }
    for (int i = 0; i < p; i++) {
      double pivot = a[i][i];
      for (int j = 0; j < 2 * p; j++) {
        a[i][j] /= pivot;
      }
      for (int r = 0; r < p; r++) {
        double factor = a[r][i];
        for (int j = 0; r != i && factor != 0 && j < 2 * p; j++) {
          a[r][j] -= factor * a[i][j];
        }
      }
    }
    var out = new double[p][];
    for (int i = 0; i < p; i++) {
      out[i] = java.util.Arrays.copyOfRange(a[i], p, 2 * p);
    }
    return out;
  }
}
