package org.liftgate.modeling.dml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.penalised.Convention;
import org.liftgate.modeling.penalised.CrossValidation;
import org.liftgate.modeling.penalised.PenalisedFit;
import org.liftgate.modeling.penalised.PenalisedRegression;
import org.liftgate.modeling.penalised.PenalisedSample;

/**
 * {@link LinearDml} for a basis of many functions of which few matter: the final regression is a
 * lasso, the constant effect free of its penalty, and each coefficient is freed of the lasso's bias
 * by a regression of its column on the others (Zhang and Zhang, 2014; van de Geer, Bühlmann, Ritov
 * and Dezeure, 2014; EconML's {@code SparseLinearDML}). With r_j what a lasso of column j on the
 * others leaves, and e the residuals: b_j = lasso_j + r_j'e / r_j'z_j, covariance of j and k: sum
 * r_ij r_ik e_i^2 / (r_j'z_j r_k'z_k), which stands up to unequal variances.
 *
 * <p>Estimand: that of {@link LinearDml}. Rows must be independent, the treatment a dose or two
 * arms.
 *
 * @param penalty of the final lasso; those of columns on others always follow the theory
 */
public record SparseLinearDml(
    Basis basis, Nuisances nuisances, Penalty penalty, int folds, long seed, Workers workers)
    implements Estimator<DmlSample> {
  /**
   * Of theory: multiple of the least penalty that covers noise, and the chance that it does not.
   */
  private static final double SLACK = 1.1;

  private static final double GAMMA = 0.1;
  private static final int REFITS = 3;

  /** Share of a column's squares that others must leave. */
  private static final double LEAST = 1e-8;

  /** How the penalty is chosen. */
  public enum Penalty {
    /**
     * 1.1 sigma times the normal quantile at 1 - .1/(2p) over root n (Belloni and others, 2012).
     */
    THEORY,
    /** The least cross-validated error. */
    CROSS_VALIDATED
  }

  public SparseLinearDml {
    if (folds < 2) {
      throw new IllegalArgumentException("folds (" + folds + ") must be at least 2");
    }
  }

  /** Five folds, the penalty by theory. */
  public SparseLinearDml(Basis basis, Nuisances nuisances) {
    this(basis, nuisances, Penalty.THEORY, 5, 1, Workers.of(1));
  }

  public SparseLinearDml with(Penalty value) {
    return new SparseLinearDml(basis, nuisances, value, folds, seed, workers);
  }

  public SparseLinearDml with(Workers value) {
    return new SparseLinearDml(basis, nuisances, penalty, folds, seed, value);
  }

  public SparseLinearDml withSeed(long value) {
    return new SparseLinearDml(basis, nuisances, penalty, folds, value, workers);
  }

  @Override
  public String name() {
    return "sparse-dml";
  }

  @Override
  public List<Estimate> estimate(DmlSample sample) {
    return fit(sample).estimates();
  }

  /** The whole fit. */
  public CateFit fit(DmlSample s) {
    Covariance robust = Covariance.robust(0);
    Optional<CateFit.Refused> refused = Checks.refusal(s, robust, folds);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (s.treatment().contrasts().size() > 1) {
      String detail = "A sparse fit is of a dose or of two arms.";
      return new CateFit.Refused(Checks.terms(s.treatment()), Reason.UNSUITED, detail);
    }
    try {
      Split split = LinearDml.split(s, robust, folds, seed);
      Residuals r = Residuals.of(s, nuisances, split, seed, workers);
      LinearDml.determined(r);
      Basis.Fitted phi = basis.fit(s.modifiers());
      double[][] z = LinearDml.columns(r.treatment(), phi.at(s.modifiers().values()), workers);
      return freed(s, r, phi, z);
    } catch (Refusal r) {
      return new CateFit.Refused(Checks.terms(s.treatment()), r.reason(), r.detail());
    }
  }

  private CateFit freed(DmlSample s, Residuals r, Basis.Fitted phi, double[][] z) {
    int p = z.length;
    double[] lasso = lasso(z, r.outcome());
    double[] e = r.outcome().clone();
    for (int j = 0; j < p; j++) {
      add(-lasso[j], z[j], e);
    }
    List<double[]> own = workers.map(p, j -> left(z, j));
    var b = lasso.clone();
    var scale = new double[p];
    int[] leftOut =
        IntStream.range(0, p)
            .filter(j -> EffectModel.dot(own.get(j), z[j]) <= LEAST * EffectModel.dot(z[j], z[j]))
            .toArray();
    for (int j = 0; j < p; j++) {
      if (Arrays.binarySearch(leftOut, j) < 0) {
        scale[j] = 1 / EffectModel.dot(own.get(j), z[j]);
      }
      b[j] += scale[j] * EffectModel.dot(own.get(j), e);
    }
    var influence = new double[p][];
    Arrays.setAll(influence, j -> scaled(own.get(j), e, scale[j]));
    var v = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int k = 0; k <= j; k++) {
        v[j][k] = EffectModel.dot(influence[j], influence[k]);
        v[k][j] = v[j][k];
      }
    }
    var model =
        new EffectModel(phi, s.treatment().contrasts(), b, v, leftOut, Double.POSITIVE_INFINITY);
    long chosen = IntStream.range(1, p).filter(j -> lasso[j] != 0).count();
    return new CateFit.Solved(
        model,
        List.of(average(model, s, influence)),
        new CateFit.Quality(1 - r.outcomeLeft(), new double[] {1 - r.left()[0]}, 0, 1),
        new CateFit.Convention("HC0", List.of(), ""),
        List.of(
            "The lasso keeps %d of %d slopes; errors are of the coefficients freed of its bias."
                .formatted(chosen, p - 1)));
  }

  private static Estimate average(EffectModel model, DmlSample s, double[][] influence) {
    int n = s.rows();
    double[][] x = s.modifiers().values();
    double[] weights = model.meanWeights(0, x, n);
    double mean = EffectModel.dot(weights, model.coefficients());
    double[] effects = model.predict(0, x, n);
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double sum = (effects[i] - mean) / n;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * influence[j][i];
      }
      variance += sum * sum;
    }
    return new StudentT(Double.POSITIVE_INFINITY).value("ate", mean, Math.sqrt(variance));
  }

  /** The lasso of y on the columns, the first without penalty. */
  private double[] lasso(double[][] z, double[] y) {
    double[][] rest = new double[z.length - 1][];
    Arrays.setAll(rest, j -> without(z[j + 1], z[0]));
    var b = new double[z.length];
    if (rest.length > 0) {
      double[] slopes = fit(rest, without(y, z[0]), penalty).coefficients();
      System.arraycopy(slopes, 0, b, 1, slopes.length);
    }
    double[] e = y.clone();
    for (int j = 1; j < b.length; j++) {
      add(-b[j], z[j], e);
    }
    b[0] = EffectModel.dot(z[0], e) / EffectModel.dot(z[0], z[0]);
    return b;
  }

  /** What a lasso on the other columns leaves of one; all of it where there are no others. */
  private double[] left(double[][] z, int j) {
    double[][] others = new double[z.length - 1][];
    Arrays.setAll(others, k -> z[k < j ? k : k + 1]);
    double[] out = z[j].clone();
    if (others.length > 0) {
      PenalisedFit fit = fit(others, z[j], Penalty.THEORY);
      for (int k = 0; k < others.length; k++) {
        add(-fit.coefficients()[k], others[k], out);
      }
      for (int i = 0; i < out.length; i++) {
        out[i] -= fit.intercept();
      }
    }
    return out;
  }

  private PenalisedFit fit(double[][] columns, double[] y, Penalty how) {
    var regression = new PenalisedRegression(1, true, Convention.SCIKIT, Workers.of(1));
    List<String> names = IntStream.range(0, columns.length).mapToObj(k -> "z" + k).toList();
    var sample = new PenalisedSample(names, columns, y);
    regression
        .refusal(sample)
        .ifPresent(
            m -> {
              throw new Refusal(m.reason(), m.detail());
            });
    if (how == Penalty.CROSS_VALIDATED) {
      double[] lambdas = regression.lambdas(sample);
      double best = CrossValidation.of(regression, sample, lambdas, folds, seed).best();
      return regression.fit(sample, best);
    }
    int n = y.length;
    double quantile =
        new StudentT(Double.POSITIVE_INFINITY).quantile(1 - GAMMA / (2.0 * columns.length));
    double sigma = deviation(y);
    PenalisedFit fit = regression.fit(sample, SLACK * sigma * quantile / Math.sqrt(n));
    for (int step = 1; step < REFITS; step++) {
      double[] e = y.clone();
      double[] fitted = fit.predict(columns, n);
      add(-1, fitted, e);
      sigma = deviation(e);
      fit = regression.fit(sample, SLACK * sigma * quantile / Math.sqrt(n));
    }
    return fit;
  }

  private static double deviation(double[] v) {
    double mean = Arrays.stream(v).average().orElse(0);
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }

  /** y less its projection on one column. */
  private static double[] without(double[] y, double[] column) {
    double[] out = y.clone();
    add(-EffectModel.dot(column, y) / EffectModel.dot(column, column), column, out);
    return out;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static double[] scaled(double[] a, double[] b, double factor) {
    var out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = factor * a[i] * b[i];
    }
    return out;
  }
}
