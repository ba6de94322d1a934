package org.liftgate.modeling.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.experiment.Cuped;
import org.liftgate.modeling.experiment.DifferenceInMeans;
import org.liftgate.modeling.experiment.ExperimentRows;
import org.liftgate.modeling.experiment.RatioMetric;
import org.liftgate.modeling.experiment.RatioRows;
import org.liftgate.modeling.panel.DifferenceInDifferences;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.synthetic.SyntheticDid;
import org.liftgate.modeling.synthetic.TreatedRows;
import org.liftgate.modeling.truth.TruthCase.Expected;
import org.liftgate.modeling.truth.TwoArmPanel.Selection;

/** Every shipped default on the designs it must keep its word on, and on those it cannot. */
public final class ShippedCases {
  private static final Workers ONE = Workers.of(1);
  private static final Covariance BY_UNIT = Covariance.cluster("unit");

  private ShippedCases() {}

  /** All cases, in the order in which they are shown. */
  public static List<TruthCase<?>> all() {
    var cases = new ArrayList<TruthCase<?>>();
    differences(cases);
    cases.addAll(HistoryCases.all());
    twoWay(cases);
    synthetic(cases);
    experiments(cases);
    cases.addAll(RegressionCases.all());
    cases.addAll(FewClusterCases.all());
    cases.addAll(StaggeredCases.all());
    cases.addAll(TrendCases.all());
    cases.addAll(SelectionCases.all());
    cases.addAll(EncouragementCases.all());
    return List.copyOf(cases);
  }

  private static void differences(List<TruthCase<?>> cases) {
    var history = TwoArmPanel.of(150, 150, 0).with(Selection.RECENT);
    var level = TwoArmPanel.of(150, 150, 0).with(Selection.LEVEL);
    var few = TwoArmPanel.of(6, 6, 0);
    cases.add(did(TwoArmPanel.of(150, 150, 0.3), Expected.IDENTIFIED));
    cases.add(did(level, Expected.IDENTIFIED));
    cases.add(did(history, Expected.BIASED));
    cases.add(did(few, Expected.REFUSED));
    cases.add(did(TwoArmPanel.of(12, 300, 0), Expected.REFUSED));
  }

  private static TruthCase<PanelDraw> did(TwoArmPanel design, Expected expected) {
    var did = new DifferenceInDifferences(BY_UNIT).with(ONE);
    return TruthCase.<PanelDraw>identified(
            "did, cluster(unit)", design, "att", d -> did.estimate(d.stack()).get(0))
        .expecting(expected);
  }

  private static void twoWay(List<TruthCase<?>> cases) {
    cases.add(twoWay("cluster(unit)", BY_UNIT, Expected.IDENTIFIED));
    cases.add(twoWay("hc1", Covariance.robust(1), Expected.OVERCONFIDENT));
    var twfe = new TwoWayFixedEffects(BY_UNIT).with(ONE);
    cases.add(
        TruthCase.<PanelDraw>identified(
                "fe, cluster(unit)",
                StaggeredPanel.of(300, 1),
                "att",
                d -> twfe.estimate(d.effects()).get(0))
            .expecting(Expected.BIASED));
    var study = new EventStudy(BY_UNIT, -1).with(ONE);
    cases.add(
        TruthCase.identified(
            "event-study, cluster(unit)",
            TwoArmPanel.of(150, 150, 0.3),
            "event(3)",
            d -> term(study.estimate(d.events()), "event(3)")));
  }

  private static TruthCase<PanelDraw> twoWay(
      String vcov, Covariance covariance, Expected expected) {
    var twfe = new TwoWayFixedEffects(covariance).with(ONE);
    return TruthCase.<PanelDraw>identified(
            "fe, " + vcov,
            TwoArmPanel.of(150, 150, 0).with(Selection.LEVEL),
            "att",
            d -> twfe.estimate(d.effects()).get(0))
        .expecting(expected);
  }

  private static void synthetic(List<TruthCase<?>> cases) {
    var design = TwoArmPanel.of(12, 48, 0.5);
    cases.add(sdid(design, SyntheticDid.Errors.PLACEBO));
    cases.add(sdid(design.with(Selection.LEVEL), SyntheticDid.Errors.PLACEBO));
    cases.add(sdid(design, SyntheticDid.Errors.JACKKNIFE));
    var one = TwoArmPanel.of(1, 30, 0).withPeriods(16, 9);
    cases.add(synthetic("sc, placebo", SyntheticDid.sc(), 60, one));
    // Levels are matched through eight noisy periods, and so not all the way.
    var level = TwoArmPanel.of(8, 24, 0.5).with(Selection.LEVEL);
    cases.add(synthetic("sc, placebo", SyntheticDid.sc(), 20, level).expecting(Expected.BIASED));
  }

  private static TruthCase<PanelDraw> sdid(TwoArmPanel design, SyntheticDid.Errors errors) {
    return synthetic(
        "sdid, " + errors.name().toLowerCase(Locale.ROOT),
        SyntheticDid.sdid().with(errors),
        100,
        design);
  }

  private static TruthCase<PanelDraw> synthetic(
      String name, SyntheticDid shipped, int replications, TwoArmPanel design) {
    SyntheticDid estimator = shipped.with(ONE).withReplications(replications, 1);
    return TruthCase.identified(
        name,
        design,
        "att",
        d ->
            estimator
                .estimate(TreatedRows.of(d.unit(), d.period(), d.outcome(), d.treated()))
                .get(0));
  }

  private static void experiments(List<TruthCase<?>> cases) {
    for (double effect : new double[] {0, 0.2}) {
      var design = RandomisedExperiment.of(400, 0.3, effect);
      cases.add(difference(design));
      cases.add(
          TruthCase.identified(
              "cuped", design, "ate", s -> new Cuped(ONE).fit(experiment(s)).estimate()));
      cases.add(
          TruthCase.identified(
              "ratio",
              new RatioExperiment(400, 0.5, effect),
              "ratio",
              d ->
                  new RatioMetric()
                      .estimate(new RatioRows(d.treated(), d.numerator(), d.denominator()))
                      .get(0)));
    }
    cases.add(difference(Confounded.of(400, 0, 0)).expecting(Expected.BIASED));
    cases.add(
        difference(new RandomisedExperiment(2, 0.5, 0, false, 0, 1)).expecting(Expected.REFUSED));
  }

  private static TruthCase<CrossSection> difference(Design<CrossSection> design) {
    return TruthCase.identified(
        "difference", design, "ate", s -> new DifferenceInMeans().estimate(experiment(s)).get(0));
  }

  private static ExperimentRows experiment(CrossSection s) {
    return ExperimentRows.of(s.treated(), s.outcome()).withCovariates(s.covariates());
  }

  static Estimate term(List<Estimate> estimates, String term) {
    return estimates.stream()
        .filter(e -> e.term().equals(term))
        .findFirst()
        .orElseGet(
            () -> new Estimate.Missing(term, Estimate.Reason.NO_ROWS, "The term is not there."));
  }
}
