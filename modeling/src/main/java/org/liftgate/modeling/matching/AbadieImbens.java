package org.liftgate.modeling.matching;

import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;

/**
 * Variance of the effect on the treated after matching with replacement.
 *
 * <p>Abadie and Imbens (2006), theorem 7: [sum over treated (d_i - att)^2 + sum over controls (K^2
 * - K') s^2] / n1^2, with K the sum of a control's shares, K' that of their squares, and s^2 from
 * the {@value #NEIGHBOURS} nearest controls. The score counts as known there; {@link #estimated}
 * adds what estimating it changes (Abadie and Imbens, 2016, theorem 2).
 */
final class AbadieImbens {
  static final int NEIGHBOURS = 2;

  private final double[] score;
  private final byte[] treated;
  private final double[] outcome;
  private final Neighbours controls;

  AbadieImbens(double[] score, byte[] treated, double[] outcome) {
    this.score = score;
    this.treated = treated;
    this.outcome = outcome;
    this.controls = new Neighbours(score, treated, 0);
  }

  /** The variance with a known score. */
  double known(Matches m, double att) {
    double sum = 0;
    for (double d : m.differences(outcome)) {
      sum += (d - att) * (d - att);
    }
    double[] shares = new double[outcome.length];
    double[] squares = new double[outcome.length];
    for (int i = 0; i < m.treated().length; i++) {
      int k = m.count(i);
      for (int j = 0; j < k; j++) {
        shares[m.control(i, j)] += 1.0 / k;
        squares[m.control(i, j)] += 1.0 / k / k;
      }
    }
    for (int c = 0; c < shares.length; c++) {
      double more = shares[c] * shares[c] - squares[c];
      if (more > 0) {
        sum += more * conditional(c);
      }
    }
    return sum / m.matched() / m.matched();
  }

  /** J/(J+1) (y - mean of the J nearest of the arm)^2. */
  private double conditional(int control) {
    int[] near = controls.nearest(score[control], NEIGHBOURS, control);
    double mean = 0;
    for (int row : near) {
      mean += outcome[row] / near.length;
    }
    double e = outcome[control] - mean;
    return near.length * e * e / (near.length + 1.0);
  }

  /**
   * What to add for a score estimated by a logit of all units: g'Vg - c'Vc, V the covariance of its
   * coefficients.
   *
   * @param covariates those the score was made from, not collinear
   */
  double estimated(double[][] covariates, double att, Workers workers) {
    if (!(Logit.fit(LogitDesign.of(covariates, treated), workers) instanceof LogitFit fit)) {
      return 0;
    }
    var arms = new Neighbours[] {controls, new Neighbours(score, treated, 1)};
    int p = covariates.length + 1;
    double[] c = new double[p];
    double[] g = new double[p];
    double[] ps = fit.probabilities();
    for (int i = 0; i < outcome.length; i++) {
      double f = ps[i] * (1 - ps[i]);
      addCovariance(arms[1].nearest(score[i], NEIGHBOURS, -1), f, covariates, c);
      double odds = ps[i] / (1 - ps[i]);
      addCovariance(arms[0].nearest(score[i], NEIGHBOURS, -1), f * odds, covariates, c);
      int other = arms[1 - treated[i]].nearest(score[i], 1, -1)[0];
      double effect = (2 * treated[i] - 1) * (outcome[i] - outcome[other]);
      g[0] += f * (effect - att);
      for (int k = 1; k < p; k++) {
        g[k] += covariates[k - 1][i] * f * (effect - att);
      }
    }
    double n1 = arms[1].size();
    double[][] v = fit.covariance();
    return (form(g, v) - form(c, v)) / (n1 * n1);
  }

  /** Adds the weighted covariance of covariates and outcome among two units of like score. */
  private void addCovariance(int[] two, double weight, double[][] x, double[] c) {
    if (two.length == 2) {
      double dy = outcome[two[0]] - outcome[two[1]];
      for (int k = 1; k < c.length; k++) {
        c[k] += weight * (x[k - 1][two[0]] - x[k - 1][two[1]]) * dy / 2;
      }
    }
  }

  private static double form(double[] a, double[][] v) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum += a[i] * v[i][j] * a[j];
      }
    }
    return sum;
  }
}
