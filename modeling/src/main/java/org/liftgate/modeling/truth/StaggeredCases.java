package org.liftgate.modeling.truth;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.Imputation;
import org.liftgate.modeling.staggered.SunAbraham;

/**
 * What staggered starts ask of the estimators made for them. Standard errors of Sun and Abraham
 * take the cohorts' shares as fixed, so they are judged where effects do not differ between
 * cohorts; with shares drawn anew and effects that differ they are about 5% too small.
 */
final class StaggeredCases {
  private static final Workers ONE = Workers.of(1);
  private static final StaggeredPanel GROWING = StaggeredPanel.of(300, 1);
  private static final StaggeredPanel NOTHING = StaggeredPanel.of(300, 0);

  private StaggeredCases() {}

  static List<TruthCase<?>> all() {
    var groupTime = new CallawaySantAnna().with(ONE);
    var sunAbraham = new SunAbraham().with(ONE);
    var imputation = new Imputation().with(ONE);
    return List.of(
        of("att-gt", groupTime, GROWING, "simple"),
        of("att-gt", groupTime, GROWING, "event(2)"),
        of("att-gt", groupTime, NOTHING, "dynamic"),
        of("sun-abraham", sunAbraham, NOTHING, "event(2)"),
        of("sun-abraham", sunAbraham, NOTHING, "att"),
        of("imputation", imputation, GROWING, "att"),
        of("imputation", imputation, NOTHING, "event(2)"));
  }

  private static TruthCase<PanelDraw> of(
      String name,
      Estimator<org.liftgate.modeling.staggered.StaggeredPanel> estimator,
      StaggeredPanel design,
      String term) {
    return TruthCase.identified(
        name, design, term, d -> ShippedCases.term(estimator.estimate(panel(d)), term));
  }

  private static org.liftgate.modeling.staggered.StaggeredPanel panel(PanelDraw d) {
    int never = org.liftgate.modeling.staggered.StaggeredPanel.NEVER;
    var cohort = d.cohort().clone();
    for (int i = 0; i < cohort.length; i++) {
      cohort[i] = cohort[i] == EffectsPanel.NEVER ? never : cohort[i];
    }
    return org.liftgate.modeling.staggered.StaggeredPanel.of(
        d.unit(), d.period(), cohort, d.outcome());
  }
}
