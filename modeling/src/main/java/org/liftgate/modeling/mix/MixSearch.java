package org.liftgate.modeling.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.modeling.forecast.Forecaster;
import org.liftgate.modeling.penalised.PenalisedFit;
import org.liftgate.modeling.penalised.PenalisedRegression;
import org.liftgate.modeling.penalised.PenalisedSample;

/**
 * A ridge of the outcome on carried-over, saturated spendings and controls, whose decays, exponent
 * and penalty are searched inside each window: candidates are compared by squared errors on the
 * window's own last weeks, foretold from those before (rolling origins within). One decay for all
 * channels first, then each channel's in turn. It foretells with the controls and spendings of the
 * weeks to come as they were.
 *
 * @param spends channels, n weeks of at least 0
 * @param controls other columns
 * @param outcome n values
 * @param decays to try
 * @param exponents of the power saturation to try
 * @param lambdas of the ridge on scaled columns to try
 * @param folds origins inside a window
 * @param horizon weeks foretold from each
 */
public record MixSearch(
    Features spends,
    Features controls,
    double[] outcome,
    double[] decays,
    double[] exponents,
    double[] lambdas,
    int folds,
    int horizon)
    implements Forecaster {

  /** Decays 0 to .8, exponents .5 to 1, lambdas 1 to 1,000; three origins of four weeks. */
  public static MixSearch standard(Features spends, Features controls, double[] outcome) {
    return new MixSearch(
        spends,
        controls,
        outcome,
        new double[] {0, 0.2, 0.4, 0.6, 0.8},
        new double[] {0.5, 0.75, 1},
        new double[] {1, 10, 100, 1_000},
        3,
        4);
  }

  public MixSearch {
    if (decays.length == 0 || exponents.length == 0 || lambdas.length == 0) {
      throw new IllegalArgumentException("decays, exponents and lambdas must not be empty");
    }
    if (folds < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "folds (%d) and horizon (%d) must be at least 1".formatted(folds, horizon));
    }
  }

  /**
   * What a search settled on.
   *
   * @param decays one for each channel
   * @param error root mean squared, inside the window
   */
  public record Setting(double[] decays, double exponent, double lambda, double error) {}

  public MixSearch withOutcome(double[] other) {
    return new MixSearch(spends, controls, other, decays, exponents, lambdas, folds, horizon);
  }

  @Override
  public double[] forecast(int trained, int until) {
    return Arrays.copyOfRange(fit(search(trained), trained).fitted(), trained, until);
  }

  /** The ridge of a setting on the first weeks. */
  public WindowRidge.Fit fit(Setting setting, int trained) {
    Features x = features(setting.decays(), setting.exponent());
    return new WindowRidge(setting.lambda(), true, trained).fit(x, outcome);
  }

  /** The best setting that outcomes of the first weeks can tell. */
  public Setting search(int trained) {
    int least = trained - folds * horizon;
    if (least < 2) {
      throw new IllegalArgumentException(
          "trained (%d) must be at least %d, for %d origins of %d weeks"
              .formatted(trained, folds * horizon + 2, folds, horizon));
    }
    Setting best = null;
    double[] common = new double[spends.width()];
    for (double exponent : exponents) {
      for (double decay : decays) {
        Arrays.fill(common, decay);
        best = better(best, tried(common, exponent, lambdas, trained));
      }
    }
    for (int c = 0; c < spends.width(); c++) {
      for (double decay : decays) {
        double[] own = best.decays().clone();
        own[c] = decay;
        best = better(best, tried(own, best.exponent(), new double[] {best.lambda()}, trained));
      }
    }
    return best;
  }

  private static Setting better(@Nullable Setting old, Setting found) {
    return old == null || found.error() < old.error() ? found : old;
  }

  /** The best of some penalties for one set of curves. */
  private Setting tried(double[] own, double exponent, double[] penalties, int trained) {
    Features x = features(own, exponent);
    double[] squares = new double[penalties.length];
    for (int f = folds; f > 0; f--) {
      int window = trained - f * horizon;
      Features z = Standardiser.of(x, window).apply(x);
      var sample =
          new PenalisedSample(
              z.names(), z.rows(0, window).columns(), Arrays.copyOf(outcome, window));
      double[][] next = z.rows(window, window + horizon).columns();
      PenalisedRegression ridge = PenalisedRegression.scikit(0);
      if (ridge.refusal(sample).isPresent()) {
        continue;
      }
      List<PenalisedFit> fits = ridge.path(sample, penalties);
      for (int p = 0; p < penalties.length; p++) {
        double[] foretold = fits.get(p).predict(next, horizon);
        for (int t = 0; t < horizon; t++) {
          squares[p] += Math.pow(outcome[window + t] - foretold[t], 2);
        }
      }
    }
    int best = 0;
    for (int p = 1; p < penalties.length; p++) {
      best = squares[p] < squares[best] ? p : best;
    }
    return new Setting(
        own.clone(), exponent, penalties[best], Math.sqrt(squares[best] / (folds * horizon)));
  }

  private Features features(double[] own, double exponent) {
    var columns = new ArrayList<double[]>();
    var saturation = new Saturation.Power(exponent);
    for (int c = 0; c < own.length; c++) {
      columns.add(saturation.of(Adstock.Geometric.plain(own[c]).of(spends.columns()[c])));
    }
    return new Features(spends.names(), columns.toArray(double[][]::new)).and(controls);
  }
}
