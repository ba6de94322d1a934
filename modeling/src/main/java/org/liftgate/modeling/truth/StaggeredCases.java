package org.liftgate.modeling.truth;

import java.util.List;
import java.util.function.BiFunction;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.GoodmanBacon;
import org.liftgate.modeling.staggered.GoodmanBacon.Comparison;
import org.liftgate.modeling.staggered.Imputation;
import org.liftgate.modeling.staggered.SunAbraham;
import org.liftgate.modeling.truth.TruthCase.Expected;

/**
 * What staggered starts ask of the estimators made for them. Sun and Abraham's errors are about
 * effects weighted by the sample's own shares of cohorts, so they are judged where each draw has
 * the same shares; those that count the shares as estimates too, where each draw has its own.
 */
final class StaggeredCases {
  private static final Workers ONE = Workers.of(1);
  private static final StaggeredPanel GROWING = StaggeredPanel.of(300, 1);
  private static final StaggeredPanel NOTHING = StaggeredPanel.of(300, 0);
  private static final StaggeredPanel SAME = StaggeredPanel.of(320, 1).withFixedShares();

  private StaggeredCases() {}

  static List<TruthCase<?>> all() {
    var groupTime = new CallawaySantAnna().with(ONE);
    var sunAbraham = new SunAbraham().with(ONE);
    var sampled = sunAbraham.withSampledShares(true);
    var imputation = new Imputation().with(ONE);
    return List.of(
        of("att-gt", groupTime, GROWING, "simple"),
        of("att-gt", groupTime, GROWING, "event(2)"),
        of("att-gt", groupTime, NOTHING, "dynamic"),
        of("sun-abraham", sunAbraham, NOTHING, "event(2)"),
        of("sun-abraham", sunAbraham, NOTHING, "att"),
        of("sun-abraham", sunAbraham, SAME, "event(2)"),
        of("sun-abraham", sunAbraham, SAME, "att"),
        of("sun-abraham, sampled shares", sampled, GROWING, "event(2)"),
        of("sun-abraham, sampled shares", sampled, GROWING, "att"),
        of("imputation", imputation, GROWING, "att"),
        of("imputation", imputation, NOTHING, "event(2)"),
        bacon("weights", StaggeredCases::weights),
        bacon("slope", StaggeredCases::slope));
  }

  private static TruthCase<PanelDraw> of(
      String name,
      Estimator<org.liftgate.modeling.staggered.StaggeredPanel> estimator,
      StaggeredPanel design,
      String term) {
    return TruthCase.identified(
        name, design, term, d -> ShippedCases.term(estimator.estimate(panel(d)), term));
  }

  private static TruthCase<PanelDraw> bacon(
      String what, BiFunction<GoodmanBacon.Decomposition, PanelDraw, Estimate> identity) {
    return TruthCase.<PanelDraw>identified(
            "bacon, " + what,
            GROWING,
            "identity",
            d ->
                switch (GoodmanBacon.decompose(panel(d))) {
                  case GoodmanBacon.None n ->
                      new Estimate.Missing("identity", n.reason(), n.detail());
                  case GoodmanBacon.Decomposition found -> identity.apply(found, d);
                })
        .expecting(Expected.EXACT);
  }

  /** The comparisons' weights sum to one. */
  private static Estimate weights(GoodmanBacon.Decomposition found, PanelDraw d) {
    double sum = found.comparisons().stream().mapToDouble(Comparison::weight).sum();
    return TruthCase.identity("identity", sum, 1);
  }

  /** Their weighted sum is the slope of a two-way regression, run apart. */
  private static Estimate slope(GoodmanBacon.Decomposition found, PanelDraw d) {
    double sum = found.comparisons().stream().mapToDouble(c -> c.weight() * c.effect()).sum();
    var twfe = new TwoWayFixedEffects(Covariance.cluster("unit")).with(ONE);
    return switch (twfe.estimate(d.effects()).getFirst()) {
      case Estimate.Value v -> TruthCase.identity("identity", sum, v.value());
      case Estimate other -> other;
    };
  }

  static org.liftgate.modeling.staggered.StaggeredPanel panel(PanelDraw d) {
    int never = org.liftgate.modeling.staggered.StaggeredPanel.NEVER;
    var cohort = d.cohort().clone();
    for (int i = 0; i < cohort.length; i++) {
      cohort[i] = cohort[i] == EffectsPanel.NEVER ? never : cohort[i];
    }
    return org.liftgate.modeling.staggered.StaggeredPanel.of(
        d.unit(), d.period(), cohort, d.outcome());
  }
}
