package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.DrLearner;
import org.liftgate.modeling.dml.EffectModel;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.learn.NamedLearner;

/** {@code dml}: effects given modifiers, after what controls say has been taken off. */
public final class DmlVerb implements EstimateVerb {
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 0.9};

  @Override
  public String name() {
    return "dml";
  }

  @Override
  public String summary() {
    return "Double machine learning: effects of a dose or of arms, and how modifiers move them.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.OUTCOME,
        Option.required(
            "treatment", Kind.COLUMN, "a dose such as a price; 0 and 1, or text, are arms"),
        Option.optional("modifiers", Kind.COLUMNS, "the effect may differ by them; also controls"),
        Option.optional("controls", Kind.COLUMNS, "drive both treatment and outcome"),
        Option.optional("basis", Kind.TEXT, "of the effect: none, poly:D, log:D, ns:K or bs:K")
            .or("poly:1"),
        Option.optional("folds", Kind.INTEGER, "for cross-fitting").or("5"),
        Option.optional("fold", Kind.COLUMN, "folds to use, instead of drawn ones"),
        Option.optional("nuisance", Kind.TEXT, "how means of outcome and treatment are learned")
            .or("boosting")
            .oneOf(NamedLearner.words().toArray(String[]::new)),
        Option.optional("method", Kind.TEXT, "partially linear, or doubly robust (arms only)")
            .or("plm")
            .oneOf("plm", "dr"),
        Option.optional("repeats", Kind.INTEGER, "splits, aggregated by medians").or("1"),
        Option.optional("log", Kind.COLUMNS, "columns to take the natural logarithm of"),
        Option.optional("curve", Kind.COLUMN, "modifier along which to show the effect"),
        Option.optional(
            "vcov",
            Kind.VCOV,
            "iid, hc0 to hc3, cluster(a), cr0(a), cr2(a) or cr3(a); default hc1"));
  }

  @Override
  public String example() {
    return "dml --outcome demand --treatment price --modifiers income --controls age,visits"
        + " --log demand,price --basis poly:2";
  }

  @Override
  public Findings run(Request request) {
    Covariance covariance = request.covariance("vcov", Covariance.robust(1));
    Basis basis = checked(request);
    DmlRows rows = DmlRows.of(request, covariance);
    DmlSample sample = rows.sample();
    CateFit fit = fit(request, basis, covariance, sample);
    var notes = new ArrayList<>(rows.notes());
    return switch (fit) {
      case CateFit.Refused r ->
          new Findings(
              name(),
              rows.formula(),
              sample.rows(),
              Findings.Vcov.NONE,
              r.estimates(),
              Map.of(),
              notes);
      case CateFit.Solved s -> {
        var estimates = new ArrayList<>(s.estimates());
        curve(request, s.model(), sample, estimates, notes);
        notes.addAll(notes(request, basis, s));
        var c = s.convention();
        yield new Findings(
            name(),
            rows.formula(),
            sample.rows(),
            new Findings.Vcov(c.kind(), c.clusters(), c.ssc()),
            estimates,
            statistics(s),
            notes);
      }
    };
  }

  private static Basis checked(Request request) {
    var problems = new ArrayList<Problem>();
    Optional<Basis> basis = Basis.parse(request.required("basis"));
    if (basis.isEmpty()) {
      problems.add(
          request.problem(
              "basis",
              "must be none, poly:1 to poly:9, log:1 to log:9, ns:1 to ns:99 or bs:3 to bs:99",
              ""));
    }
    if (request.integer("folds") < 2) {
      problems.add(request.problem("folds", "must be at least 2", ""));
    }
    if (request.integer("repeats") < 1) {
      problems.add(request.problem("repeats", "must be at least 1", ""));
    }
    List<String> curve = request.columns("curve");
    if (!curve.isEmpty() && !request.columns("modifiers").contains(curve.get(0))) {
      problems.add(request.problem("curve", "must be one of the modifiers", ""));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate dml cannot start", problems);
    }
    return basis.orElseThrow();
  }

  private static CateFit fit(
      Request request, Basis basis, Covariance covariance, DmlSample sample) {
    var nuisances = Nuisances.of(NamedLearner.of(request.required("nuisance")).learner());
    int folds = request.integer("folds");
    int repeats = request.integer("repeats");
    return request.required("method").equals("dr")
        ? new DrLearner(basis, nuisances)
            .with(covariance)
            .with(request.workers())
            .withFolds(folds)
            .withRepeats(repeats)
            .withSeed(Request.SEED)
            .fit(sample)
        : new LinearDml(basis, nuisances)
            .with(covariance)
            .with(request.workers())
            .withFolds(folds)
            .withRepeats(repeats)
            .withSeed(Request.SEED)
            .fit(sample);
  }

  private static Map<String, Double> statistics(CateFit.Solved s) {
    var out = new LinkedHashMap<String, Double>();
    out.put("outcome_r2", s.nuisances().outcomeR2());
    double[] r2 = s.nuisances().treatmentR2();
    List<String> contrasts = s.model().contrasts();
    for (int a = 0; a < r2.length; a++) {
      String of = contrasts.get(a);
      out.put(of.isEmpty() ? "treatment_r2" : "treatment_r2(" + of + ")", r2[a]);
    }
    s.model()
        .heterogeneity()
        .ifPresent(
            t -> {
              boolean normal = Double.isInfinite(s.model().df());
              out.put("heterogeneity_" + (normal ? "chi2" : "f"), normal ? t.f() * t.df1() : t.f());
              out.put("heterogeneity_" + (normal ? "df" : "df1"), (double) t.df1());
              if (!normal) {
                out.put("heterogeneity_df2", t.df2());
              }
              out.put("heterogeneity_p", t.pValue());
            });
    return out;
  }

  /** Effects at quantiles of one modifier, the others at their medians. */
  private static void curve(
      Request request,
      EffectModel model,
      DmlSample sample,
      List<Estimate> estimates,
      List<String> notes) {
    List<String> asked = request.columns("curve");
    if (asked.isEmpty()) {
      return;
    }
    List<String> names = sample.modifiers().names();
    int moving = names.indexOf(asked.get(0));
    if (moving < 0) {
      notes.add("There is no curve over " + asked.get(0) + ", which is a factor.");
      return;
    }
    double[][] values = sample.modifiers().values();
    double[] at = Arrays.stream(SHARES).map(q -> quantile(values[moving], q)).distinct().toArray();
    var x = new double[values.length][at.length];
    for (int k = 0; k < x.length; k++) {
      Arrays.fill(x[k], quantile(values[k], 0.5));
    }
    x[moving] = at;
    double widest = 0;
    for (int c = 0; c < model.contrasts().size(); c++) {
      String contrast = model.contrasts().get(c);
      for (var p : model.curve(c, x, moving)) {
        var e = p.effect();
        String term =
            "effect(%s%s=%.4g)"
                .formatted(contrast.isEmpty() ? "" : contrast + ", ", asked.get(0), p.at());
        estimates.add(
            new Estimate.Value(
                term, e.value(), e.stdError(), e.df(), e.pValue(), e.confLow(), e.confHigh()));
        widest = Math.max(widest, (p.bandHigh() - e.value()) / e.stdError());
      }
    }
    notes.add(
        "Effects at quantiles of %s, other modifiers at their medians; a band of %.2f standard errors holds them all at once."
            .formatted(asked.get(0), widest));
  }

  private static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.floor(p * (sorted.length - 1))];
  }

  private static List<String> notes(Request request, Basis basis, CateFit.Solved s) {
    var notes = new ArrayList<>(s.notes());
    boolean dr = request.required("method").equals("dr");
    notes.add(
        "Nuisances: %s, on other folds. The effect is %s."
            .formatted(
                request.required("nuisance"),
                basis instanceof Basis.Constant ? "one for all" : "linear in " + basis.text()));
    if (!s.model().basis().names().isEmpty() && !dr) {
      notes.add(
          "Coefficients are those of the best linear fit of the effect, weighted by the variance"
              + " of the treatment that controls leave.");
    }
    notes.add("Causal only if modifiers and controls hold all that drives treatment and outcome.");
    if (request.text("vcov").isEmpty()) {
      notes.add("HC1 by default. Rows of one customer are not independent: cluster(customer).");
    }
    return notes;
  }
}
