package org.liftgate.modeling.experiment;

import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;

/**
 * Average treatment effect of a randomised experiment as the difference of the arms' means, with
 * Welch's standard error. Where whole clusters were assigned, the mean is that of all rows and the
 * error that of a ratio of cluster sums to cluster sizes.
 *
 * <p>{@code new DifferenceInMeans().estimate(rows)}
 */
public record DifferenceInMeans() implements Estimator<ExperimentRows> {
  /** The term of the effect. */
  public static final String ATE = "ate";

  private static final ArmCheck CHECK = new ArmCheck(ATE, 2, Reason.SMALL_ARM, "rows");

  @Override
  public String name() {
    return "difference";
  }

  /** One estimate of {@code ate}, in units of the outcome. */
  @Override
  public List<Estimate> estimate(ExperimentRows rows) {
    return List.of(
        CHECK
            .refusal(rows.treated(), rows.outcome())
            .orElseGet(() -> rows.cluster().length == 0 ? plain(rows) : clustered(rows)));
  }

  private static Estimate plain(ExperimentRows rows) {
    return Welch.difference(
        ATE,
        Welch.arm(rows.outcome(), rows.treated(), 1),
        Welch.arm(rows.outcome(), rows.treated(), 0));
  }

  private static Estimate clustered(ExperimentRows rows) {
    var ones = new double[rows.rows()];
    Arrays.fill(ones, 1);
    return RatioRows.byUnit(rows.cluster(), rows.treated(), rows.outcome(), ones)
        .map(units -> RatioMetric.estimate(ATE, units))
        .orElseGet(() -> RatioMetric.bothArms(ATE));
  }
}
