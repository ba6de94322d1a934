package org.liftgate.bench.speed;

/** Without replacement, the highest score first. */
public final class MatchingOnceBar extends MatchingBar {
  public MatchingOnceBar() {
    super(false, 6.3, 258_028, 1.0279341351);
  }
}
