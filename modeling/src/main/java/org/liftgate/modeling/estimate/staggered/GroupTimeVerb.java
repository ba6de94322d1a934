package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Findings.Vcov;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.CallawaySantAnna.Base;
import org.liftgate.modeling.staggered.CallawaySantAnna.Control;
import org.liftgate.modeling.staggered.GroupTimeEffects;
import org.liftgate.modeling.staggered.GroupTimeFit;
import org.liftgate.modeling.staggered.Method;

/** {@code att-gt}: Callaway and Sant'Anna (2021). */
public final class GroupTimeVerb implements EstimateVerb {
  @Override
  public String name() {
    return "att-gt";
  }

  @Override
  public String summary() {
    return "effects by cohort and period under staggered starts (Callaway and Sant'Anna)";
  }

  @Override
  public List<Option> options() {
    var options = new ArrayList<>(PanelColumns.options());
    options.add(PanelColumns.covariates());
    options.addAll(design());
    options.add(
        Option.optional("draws", Kind.INTEGER, "bootstrap draws; 0 for analytic errors").or("0"));
    options.add(
        Option.optional("seed", Kind.INTEGER, "of the draws").or(Long.toString(Request.SEED)));
    return options;
  }

  static List<Option> design() {
    return List.of(
        Option.optional("control", Kind.TEXT, "units compared with")
            .oneOf("never", "not-yet")
            .or("never"),
        Option.optional("method", Kind.TEXT, "how covariates are brought in")
            .oneOf("dr", "ipw", "reg", "improved")
            .or("dr"),
        Option.optional("base", Kind.TEXT, "period that changes are taken from")
            .oneOf("varying", "universal")
            .or("varying"),
        Option.optional("anticipation", Kind.INTEGER, "periods before the start with effects")
            .or("0"));
  }

  @Override
  public String example() {
    return "estimate att-gt --data panel.csv --outcome y --unit id --period t --cohort g";
  }

  private static CallawaySantAnna estimator(Request request) {
    return withoutBase(request)
        .withBase(Base.valueOf(request.required("base").toUpperCase(Locale.ROOT)));
  }

  static CallawaySantAnna withoutBase(Request request) {
    return new CallawaySantAnna()
        .withControl(request.required("control").equals("never") ? Control.NEVER : Control.NOT_YET)
        .withMethod(Method.valueOf(request.required("method").toUpperCase(Locale.ROOT)))
        .withAnticipation(Checks.atLeast(request, "anticipation", 0))
        .with(request.workers());
  }

  @Override
  public Findings run(Request request) {
    int draws = Checks.atLeast(request, "draws", 0);
    PanelColumns columns = PanelColumns.read(request, request.columns(PanelColumns.COVARIATES));
    CallawaySantAnna estimator = estimator(request).withDraws(draws, request.integer("seed"));
    GroupTimeFit fit = estimator.fit(columns.panel());
    var notes = new ArrayList<>(columns.notes());
    notes.addAll(fit.notes());
    notes.addAll(conventions(estimator));
    var statistics = new LinkedHashMap<String, Double>();
    long rows = 0;
    if (fit instanceof GroupTimeEffects effects) {
      rows = effects.rows();
      effects
          .preTest()
          .ifPresent(
              t -> {
                statistics.put("pre_trend_chi2", t.statistic());
                statistics.put("pre_trend_df", (double) t.df());
                statistics.put("pre_trend_p", t.pValue());
              });
    }
    String kind = draws > 0 ? "multiplier bootstrap" : "influence function";
    var vcov = new Vcov(kind, List.of(request.required("unit")), "");
    return new Findings(name(), "", rows, vcov, fit.estimates(), statistics, notes);
  }

  private static List<String> conventions(CallawaySantAnna how) {
    var notes = new ArrayList<String>();
    notes.add(
        "Compared with %s units; %s base period; tests refer to the normal law."
            .formatted(
                how.control() == Control.NEVER ? "never-treated" : "not-yet-treated",
                how.base().name().toLowerCase(Locale.ROOT)));
    if (how.draws() > 0) {
      notes.add(
          "Intervals of att, event, group and calendar terms hold jointly at 95%% within each family (%,d draws, Rademacher signs by unit)."
              .formatted(how.draws()));
    }
    return notes;
  }
}
