package org.liftgate.bench.speed;

/** On 10_000 rows. */
public final class CausalForestSmallBar extends CausalForestBar {
  public CausalForestSmallBar() {
    super("10k", 10_000, 0.5, "6.1", .150063);
  }
}
