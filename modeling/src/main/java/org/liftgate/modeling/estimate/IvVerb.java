package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.iv.AndersonRubin;
import org.liftgate.modeling.iv.Exclusion;
import org.liftgate.modeling.iv.IvFit;
import org.liftgate.modeling.iv.IvSample;
import org.liftgate.modeling.iv.TwoStageLeastSquares;
import org.liftgate.modeling.linear.LinearSample;

/** {@code iv}: the effect on those whom an instrument moves. */
public final class IvVerb implements EstimateVerb {
  /** Effective F at which the bias is at most a tenth of the worst, one instrument, at 5%. */
  private static final double STRONG = 23.1;

  @Override
  public String name() {
    return "iv";
  }

  @Override
  public String summary() {
    return "Two-stage least squares: the effect on those whom an instrument moves.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("outcome", Kind.COLUMN, "the outcome"),
        Option.required("treatment", Kind.COLUMN, "the treatment taken, such as redemption"),
        Option.required(
            "instrument", Kind.COLUMNS, "what moves it and nothing else, such as a mailing"),
        Option.optional(
            "covariates", Kind.COLUMNS, "columns that enter linearly; text is a factor"),
        Option.optional("effects", Kind.COLUMNS, "absorbed effects, such as units and weeks"),
        OlsVerb.WEIGHTS,
        OlsVerb.VCOV);
  }

  @Override
  public String example() {
    return "iv --outcome sales --treatment redeemed --instrument mailed --vcov \"cluster(household)\"";
  }

  @Override
  public Findings run(Request request) {
    distinct(request);
    Covariance covariance = request.covariance("vcov", Covariance.robust(1));
    var beside = new Beside(request.text("weights"), Vcovs.columns(covariance));
    Formula formula = formula(request);
    var columns = new ArrayList<>(beside.columns(formula));
    columns.add(request.required("treatment"));
    columns.addAll(request.columns("instrument"));
    CompleteRows complete = request.complete(columns);
    ModelFrame frame = ModelFrame.of(formula, complete.table(), beside);
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(frame.notes());
    if (request.text("vcov").isEmpty()) {
      notes.add("HC1 by default. Where groups were assigned together, cluster(group) is honest.");
    }
    IvFit fit =
        new TwoStageLeastSquares(covariance)
            .with(request.workers())
            .fit(sample(request, complete.table(), frame));
    notes.addAll(fit.notes());
    String text =
        "%s, %s by %s"
            .formatted(
                formula.text(),
                request.required("treatment"),
                String.join(", ", request.columns("instrument")));
    return switch (fit) {
      case IvFit.Missing m ->
          new Findings(
              name(), text, frame.size(), Findings.Vcov.NONE, m.estimates(), Map.of(), notes);
      case IvFit.Solved s -> findings(text, s, notes);
    };
  }

  private static void distinct(Request request) {
    var used = new ArrayList<>(List.of(request.required("outcome")));
    used.add(request.required("treatment"));
    for (String option : List.of("instrument", "covariates")) {
      for (String column : request.columns(option)) {
        if (used.contains(column)) {
          String message = "must not hold " + column + ", which has another part already";
          throw LiftgateException.input(request.problem(option, message, ""));
        }
        used.add(column);
      }
    }
  }

  private static Formula formula(Request request) {
    var right = new ArrayList<String>();
    request.columns("covariates").forEach(c -> right.add(Formula.quoted(c)));
    if (right.isEmpty()) {
      right.add("1");
    }
    String text = Formula.quoted(request.required("outcome")) + " ~ " + String.join(" + ", right);
    List<String> effects = request.columns("effects").stream().map(Formula::quoted).toList();
    return Formula.parse(
        effects.isEmpty() ? text : text + " | " + String.join(" + ", effects),
        request.data(),
        request.known());
  }

  private static IvSample sample(Request request, Table table, ModelFrame frame) {
    double[] taken = kept(Rows.numbers(request, table, "treatment"), frame.rows());
    List<String> names = request.columns("instrument");
    double[][] assigned =
        names.stream()
            .map(z -> kept(Rows.numbers(request, table, "instrument", z), frame.rows()))
            .toArray(double[][]::new);
    return new IvSample(
        LinearSample.of(frame), request.required("treatment"), taken, names, assigned);
  }

  private static double[] kept(double[] values, int[] rows) {
    var out = new double[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  private Findings findings(String text, IvFit.Solved fit, List<String> notes) {
    var estimates = new ArrayList<>(fit.estimates());
    var statistics = new LinkedHashMap<String, Double>();
    fit.relevance()
        .ifPresent(
            f -> {
              statistics.put("first_stage_f", f.f());
              statistics.put("first_stage_f_df1", (double) f.df1());
              statistics.put("first_stage_f_df2", f.df2());
              statistics.put("first_stage_f_p", f.pValue());
            });
    fit.effectiveF().ifPresent(f -> statistics.put("effective_f", f));
    if (fit.andersonRubin() instanceof AndersonRubin.Bounded(double low, double high)) {
      statistics.put("anderson_rubin_low", low);
      statistics.put("anderson_rubin_high", high);
    }
    notes.add("Anderson-Rubin 95% set: " + fit.andersonRubin().words() + ".");
    boolean weak = fit.firstStage().size() == 1 && fit.effectiveF().orElse(STRONG) < STRONG;
    notes.add(
        weak
            ? "The instrument is weak (effective F below %s): read the Anderson-Rubin set."
                .formatted(STRONG)
            : "The first-stage F speaks for relevance only, not for exclusion.");
    if (fit.exclusion() instanceof Exclusion.Curve(List<Exclusion.Point> points)) {
      points.stream().skip(1).map(p -> (Estimate) p.tau()).forEach(estimates::add);
      notes.add(
          "late(direct=s of itt): the effect on takers were that share of the ITT a direct effect on"
              + " those who did not take it.");
    } else if (fit.exclusion() instanceof Exclusion.None(String why)) {
      notes.add("No exclusion curve: " + why);
    }
    var c = fit.convention();
    return new Findings(
        name(),
        text,
        fit.rows(),
        new Findings.Vcov(c.kind(), c.clusters(), c.ssc()),
        estimates,
        statistics,
        notes);
  }
}
