package org.liftgate.modeling.uplift;

import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.MeanLearner.Mean;
import org.liftgate.modeling.learn.Refusal;

/** Mean outcomes of the two arms given features, each learned from its own arm. */
record ArmMeans(Mean untreated, Mean treated) {
  /** Rows an arm needs. */
  static final int LEAST = 10;

  static ArmMeans of(Rows rows, MeanLearner learner, long seed) {
    return new ArmMeans(arm(rows, 0, learner, seed), arm(rows, 1, learner, seed));
  }

  private static Mean arm(Rows rows, int which, MeanLearner learner, long seed) {
    int[] own = rows.arm(which);
    if (own.length < LEAST) {
      throw new Refusal(
          Reason.SMALL_ARM,
          "%d %s rows are left to learn from; at least %d are needed."
              .formatted(own.length, which == 1 ? "treated" : "untreated", LEAST));
    }
    Rows arm = rows.take(own);
    return learner.fit(arm.x(), arm.y(), stream(seed, which), rows.workers());
  }

  /** Seeds that share nothing. */
  static long stream(long seed, int number) {
    return Digest.mix(Digest.mix(seed) + 0x9e3779b97f4a7c15L * (number + 1L));
  }
}
