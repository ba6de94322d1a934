package org.liftgate.accumulate;

/**
 * A logistic regression at its maximum.
 *
 * @param coefficients k+1, the intercept first
 * @param linearPredictor n values; the probability is 1 / (1 + exp(-value))
 * @param logLikelihood at the maximum
 * @param nullLogLikelihood of the intercept alone
 * @param passes over the rows, those of the pilot sample not counted
 * @param inner what covariances are made of
 */
public record LogitFit(
    double[] coefficients,
    double[] linearPredictor,
    double logLikelihood,
    double nullLogLikelihood,
    int passes,
    Inner inner)
    implements Logit.Result {

  /** Rows, basis and inverse of X'WX in it. */
  public static final class Inner {
    private final LogitDesign design;
    private final LogitBasis basis;
    private final double[] inverse;

    Inner(LogitDesign design, LogitBasis basis, double[] inverse) {
      this.design = design;
      this.basis = basis;
      this.inverse = inverse;
    }
  }

  /** Probability of 1, by row. */
  public double[] probabilities() {
    return probabilities(linearPredictor);
  }

  /** 1 / (1 + exp(-value)), by row. */
  public static double[] probabilities(double[] linearPredictor) {
    var p = new double[linearPredictor.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = probability(linearPredictor[i]);
    }
    return p;
  }

  /** 1 / (1 + exp(-eta)), without loss at either end. */
  public static double probability(double eta) {
    double e = Math.exp(-Math.abs(eta));
    return (eta >= 0 ? 1 : e) / (1 + e);
  }

  /** The inverse of the information, (k+1) x (k+1). */
  public double[][] covariance() {
    return inner.basis.covariance(inner.inverse);
  }

  /** (X'WX)^-1 (sum over clusters of s s') (X'WX)^-1, s the sum of v (t-p) x in the cluster. */
  public double[][] clustered(int[] codes) {
    var sums = new ClusterSums(coefficients.length);
    var row = new double[coefficients.length];
    for (int i = 0; i < codes.length; i++) {
      inner.basis.row(inner.design.columns(), i, row);
      double r = residual(i);
      int at = sums.at(codes[i]);
      for (int k = 0; k < row.length; k++) {
        sums.values()[at + k] += r * row[k];
      }
    }
    return sandwich(sums.meat());
  }

  /**
   * The sandwich with every row its own cluster, its square divided by (1 - h)^power with the
   * leverage h: 0 for HC0, 1 for HC2, 2 for HC3.
   */
  public double[][] robust(int power) {
    int p = coefficients.length;
    var meat = new double[p * p];
    var row = new double[p];
    for (int i = 0; i < linearPredictor.length; i++) {
      inner.basis.row(inner.design.columns(), i, row);
      double r = residual(i);
      double square = r * r / (power == 0 ? 1 : Math.pow(1 - leverage(i, row), power));
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          meat[a * p + b] += square * row[a] * row[b];
        }
      }
    }
    return sandwich(meat);
  }

  private double residual(int i) {
    double p = probability(linearPredictor[i]);
    boolean one = inner.design.outcome()[i] != 0;
    double r = one ? probability(-linearPredictor[i]) : -p;
    return inner.design.weight(i) * r;
  }

  private double leverage(int i, double[] row) {
    double p = probability(linearPredictor[i]);
    double h = 0;
    for (int a = 0; a < row.length; a++) {
      for (int b = 0; b < row.length; b++) {
        h += row[a] * inner.inverse[a * row.length + b] * row[b];
      }
    }
    return inner.design.weight(i) * p * (1 - p) * h;
  }

  private double[][] sandwich(double[] meat) {
    int p = coefficients.length;
    return inner.basis.covariance(product(product(inner.inverse, meat, p), inner.inverse, p));
  }

  private static double[] product(double[] a, double[] b, int p) {
    var out = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int k = 0; k < p; k++) {
        for (int j = 0; j < p; j++) {
          out[i * p + j] += a[i * p + k] * b[k * p + j];
        }
      }
    }
    return out;
  }
}
