package org.liftgate.modeling.iv;

import java.util.Optional;
import org.apache.commons.statistics.distribution.FDistribution;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;

/**
 * What several instruments need beyond one: the effective F and the Anderson-Rubin set under iid
 * errors, both from the squares of the instruments after covariates and effects, which the iid
 * covariance of the first stage holds: Z'Z = sigma^2 V^-1.
 */
record ManyInstruments(TwoStageLeastSquares options, IvSample sample) {

  private LinearFit iid(double ofOutcome, double ofTreatment) {
    double[] y = sample.base().outcome();
    var sum = new double[y.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ofOutcome * y[i] + ofTreatment * sample.taken()[i];
    }
    return new LinearRegression(Covariance.iid())
        .with(options.workers())
        .fit(sample.on(sum, sample.instruments(), sample.assigned()));
  }

  /** pi' Z'Z pi / tr(V Z'Z) (Montiel Olea and Pflueger, 2013, equation 12). */
  Optional<Double> effectiveF(LinearFit.Solved first) {
    if (!(iid(0, 1) instanceof LinearFit.Solved plain)) {
      return Optional.empty();
    }
    int k = sample.instruments().size();
    double[] pi = coefficients(first);
    double[][] v = block(first);
    return squares(plain)
        .map(
            z -> {
              double trace = 0;
              for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                  trace += v[i][j] * z[j][i];
                }
              }
              return quadratic(pi, z, pi) / trace;
            });
  }

  /**
   * (y - bd)' P (y - bd) / L at most F (y - bd)' M (y - bd) / (n - K), P and M the projections on
   * the instruments and off everything.
   */
  AndersonRubin andersonRubin() {
    if (!(options.covariance() instanceof Covariance.Iid)) {
      return new AndersonRubin.NotOffered(
          "with several instruments the set has a closed form under iid errors only.");
    }
    if (!(iid(1, 0) instanceof LinearFit.Solved y && iid(0, 1) instanceof LinearFit.Solved d)) {
      return new AndersonRubin.NotOffered("A regression on the instruments leaves no residuals.");
    }
    double a = 1 / Math.sqrt(y.summary().ssr());
    double b = 1 / Math.sqrt(d.summary().ssr());
    if (!(iid(a, b) instanceof LinearFit.Solved sum)) {
      return new AndersonRubin.NotOffered("Outcome and treatment leave the same residuals.");
    }
    double shared = (sum.summary().ssr() - 2) / (2 * a * b);
    int l = sample.instruments().size();
    double free = y.parameters().rows() - y.parameters().all();
    double c = l / free * FDistribution.of(l, free).inverseSurvivalProbability(1 - StudentT.LEVEL);
    double[] rho = coefficients(y);
    double[] pi = coefficients(d);
    return squares(d)
        .map(
            z ->
                AndersonRubin.of(
                    quadratic(pi, z, pi) - c * d.summary().ssr(),
                    -(quadratic(rho, z, pi) - c * shared),
                    quadratic(rho, z, rho) - c * y.summary().ssr()))
        .orElse(new AndersonRubin.NotOffered("The instruments are combinations of each other."));
  }

  private Optional<double[][]> squares(LinearFit.Solved plain) {
    int k = sample.instruments().size();
    double[][] v = block(plain);
    var flat = new double[k * k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(v[i], 0, flat, i * k, k);
    }
    double variance = plain.summary().sigma() * plain.summary().sigma();
    return PositiveDefinite.factor(flat, k)
        .factor()
        .map(
            factor -> {
              var out = new double[k][k];
              for (int j = 0; j < k; j++) {
                out[j][j] = variance;
                factor.solve(out[j]);
              }
              return out;
            });
  }

  private double[] coefficients(LinearFit.Solved fit) {
    return sample.instruments().stream()
        .mapToDouble(z -> fit.coefficients()[fit.terms().indexOf(z)])
        .toArray();
  }

  private double[][] block(LinearFit.Solved fit) {
    int[] at = sample.instruments().stream().mapToInt(fit.terms()::indexOf).toArray();
    var out = new double[at.length][at.length];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        out[i][j] = fit.covariance()[at[i]][at[j]];
      }
    }
    return out;
  }

  private static double quadratic(double[] a, double[][] z, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sum += a[i] * z[i][j] * b[j];
      }
    }
    return sum;
  }
}
