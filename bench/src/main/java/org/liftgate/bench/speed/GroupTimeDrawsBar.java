package org.liftgate.bench.speed;

/** {@link GroupTimeBar} with 1,000 draws of the multiplier bootstrap and simultaneous bands. */
public final class GroupTimeDrawsBar extends GroupTimeBar {

  @Override
  public String name() {
    return "att-gt-1m-draws";
  }

  @Override
  public Limit limit() {
    return Limit.of(0.15, "R did 40.1 without them");
  }

  @Override
  int draws() {
    return 1000;
  }
}
