package org.liftgate.bench.speed;

/** On 100_000 rows. */
public final class CausalForestLargeBar extends CausalForestBar {
  public CausalForestLargeBar() {
    super("100k", 100_000, 6, "107", .093852);
  }
}
