package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.EventDummies;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.FitStatistics;
import org.liftgate.modeling.panel.PanelFit;

/** What an event study found, by its own estimator or, for other covariances, by regression. */
final class EventFindings {
  private EventFindings() {}

  static Findings of(
      Request request,
      EventStudy study,
      Covariance covariance,
      EffectsPanel panel,
      List<String> notes) {
    boolean own =
        switch (covariance) {
          case Covariance.Iid _, Covariance.Clustered _ -> true;
          case Covariance.Robust(int type) -> type < 2;
          default -> false;
        };
    return own
        ? panelled(request, study, covariance, panel, notes)
        : regressed(request, study, covariance, panel, notes);
  }

  private static String formula(Request request, EventStudy study) {
    return "%s ~ i(event, ref = %d) | %s + %s"
        .formatted(
            request.required("outcome"),
            study.reference(),
            request.required("unit"),
            request.required("period"));
  }

  private static Findings panelled(
      Request request,
      EventStudy study,
      Covariance covariance,
      EffectsPanel panel,
      List<String> notes) {
    PanelFit fit = study.fit(panel);
    var all = new ArrayList<>(notes);
    Map<String, Double> statistics = new LinkedHashMap<>();
    Findings.Vcov vcov = Findings.Vcov.NONE;
    if (fit instanceof PanelFit.Solved solved) {
      statistics.putAll(statistics(solved.statistics()));
      vcov = vcov(covariance, solved.convention());
    }
    var test = EventStudy.preTrend(fit);
    test.test().ifPresent(t -> preTrend(statistics, t));
    test.missing().ifPresent(m -> all.add("No joint test of the pre-periods: " + m.detail()));
    List<Estimate> estimates = fit.estimates();
    if (estimates.isEmpty() && fit instanceof PanelFit.Missing(var _, var reason, var detail)) {
      estimates = List.of(new Estimate.Missing("event", reason, detail));
    }
    return new Findings(
        "event-study", formula(request, study), panel.rows(), vcov, estimates, statistics, all);
  }

  private static Findings.Vcov vcov(Covariance covariance, String convention) {
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) ->
          new Findings.Vcov(
              "CR1",
              by,
              (by.size() == 2 ? "min(G)/(min(G)-1)" : "G/(G-1)") + " * (n-1)/(n-K), K nested");
      default ->
          new Findings.Vcov(convention, List.of(), convention.equals("HC1") ? "n/(n-K)" : "");
    };
  }

  private static Map<String, Double> statistics(FitStatistics s) {
    var all = new LinkedHashMap<String, Double>();
    all.put("r2", s.r2());
    all.put("adj_r2", s.adjustedR2());
    all.put("within_r2", s.withinR2());
    all.put("loglik", s.logLikelihood());
    all.put("aic", s.aic());
    all.put("bic", s.bic());
    return all;
  }

  private static void preTrend(Map<String, Double> statistics, JointTest test) {
    statistics.put("pre_trend_f", test.f());
    statistics.put("pre_trend_df1", (double) test.df1());
    statistics.put("pre_trend_df2", test.df2());
    statistics.put("pre_trend_p", test.pValue());
  }

  /** The same model with a column for each event time. */
  private static Findings regressed(
      Request request,
      EventStudy study,
      Covariance covariance,
      EffectsPanel panel,
      List<String> notes) {
    Optional<EventDummies> dummies = EventDummies.of(study, panel);
    if (dummies.isEmpty()) {
      return panelled(request, study, Covariance.iid(), panel, notes);
    }
    EventDummies d = dummies.get();
    var sample =
        new LinearSample(
            panel.outcome(),
            d.terms(),
            d.columns(),
            false,
            new double[0],
            List.of(
                new LinearSample.Effect(request.required("unit"), panel.unit()),
                new LinearSample.Effect(request.required("period"), panel.period())),
            panel.clusters());
    LinearFit fit = LinearFindings.regression(request, covariance).keepingSingletons().fit(sample);
    var all = new ArrayList<>(notes);
    all.addAll(fit.notes());
    Map<String, Double> statistics = new LinkedHashMap<>();
    Findings.Vcov vcov = Findings.Vcov.NONE;
    if (fit instanceof LinearFit.Solved solved) {
      statistics.putAll(LinearFindings.statistics(solved));
      vcov = LinearFindings.vcov(solved);
      List<String> leads =
          d.terms().stream().filter(t -> EventStudy.period(t).orElse(0) < 0).toList();
      solved.joint(leads).ifPresent(t -> preTrend(statistics, t));
    }
    return new Findings(
        "event-study",
        formula(request, study),
        panel.rows(),
        vcov,
        fit.estimates(),
        statistics,
        all);
  }
}
