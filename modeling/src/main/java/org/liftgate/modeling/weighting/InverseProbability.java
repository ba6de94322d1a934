package org.liftgate.modeling.weighting;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * Difference of weighted means with weights from the propensity score, normalised within each arm
 * (Hajek, 1971; Hirano and Imbens, 2001). Standard errors by influence functions that account for
 * the logit being estimated (Lunceford and Davidian, 2004).
 *
 * @param target whose effect; its weights are those of Li, Morgan and Zaslavsky (2018)
 * @param covariance iid or clustered by one or two columns
 */
public record InverseProbability(Target target, Covariance covariance, Workers workers)
    implements Estimator<Observed> {

  public InverseProbability(Target target) {
    this(target, Covariance.iid(), Workers.of(1));
  }

  public InverseProbability withCovariance(Covariance value) {
    return new InverseProbability(target, value, workers);
  }

  public InverseProbability withWorkers(Workers value) {
    return new InverseProbability(target, covariance, value);
  }

  @Override
  public String name() {
    return "ipw";
  }

  @Override
  public List<Estimate> estimate(Observed units) {
    return List.of(weigh(units).effect());
  }

  /** The effect with its weights. */
  public WeightingResult weigh(Observed units) {
    return switch (PropensityScore.of(units, workers)) {
      case PropensityScore.None none -> refused(none.missing(target.term()));
      case PropensityScore.Fitted fitted -> weigh(units, fitted);
    };
  }

  static WeightingResult refused(Missing missing) {
    return new WeightingResult(missing, new double[0], new double[0], List.of(), new double[0]);
  }

  private WeightingResult weigh(Observed units, PropensityScore.Fitted fitted) {
    double[][] x =
        Arrays.stream(fitted.kept()).mapToObj(k -> units.covariates()[k]).toArray(double[][]::new);
    if (!(Logit.fit(LogitDesign.of(x, units.treated()), workers) instanceof LogitFit fit)) {
      return refused(
          new Missing(target.term(), Reason.NOT_CONVERGED, "The propensity score was not found."));
    }
    double[] p = fit.probabilities();
    double[] weights = new double[p.length];
    Arrays.setAll(weights, i -> target.weight(units.treated()[i] != 0, p[i]));
    var arms = new Means(units, weights);
    double[] influence = arms.influence();
    addScore(influence, gradient(arms, units, p, x), fit, units, x, p);
    var effect =
        new Influence(influence, units.clusters())
            .estimate(target.term(), arms.difference(), covariance);
    return new WeightingResult(
        effect,
        p,
        weights,
        List.of("Weights are normalised within each arm; errors account for the estimated score."),
        influence);
  }

  /** Derivative of the difference by the logit's coefficients. */
  private double[] gradient(Means arms, Observed units, double[] p, double[][] x) {
    double[] g = new double[x.length + 1];
    for (int i = 0; i < p.length; i++) {
      boolean treated = units.treated()[i] != 0;
      double v = arms.signed(i, target.slope(treated, p[i]));
      g[0] += v;
      for (int k = 0; k < x.length; k++) {
        g[k + 1] += v * x[k][i];
      }
    }
    return g;
  }

  /** Adds g' V (t - p)(1, x) n to the influence of every unit. */
  private static void addScore(
      double[] influence, double[] g, LogitFit fit, Observed units, double[][] x, double[] p) {
    double[][] v = fit.covariance();
    double[] a = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g.length; j++) {
        a[i] += v[i][j] * g[j];
      }
    }
    for (int i = 0; i < p.length; i++) {
      double sum = a[0];
      for (int k = 0; k < x.length; k++) {
        sum += a[k + 1] * x[k][i];
      }
      influence[i] += p.length * sum * (units.treated()[i] - p[i]);
    }
  }

  /** Weighted means of the two arms. */
  private static final class Means {
    private final Observed units;
    private final double[] weights;
    private final double[] total = new double[2];
    private final double[] mean = new double[2];

    Means(Observed units, double[] weights) {
      this.units = units;
      this.weights = weights;
      for (int i = 0; i < weights.length; i++) {
        total[units.treated()[i]] += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        int arm = units.treated()[i];
        mean[arm] += weights[i] / total[arm] * units.outcome()[i];
      }
    }

    double difference() {
      return mean[1] - mean[0];
    }

    /** w (y - mean) / total, negative for comparison units. */
    double signed(int i, double weight) {
      int arm = units.treated()[i];
      return (2 * arm - 1) * weight * (units.outcome()[i] - mean[arm]) / total[arm];
    }

    double[] influence() {
      double[] out = new double[weights.length];
      Arrays.setAll(out, i -> weights.length * signed(i, weights[i]));
      return out;
    }
  }
}
