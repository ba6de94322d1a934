package org.liftgate.modeling.truth;

/**
 * Two arms whose trends part: what outcomes of the treated would do without treatment, less what
 * the others do. It is zero in the last period before the start, the reference.
 *
 * @param base the two arms with parallel trends
 * @param before change a period before the start, in standard deviations of the noise; where it
 *     {@code jumps}, in one period only, the fourth before the start
 * @param after change a period from the reference on; where it jumps, in the first period only
 * @param jumps whether the trend is flat but for the two changes
 */
public record DriftingPanel(TwoArmPanel base, double before, double after, boolean jumps)
    implements Design<PanelDraw> {
  private static final int JUMP = -3;

  /** Trends that part steadily, and faster or slower from the start on. */
  public static DriftingPanel bent(TwoArmPanel base, double before, double after) {
    return new DriftingPanel(base, before, after, false);
  }

  /** Trends that part once before the start and once at it. */
  public static DriftingPanel jumping(TwoArmPanel base, double before, double after) {
    return new DriftingPanel(base, before, after, true);
  }

  @Override
  public String name() {
    return "panel %d v %d, %s %s, then %s%s, effect %s"
        .formatted(
            base.treated(),
            base.comparison(),
            jumps ? "jump" : "drift",
            before,
            after,
            jumps ? "" : " a period",
            base.effect());
  }

  /** That of the base: what treatment does, not what the trend adds. */
  @Override
  public double truth(String estimand) {
    return base.truth(estimand);
  }

  @Override
  public PanelDraw draw(long seed) {
    PanelDraw p = base.draw(seed);
    for (int i = 0; i < p.rows(); i++) {
      if (p.treatedUnit(p.unit()[i])) {
        p.outcome()[i] += apart(p.period()[i] - base.before() + 1);
      }
    }
    return p;
  }

  /**
   * @param since periods since the reference
   */
  private double apart(int since) {
    if (jumps) {
      return since > 0 ? after : since < JUMP ? -before : 0;
    }
    return since * (since > 0 ? after : before);
  }
}
