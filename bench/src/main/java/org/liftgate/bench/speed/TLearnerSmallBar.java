package org.liftgate.bench.speed;

import java.util.Map;

/** On 100,000 rows. */
public final class TLearnerSmallBar extends TLearnerBar {
  public TLearnerSmallBar() {
    super("100k20", 100_000, Limit.of(0.9, "scikit-learn 27.6"), Map.of("rmse", .226));
  }
}
