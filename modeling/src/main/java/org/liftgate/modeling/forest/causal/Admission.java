package org.liftgate.modeling.forest.causal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate.Reason;

/** What a sample must be for a causal forest to say anything. */
record Admission(CausalSample sample, int minLeaf) {
  private static final int LEAST_ROWS = 100;
  private static final int LEAST_UNITS = 20;
  private static final double LEAST_LEFT = 0.01;
  private static final double MOST_TOLD = 0.98;
  private static final double MOST_OUTSIDE = 0.5;

  CausalForest.@Nullable Refused refusal() {
    int n = sample.rows();
    if (n < LEAST_ROWS || sample.features().length == 0) {
      return refused(
          Reason.NO_ROWS,
          "Rows (%d) must be at least %d, and features (%d) at least 1."
              .formatted(n, LEAST_ROWS, sample.features().length));
    }
    if (sample.unitCount() < LEAST_UNITS) {
      return refused(
          Reason.TOO_FEW_CLUSTERS,
          "Units (%d) must be at least %d: trees draw whole units."
              .formatted(sample.unitCount(), LEAST_UNITS));
    }
    for (int k = 0; k < sample.features().length; k++) {
      if (!finite(sample.features()[k])) {
        return notFinite(sample.names().get(k));
      }
    }
    if (!finite(sample.outcome())) {
      return notFinite("The outcome");
    }
    return finite(sample.treatment()) ? variation() : notFinite("The treatment");
  }

  private CausalForest.@Nullable Refused variation() {
    if (constant(sample.treatment())) {
      return refused(Reason.NO_VARIATION, "The treatment is the same in every row.");
    }
    if (constant(sample.outcome())) {
      return refused(Reason.NO_VARIATION, "The outcome is the same in every row.");
    }
    if (!sample.binary()) {
      return null;
    }
    int treated = (int) Arrays.stream(sample.treatment()).sum();
    int least = 4 * minLeaf;
    return Math.min(treated, sample.rows() - treated) < least
        ? refused(
            Reason.SMALL_ARM,
            "Treated rows (%d) and others (%d) must be at least %d each: a tree grows on a quarter."
                .formatted(treated, sample.rows() - treated, least))
        : null;
  }

  /** Refused where features all but determine the treatment; the one that does most is named. */
  CausalForest.@Nullable Refused overlap(Nuisances nuisances) {
    double[] w = sample.treatment();
    double mean = Arrays.stream(w).average().orElse(0);
    double left = 0;
    double all = 0;
    for (int i = 0; i < w.length; i++) {
      left += Math.pow(w[i] - nuisances.treatment()[i], 2);
      all += Math.pow(w[i] - mean, 2);
    }
    double outside = sample.binary() ? OverlapShare.outside(nuisances.treatment()) : 0;
    boolean told = !sample.binary() && told(strongest()) > MOST_TOLD;
    if (left >= LEAST_LEFT * all && outside <= MOST_OUTSIDE && !told) {
      return null;
    }
    String how =
        sample.binary()
            ? "%.0f%% of rows have a probability of treatment outside .05 to .95; at most %.0f%% may."
                .formatted(100 * outside, 100 * MOST_OUTSIDE)
            : "It alone may tell %.0f%% of the treatment's variance at most, all together %.0f%%."
                .formatted(100 * MOST_TOLD, 100 * (1 - LEAST_LEFT));
    return refused(
        Reason.NO_OVERLAP,
        "Features all but determine the treatment, %s most. %s"
            .formatted(sample.names().get(strongest()), how));
  }

  /** The feature that alone tells most of the treatment. */
  private int strongest() {
    int best = 0;
    for (int k = 1; k < sample.features().length; k++) {
      best = told(k) > told(best) ? k : best;
    }
    return best;
  }

  private double told(int k) {
    return OverlapShare.told(sample.features()[k], sample.treatment());
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static boolean constant(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }

  private static CausalForest.Refused notFinite(String what) {
    return refused(Reason.NOT_FINITE, what + " is missing or infinite in some row.");
  }

  private static CausalForest.Refused refused(Reason reason, String detail) {
    return new CausalForest.Refused(reason, detail);
  }
}
