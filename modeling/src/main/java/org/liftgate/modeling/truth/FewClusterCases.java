package org.liftgate.modeling.truth;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Covariance.WildCluster.Weights;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.truth.TruthCase.Expected;

/** Two by two regressions with the covariance that the number of clusters calls for. */
final class FewClusterCases {
  private static final String DID = "treated:post";

  /** Enough for every pattern of signs of 12 clusters, which are then all used. */
  private static final int ENUMERATED = 1 << 12;

  private static final int DRAWS = 999;

  private FewClusterCases() {}

  static List<TruthCase<?>> all() {
    var few = TwoArmPanel.of(6, 6, 0);
    var fifty = TwoArmPanel.of(25, 25, 0);
    var cr2 = new Covariance.LeverageCorrected(2, "unit");
    var cr3 = new Covariance.LeverageCorrected(3, "unit");
    var pairs = new Covariance.PairsCluster("unit", DRAWS, 1);
    var cr1 = Covariance.cluster("unit");
    return List.of(
        of("ols, cr2(unit)", cr2, few),
        of("ols, cr2(unit)", cr2, TwoArmPanel.of(12, 300, 0)),
        // The jackknife's factor is 1/(1-h), that of no bias its root (Bell and McCaffrey, 2002).
        of("ols, cr3(unit)", cr3, few).expecting(Expected.CONSERVATIVE),
        of("ols, cluster(unit)", cr1, TwoArmPanel.of(50, 50, 0)),
        of("ols, cluster(unit)", cr1, TwoArmPanel.of(150, 150, 0)),
        // The error shown is CR1's, or its like; test and interval do not rest on it, or use t.
        of("ols, wild(unit)", wild(Weights.RADEMACHER, ENUMERATED), few).expecting(Expected.TESTED),
        of("ols, wild(unit,webb)", wild(Weights.WEBB, DRAWS), few).expecting(Expected.TESTED),
        of("ols, wild(unit)", wild(Weights.RADEMACHER, DRAWS), fifty),
        of("ols, pairs(unit)", pairs, few).expecting(Expected.TESTED),
        of("ols, pairs(unit)", pairs, fifty));
  }

  private static Covariance wild(Weights weights, int draws) {
    return new Covariance.WildCluster("unit", weights, draws, 1);
  }

  private static TruthCase<PanelDraw> of(String name, Covariance covariance, TwoArmPanel design) {
    var regression = new LinearRegression(covariance).with(Workers.of(1));
    return TruthCase.identified(
        name, design, "att", d -> ShippedCases.term(regression.estimate(sample(d)), DID));
  }

  private static LinearSample sample(PanelDraw d) {
    var arm = new double[d.rows()];
    var post = new double[d.rows()];
    var both = new double[d.rows()];
    var stack = d.stack();
    for (int i = 0; i < arm.length; i++) {
      arm[i] = stack.treated()[i];
      post[i] = stack.period()[i] >= 0 ? 1 : 0;
      both[i] = arm[i] * post[i];
    }
    return LinearSample.of(d.outcome(), List.of("treated", "post", DID), arm, post, both)
        .withCluster("unit", d.unit());
  }
}
