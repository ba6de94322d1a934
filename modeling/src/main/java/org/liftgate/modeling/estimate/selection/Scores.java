package org.liftgate.modeling.estimate.selection;

import java.util.Arrays;
import java.util.Map;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.propensity.Observed;

/** What is said of every propensity score. */
final class Scores {
  private Scores() {}

  static void overlap(double[] score, byte[] treated, Map<String, Double> out) {
    boolean[] flags = new boolean[treated.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = treated[i] != 0;
    }
    Overlap overlap = Overlap.of(score, flags);
    out.put("score_auc", overlap.auc());
    out.put("overlap_share", overlap.share());
  }

  /** Greatest absolute standardised difference of the covariates; 0 where none is defined. */
  static double worst(Observed units, double[] weights) {
    return Balance.of(units.names(), units.covariates(), units.treated(), weights).stream()
        .mapToDouble(b -> Math.abs(b.standardised().orElse(0)))
        .max()
        .orElse(0);
  }

  static double[] ones(int rows) {
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    return ones;
  }
}
