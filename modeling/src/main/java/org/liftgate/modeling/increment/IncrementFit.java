package org.liftgate.modeling.increment;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;

/**
 * Effects of each group's treatment beside all others.
 *
 * @param pooled {@code att}, {@code att-treated-weighted} and {@code att-anticipation}
 * @param groups each group's effect
 * @param events {@code event(e)}, pooled, the reference left out
 * @param preTrend the joint test of the events before the start
 * @param additivity by how much the effect changes with one more treatment running beside it
 * @param covariance of the groups with a number, in their order, k x k
 * @param influence by unit: what the unit adds to the error of {@code att}
 * @param notes plain sentences on what was left out
 */
public record IncrementFit(
    List<Estimate> pooled,
    List<Group> groups,
    List<Estimate> events,
    Optional<JointTest> preTrend,
    Estimate additivity,
    double[][] covariance,
    double[] influence,
    String convention,
    List<String> notes) {

  /** A group's effect, and the units and periods it rests on. */
  public record Group(
      int group, Estimate effect, int treated, int comparison, int preperiods, int postperiods) {
    public long rows() {
      return (long) (treated + comparison) * (preperiods + postperiods);
    }
  }
}
