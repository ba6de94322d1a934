package org.liftgate.modeling.mix.bayes;

/**
 * A finished experiment on one channel: spending of some weeks was changed for a share of the
 * market, and the difference in the outcome, scaled to the whole market, was measured. It enters
 * the likelihood as lift ~ N(sum over those weeks and after of the modelled difference, error^2).
 *
 * @param channel its name
 * @param from first week of the changed spending, counted from 0
 * @param to week after the last
 * @param factor what spending was multiplied by in the held-out arm, such as 0
 * @param measuredTo week after the last whose outcome was measured, at least {@code to}
 * @param lift outcome as observed less that under changed spending, in units of the outcome
 * @param stdError of the lift, above 0
 */
public record Lift(
    String channel, int from, int to, double factor, int measuredTo, double lift, double stdError) {
  public Lift {
    if (from < 0 || to <= from || measuredTo < to) {
      throw new IllegalArgumentException(
          "weeks of the lift of %s (%d to %d, measured to %d) must follow each other"
              .formatted(channel, from, to, measuredTo));
    }
    if (!(stdError > 0) || !(factor >= 0)) {
      throw new IllegalArgumentException(
          "stdError (%s) of %s must be above 0 and factor (%s) at least 0"
              .formatted(stdError, channel, factor));
    }
  }

  /** Spending of the held-out arm. */
  double[] changed(double[] spend) {
    double[] out = spend.clone();
    for (int t = from; t < to; t++) {
      out[t] *= factor;
    }
    return out;
  }
}
