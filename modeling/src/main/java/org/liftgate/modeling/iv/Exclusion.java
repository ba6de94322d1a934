package org.liftgate.modeling.iv;

import java.util.List;
import org.liftgate.kernel.Estimate;

/**
 * What the effect on takers would be if assignment also moved the outcome of those who did not take
 * the treatment, by delta: tau(delta) = (ITT - (1 - pi) delta) / pi. At delta = 0 this is the Wald
 * estimate, at delta = ITT it is the ITT itself: the curve spans what exclusion is worth.
 */
public sealed interface Exclusion {

  /**
   * A point of the curve.
   *
   * @param delta the direct effect, in units of the outcome
   * @param tau the effect on takers; its error is for this share of the ITT, so that the curve ends
   *     at the ITT with the ITT's own error
   */
  record Point(double delta, Estimate.Value tau) {}

  /**
   * @param points ascending in the share of the ITT that is direct, from 0 to all of it
   */
  record Curve(List<Point> points) implements Exclusion {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /** Why there is no curve. */
  record None(String why) implements Exclusion {}
}
