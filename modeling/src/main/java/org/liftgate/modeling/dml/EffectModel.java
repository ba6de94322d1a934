package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.segments.SimultaneousBand;

/**
 * Effects theta_a(x) = b_a0 + phi(x)'b_a of each contrast a, with the covariance of all b.
 *
 * @param basis phi
 * @param contrasts names; one empty name where there is only one
 * @param coefficients by contrast the constant, then the basis; zero where left out
 * @param covariance of them; zero where left out
 * @param leftOut places of coefficients that could not be estimated
 * @param df of the reference t distribution; infinite for the normal
 */
public record EffectModel(
    Basis.Fitted basis,
    List<String> contrasts,
    double[] coefficients,
    double[][] covariance,
    int[] leftOut,
    double df) {
  public static final String CONSTANT = "(Intercept)";

  public EffectModel {
    contrasts = List.copyOf(contrasts);
  }

  /** Coefficients of one contrast. */
  int width() {
    return basis.names().size() + 1;
  }

  /** Names of all coefficients, such as {@code income} or {@code mail:income}. */
  public List<String> terms() {
    return terms(basis, contrasts);
  }

  static List<String> terms(Basis.Fitted basis, List<String> contrasts) {
    var out = new ArrayList<String>();
    for (String contrast : contrasts) {
      out.add(named(contrast, CONSTANT));
      basis.names().forEach(n -> out.add(named(contrast, n)));
    }
    return out;
  }

  private static String named(String contrast, String term) {
    return contrast.isEmpty() ? term : contrast + ":" + term;
  }

  /** {@code ate}, or {@code ate(mail)} of several contrasts. */
  static String average(String contrast) {
    return contrast.isEmpty() ? "ate" : "ate(" + contrast + ")";
  }

  /** Each coefficient; those left out are named. */
  public List<Estimate> estimates() {
    List<String> terms = terms();
    var out = new ArrayList<Estimate>();
    for (int j = 0; j < coefficients.length; j++) {
      out.add(
          missing(j)
              ? new Missing(
                  terms.get(j),
                  Reason.COLLINEAR,
                  "Once the controls are taken off it is constant or a combination of the terms"
                      + " before it.")
              : value(terms.get(j), coefficients[j], covariance[j][j]));
    }
    return out;
  }

  private boolean missing(int j) {
    return Arrays.stream(leftOut).anyMatch(k -> k == j);
  }

  private Estimate.Value value(String term, double value, double variance) {
    return new StudentT(df).value(term, value, Math.sqrt(Math.max(0, variance)));
  }

  /**
   * Effects at points, each with the error of the coefficients.
   *
   * @param contrast place of the contrast
   * @param x modifiers, k arrays of m values; m arrays of nothing are not possible without
   *     modifiers, see {@link #constant}
   */
  public List<Estimate.Value> effects(int contrast, double[][] x) {
    double[][] phi = basis.at(x);
    var out = new ArrayList<Estimate.Value>();
    for (int i = 0; i < (x.length == 0 ? 0 : x[0].length); i++) {
      out.add(along("effect(" + (i + 1) + ")", weights(contrast, phi, i)));
    }
    return out;
  }

  /** Point effects alone, of many rows. */
  public double[] predict(int contrast, double[][] x, int rows) {
    double[][] phi = basis.at(x);
    int first = contrast * width();
    var out = new double[rows];
    Arrays.fill(out, coefficients[first]);
    for (int j = 0; j < phi.length; j++) {
      for (int i = 0; i < rows; i++) {
        out[i] += coefficients[first + j + 1] * phi[j][i];
      }
    }
    return out;
  }

  /** The effect where it is the same for all. */
  public Estimate.Value constant(int contrast) {
    return along("effect", weights(contrast, new double[0][], 0));
  }

  /** The mean effect over given rows, these taken as fixed (as EconML's {@code ate_inference}). */
  public Estimate.Value meanOver(int contrast, double[][] x, int rows) {
    return along(average(contrasts.get(contrast)), meanWeights(contrast, x, rows));
  }

  double[] meanWeights(int contrast, double[][] x, int rows) {
    double[][] phi = basis.at(x);
    var weights = new double[coefficients.length];
    int first = contrast * width();
    weights[first] = 1;
    for (int j = 0; j < phi.length; j++) {
      double sum = 0;
      for (double v : phi[j]) {
        sum += v;
      }
      weights[first + j + 1] = sum / rows;
    }
    return weights;
  }

  private double[] weights(int contrast, double[][] phi, int row) {
    var weights = new double[coefficients.length];
    int first = contrast * width();
    weights[first] = 1;
    for (int j = 0; j < phi.length; j++) {
      weights[first + j + 1] = phi[j][row];
    }
    return weights;
  }

  /** A linear combination of the coefficients. */
  Estimate.Value along(String term, double[] weights) {
    return value(term, dot(weights, coefficients), variance(weights));
  }

  double variance(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * dot(covariance[j], weights);
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * A point of an effect curve.
   *
   * @param at value of the modifier that moves
   * @param effect with its pointwise interval
   * @param bandLow lower end of the band that holds the whole curve in 95 of 100 samples
   * @param bandHigh its upper end
   */
  public record CurvePoint(double at, Estimate.Value effect, double bandLow, double bandHigh) {}

  /**
   * The effect along one modifier, the others held.
   *
   * @param x modifiers at the points of the curve, k arrays of m values
   * @param moving place of the modifier that moves
   */
  public List<CurvePoint> curve(int contrast, double[][] x, int moving) {
    List<Estimate.Value> effects = effects(contrast, x);
    double[][] phi = basis.at(x);
    double[][] root = root();
    var influences = new ArrayList<double[]>();
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i).stdError() > 0) {
        influences.add(times(weights(contrast, phi, i), root));
      }
    }
    double half =
        influences.isEmpty()
            ? 0
            : SimultaneousBand.half(
                SimultaneousBand.critical(influences.toArray(double[][]::new)), df);
    var out = new ArrayList<CurvePoint>();
    for (int i = 0; i < effects.size(); i++) {
      Estimate.Value e = effects.get(i);
      double wide = half * e.stdError();
      out.add(new CurvePoint(x[moving][i], e, e.value() - wide, e.value() + wide));
    }
    return out;
  }

  /** L with LL' = covariance, zero columns where it is singular. */
  private double[][] root() {
    int p = coefficients.length;
    var l = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariance[i][j];
        for (int m = 0; m < j; m++) {
          sum -= l[i][m] * l[j][m];
        }
        boolean zero = sum <= 1e-14 * covariance[i][i];
        l[i][j] = i == j ? (zero ? 0 : Math.sqrt(sum)) : l[j][j] == 0 ? 0 : sum / l[j][j];
      }
    }
    return l;
  }

  private static double[] times(double[] row, double[][] matrix) {
    var out = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < row.length; j++) {
        out[j] += row[i] * matrix[i][j];
      }
    }
    return out;
  }

  /**
   * Wald test that effects do not differ by the modifiers: all slopes zero.
   *
   * @return empty without slopes, or when their covariance is singular
   */
  public Optional<JointTest> heterogeneity() {
    int[] slopes =
        java.util.stream.IntStream.range(0, coefficients.length)
            .filter(j -> j % width() != 0 && !missing(j))
            .toArray();
    if (slopes.length == 0) {
      return Optional.empty();
    }
    var b = new double[slopes.length];
    var v = new double[slopes.length][slopes.length];
    for (int i = 0; i < slopes.length; i++) {
      b[i] = coefficients[slopes[i]];
      for (int j = 0; j < slopes.length; j++) {
        v[i][j] = covariance[slopes[i]][slopes[j]];
      }
    }
    return JointTest.wald(b, v, Double.isInfinite(df) ? LARGE_DF : df);
  }

  /** F with so many denominator degrees of freedom is chi-squared over its first. */
  private static final double LARGE_DF = 1e9;
}
