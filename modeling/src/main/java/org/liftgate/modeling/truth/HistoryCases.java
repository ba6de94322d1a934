package org.liftgate.modeling.truth;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.panel.DifferenceInDifferences;
import org.liftgate.modeling.truth.TruthCase.Expected;
import org.liftgate.modeling.truth.TwoArmPanel.Selection;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.Target;

/**
 * The two defaults that stand side by side where nobody knows what decided the mailing: differences
 * without lagged outcomes, and doubly robust effects given the whole history with its last 8
 * periods. Each is right where the other is biased.
 */
final class HistoryCases {
  private static final Workers ONE = Workers.of(1);

  private HistoryCases() {}

  static List<TruthCase<?>> all() {
    var arms = TwoArmPanel.of(500, 500, 0);
    TwoArmPanel level = arms.with(Selection.LEVEL);
    TwoArmPanel recent = arms.with(Selection.RECENT);
    return List.of(
        did(level),
        aipw(level).expecting(Expected.BIASED),
        did(recent).expecting(Expected.BIASED),
        aipw(recent),
        // Influence functions leave out what fitting models of 16 weeks to 240 treated adds.
        aipw(TwoArmPanel.of(300, 300, 0).withPeriods(16, 9).with(Selection.RECENT))
            .expecting(Expected.TESTED));
  }

  private static TruthCase<PanelDraw> did(TwoArmPanel design) {
    var did = new DifferenceInDifferences(Covariance.cluster("unit")).with(ONE);
    return TruthCase.identified(
        "did, cluster(unit)", design, "att", d -> did.estimate(d.stack()).getFirst());
  }

  private static TruthCase<PanelDraw> aipw(TwoArmPanel design) {
    var aipw = new AugmentedWeighting(Target.ATT, 1).withWorkers(ONE);
    return TruthCase.identified(
        "aipw on %d weeks".formatted(design.before()),
        design,
        "att",
        d -> aipw.estimate(SelectionCases.observed(d.onHistory(design.before()))).getFirst());
  }
}
