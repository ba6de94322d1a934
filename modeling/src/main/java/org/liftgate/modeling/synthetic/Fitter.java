package org.liftgate.modeling.synthetic;

import java.util.Arrays;
import org.liftgate.modeling.synthetic.SyntheticDid.Weighting;

/**
 * Weights and effect of one block. Resamples use the tuning of the original block, and its weights
 * as the start of the search, as synthdid does.
 */
record Fitter(Weighting weighting, Tuning tuning) {

  static Fitter of(Block block, Weighting weighting) {
    return new Fitter(weighting, Tuning.of(block, weighting == Weighting.SC));
  }

  Weights weights(Block block) {
    return weights(
        block, new Weights(Weights.uniform(block.controls()), Weights.uniform(block.before())));
  }

  Weights weights(Block block, Weights start) {
    return switch (weighting) {
      case DID -> new Weights(Weights.uniform(block.controls()), Weights.uniform(block.before()));
      case SC -> new Weights(omega(block, start.omega(), false), new double[block.before()]);
      case SDID -> new Weights(omega(block, start.omega(), true), lambda(block, start.lambda()));
    };
  }

  /** Weighted mean of treated units' contrasts less that of controls. */
  static double effect(Block block, Weights weights) {
    double sum = 0;
    for (int i = 0; i < block.outcomes().length; i++) {
      double weight = i < block.controls() ? -weights.omega()[i] : 1.0 / block.treated();
      sum += weight == 0 ? 0 : weight * weights.contrast(block.outcomes()[i]);
    }
    return sum;
  }

  /** Controls' weights: their mix follows the treated mean before the start. */
  private double[] omega(Block block, double[] start, boolean intercept) {
    double[][] y = block.outcomes();
    var target = new double[block.before()];
    for (int i = block.controls(); i < y.length; i++) {
      for (int t = 0; t < target.length; t++) {
        target[t] += y[i][t] / block.treated();
      }
    }
    var columns = new double[block.controls()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(y[i], block.before());
    }
    return solved(new FrankWolfe(columns, target, tuning.zetaOmega(), intercept), start);
  }

  /** Periods' weights: their mix follows controls' mean after the start. */
  private double[] lambda(Block block, double[] start) {
    int n = block.controls();
    int before = block.before();
    var columns = new double[before][n];
    var target = new double[n];
    for (int i = 0; i < n; i++) {
      double[] y = block.outcomes()[i];
      for (int t = 0; t < before; t++) {
        columns[t][i] = y[t];
      }
      for (int t = before; t < y.length; t++) {
        target[i] += y[t] / (y.length - before);
      }
    }
    return solved(new FrankWolfe(columns, target, tuning.zetaLambda(), true), start);
  }

  private double[] solved(FrankWolfe search, double[] start) {
    double[] rough = search.solve(start, tuning.minDecrease(), Tuning.BEFORE_SPARSE);
    return search.solve(Weights.sparse(rough), tuning.minDecrease(), Tuning.ITERATIONS);
  }
}
