package org.liftgate.modeling.truth;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.truth.TruthCase.Expected;

/** Two by two regressions with the covariance that the number of clusters calls for. */
final class FewClusterCases {
  private static final String DID = "treated:post";

  private FewClusterCases() {}

  static List<TruthCase<?>> all() {
    var cr2 = new Covariance.LeverageCorrected(2, "unit");
    var cr1 = Covariance.cluster("unit");
    return List.of(
        of("ols, cr2(unit)", cr2, TwoArmPanel.of(6, 6, 0), Expected.IDENTIFIED),
        of("ols, cr2(unit)", cr2, TwoArmPanel.of(12, 300, 0), Expected.IDENTIFIED),
        of("ols, cluster(unit)", cr1, TwoArmPanel.of(50, 50, 0), Expected.IDENTIFIED));
  }

  private static TruthCase<PanelDraw> of(
      String name, Covariance covariance, TwoArmPanel design, Expected expected) {
    var regression = new LinearRegression(covariance).with(Workers.of(1));
    return TruthCase.<PanelDraw>identified(
            name, design, "att", d -> ShippedCases.term(regression.estimate(sample(d)), DID))
        .expecting(expected);
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
