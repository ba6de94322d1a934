package org.liftgate.bench.speed;

import java.util.Map;

/** On a million rows: here for what it holds, which may be 3 times the data. */
public final class TLearnerLargeBar extends TLearnerBar {
  public TLearnerLargeBar() {
    super("1m20", 1_000_000, Limit.of(20, "none; x held 3"), Map.of());
  }
}
