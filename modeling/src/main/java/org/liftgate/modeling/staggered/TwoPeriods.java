package org.liftgate.modeling.staggered;

import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.kernel.Estimate.Reason;

/**
 * The effect on the treated from the changes of n units between two periods, given covariates, with
 * each unit's influence (Sant'Anna and Zhao, 2020): doubly robust (their equation 3.1 with logit
 * and least squares, or the improved form with a calibrated score and weighted least squares),
 * inverse probability weighted, or by outcome regression.
 */
public final class TwoPeriods {
  /** Comparison units with a higher score are left out, as the R package DRDID has it. */
  private static final double TRIM = 0.995;

  /** A treated unit's score from which on there is no overlap. */
  private static final double OVERLAP = 0.999;

  private final double[] change;
  private final boolean[] treated;
  private final double[][] x;
  private final int n;
  private final int k;

  private TwoPeriods(double[] change, boolean[] treated, double[][] x) {
    this.change = change;
    this.treated = treated;
    this.x = x;
    this.n = change.length;
    this.k = x.length;
  }

  /** An effect or why there is none. */
  public sealed interface Result {}

  /**
   * @param influence n values; the standard error is the root of their mean square over n
   */
  public record Effect(double att, double[] influence) implements Result {
    public double stdError() {
      double sum = 0;
      for (double v : influence) {
        sum += v * v;
      }
      return Math.sqrt(sum) / influence.length;
    }
  }

  public record None(Reason reason, String detail) implements Result {}

  /**
   * @param change n differences of the outcome between the two periods
   * @param covariates columns of n values; a constant is added
   */
  public static Result effect(
      Method method, double[] change, boolean[] treated, double[][] covariates) {
    var x = new double[covariates.length + 1][];
    x[0] = new double[change.length];
    java.util.Arrays.fill(x[0], 1);
    System.arraycopy(covariates, 0, x, 1, covariates.length);
    return new TwoPeriods(change, treated, x).effect(method);
  }

  private Result effect(Method method) {
    Optional<Logit.Scores> fitted = Optional.empty();
    if (method != Method.REG) {
      fitted = Logit.fit(x, treated, method == Method.IMPROVED);
      if (fitted.isEmpty() || !overlap(fitted.get())) {
        return new None(
            Reason.SEPARATION, "The covariates tell treated and comparison units apart.");
      }
    }
    Logit.Scores scores = fitted.orElse(null);
    if (method == Method.IPW) {
      return weighted(scores, new double[n], Optional.empty());
    }
    Optional<Regression> line = regression(method == Method.IMPROVED ? scores.odds() : null);
    if (line.isEmpty()) {
      return new None(Reason.COLLINEAR, "The covariates are collinear among the comparison units.");
    }
    return switch (method) {
      case REG -> regressed(line.get());
      case IMPROVED -> improved(scores, line.get());
      default -> weighted(scores, line.get().fitted(), line);
    };
  }

  private boolean overlap(Logit.Scores scores) {
    for (int i = 0; i < n; i++) {
      if (scores.p()[i] >= OVERLAP) {
        return false;
      }
    }
    return true;
  }

  /**
   * Least squares of the comparison units' changes.
   *
   * @param fitted of all n units
   * @param inverse (X'X)^-1 of the comparison units
   */
  private record Regression(double[] fitted, double[] inverse) {}

  private Optional<Regression> regression(double @org.jspecify.annotations.Nullable [] weights) {
    var gram = new double[k * k];
    var slopes = new double[k];
    for (int i = 0; i < n; i++) {
      double w = treated[i] ? 0 : weights == null ? 1 : weights[i];
      for (int a = 0; w != 0 && a < k; a++) {
        slopes[a] += w * x[a][i] * change[i];
        for (int b = 0; b <= a; b++) {
          gram[a * k + b] += w * x[a][i] * x[b][i];
        }
      }
    }
    return PositiveDefinite.factor(gram, k)
        .factor()
        .map(
            f -> {
              f.solve(slopes);
              return new Regression(combination(slopes), f.inverse());
            });
  }

  private double[] combination(double[] by) {
    var out = new double[n];
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < n; i++) {
        out[i] += x[a][i] * by[a];
      }
    }
    return out;
  }

  private Result regressed(Regression line) {
    double size = 0;
    double sum = 0;
    var means = new double[k];
    for (int i = 0; i < n; i++) {
      if (treated[i]) {
        size++;
        sum += change[i] - line.fitted[i];
        addTo(means, 1, i);
      }
    }
    double att = sum / size;
    double[] load = combination(times(line.inverse, means));
    var influence = new double[n];
    for (int i = 0; i < n; i++) {
      double e = change[i] - line.fitted[i];
      influence[i] = n / size * (treated[i] ? e - att : -e * load[i]);
    }
    return new Effect(att, influence);
  }

  /** Weighted means of the residual changes in both arms, with the first steps' influence. */
  private Result weighted(Logit.Scores scores, double[] fitted, Optional<Regression> line) {
    var e = new double[n];
    double[] mass = new double[2];
    double[] sum = new double[2];
    var weight = new double[n];
    for (int i = 0; i < n; i++) {
      int arm = treated[i] ? 1 : 0;
      weight[i] = treated[i] ? 1 : scores.p()[i] < TRIM ? scores.odds()[i] : 0;
      e[i] = change[i] - fitted[i];
      mass[arm] += weight[i];
      sum[arm] += weight[i] * e[i];
    }
    double[] eta = {sum[0] / mass[0], sum[1] / mass[1]};
    var slope = new double[k];
    var difference = new double[k];
    for (int i = 0; i < n; i++) {
      if (treated[i]) {
        addTo(difference, 1 / mass[1], i);
      } else {
        addTo(slope, weight[i] * (e[i] - eta[0]) / mass[0], i);
        addTo(difference, -weight[i] / mass[0], i);
      }
    }
    double[] byScore = combination(times(scores.information(), slope));
    double[] byLine =
        line.map(l -> combination(times(l.inverse, difference))).orElseGet(() -> new double[n]);
    var influence = new double[n];
    for (int i = 0; i < n; i++) {
      int arm = treated[i] ? 1 : 0;
      double own = weight[i] * (e[i] - eta[arm]) / mass[arm];
      double score = (arm - scores.p()[i]) * byScore[i];
      double regression = treated[i] ? 0 : e[i] * byLine[i];
      influence[i] = n * ((treated[i] ? own : -own) - score - regression);
    }
    return new Effect(eta[1] - eta[0], influence);
  }

  /** First steps leave no trace in the influence: the improved form's virtue. */
  private Result improved(Logit.Scores scores, Regression line) {
    double size = 0;
    double sum = 0;
    var own = new double[n];
    for (int i = 0; i < n; i++) {
      double weight = treated[i] ? 1 : -scores.odds()[i];
      own[i] = weight * (change[i] - line.fitted[i]);
      size += treated[i] ? 1 : 0;
      sum += own[i];
    }
    double att = sum / size;
    for (int i = 0; i < n; i++) {
      own[i] = n / size * (own[i] - (treated[i] ? att : 0));
    }
    return new Effect(att, own);
  }

  private void addTo(double[] sums, double weight, int i) {
    for (int a = 0; a < k; a++) {
      sums[a] += weight * x[a][i];
    }
  }

  private double[] times(double[] matrix, double[] v) {
    var out = new double[k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        out[a] += matrix[a * k + b] * v[b];
      }
    }
    return out;
  }
}
