package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.inference.Power;
import org.liftgate.modeling.refit.NegativeControl;
import org.liftgate.modeling.refute.Placebos;
import org.liftgate.modeling.refute.Windows;
import org.liftgate.modeling.stages.RefuterTable.Word;
import org.liftgate.modeling.verdict.Refuter;

/** The refuters of one treatment, each with its rule. */
final class Refuters {
  private static final String P_RULE =
      "pass: %s, p at least .05; fragile: .01 to .05; fail: below .01";
  private static final double DENSE = 0.5;

  /** What tests who was chosen, and with it every treatment that the same lists decide. */
  private static final Set<String> OF_LISTS = Set.of(NegativeControl.NAME, "placebo-dates");

  private final RefuteStage.Parameters p;
  private final StageContext context;
  private final RefuteData data;
  private final AdjustedData outcome;
  private final UnitInfluence pooled;
  private final RefuterRows rows;
  private final TriedTable tried;

  Refuters(RefuteStage.Parameters p, StageContext context) {
    this.p = p;
    this.context = context;
    this.data = RefuteData.read(context, p);
    this.outcome = RefuteData.column(context, p, p.outcome());
    this.pooled = pooled(outcome);
    this.rows = new RefuterRows(p.treatment(), p.outcome());
    this.tried = new TriedTable(p.breakEven());
  }

  private static UnitInfluence pooled(AdjustedData of) {
    List<GroupSample> groups = RefuteData.compared(of);
    return UnitInfluence.mean(
        groups.stream()
            .map(g -> UnitInfluence.ofMeans(g.unit(), g.treated(), g.difference(), of.units()))
            .toList(),
        groups.stream().mapToDouble(GroupSample::weight).toArray());
  }

  /** An outcome that the treatment should not move. */
  void negativeControl() {
    AdjustedData control = RefuteData.column(context, p, p.negativeControl());
    String rule = P_RULE.formatted("no effect on " + p.negativeControl());
    if (!(pooled(control).estimate("att") instanceof Estimate.Value v)) {
      rows.add(
          NegativeControl.NAME,
          rule,
          Word.FRAGILE,
          null,
          null,
          null,
          0,
          "The outcome that should not move does not vary, so it tests nothing.");
      return;
    }
    tried.add(NegativeControl.NAME, p.negativeControl(), v, null);
    rows.add(
        NegativeControl.NAME,
        rule,
        word(v.pValue()),
        v.statistic(),
        null,
        v.pValue(),
        0,
        RefuterRows.text(
            v.pValue() >= 0.05
                ? "What the treatment should not move (%s) did not move as far as the data show: %.2f (95%%: %.2f to %.2f)."
                : "What the treatment should not move (%s) moved all the same: %.2f (95%%: %.2f to %.2f), so something else sets the arms apart.",
            p.negativeControl(),
            v.value(),
            v.confLow(),
            v.confHigh()));
  }

  /** Every weekly date whose window ends before the start, units under no treatment in it. */
  void dates() {
    var effects = new ArrayList<UnitInfluence>();
    var weeks = new ArrayList<Integer>();
    for (int week = p.post(); week <= (data.end() - data.windows().first()) / 7; week++) {
      Optional<UnitInfluence> e = data.windows().effect(-7 * week, p.pre(), p.post(), true);
      if (e.isPresent() && e.get().stdError() > 0) {
        effects.add(e.get());
        weeks.add(-week);
        tried.add("placebo-dates", "week " + -week, e.get().estimate("att"), null);
      }
    }
    String rule = P_RULE.formatted("the largest |t| of all placebo dates is no larger than chance");
    if (effects.isEmpty()) {
      rows.add(
          "placebo-dates",
          rule,
          Word.FRAGILE,
          null,
          null,
          null,
          0,
          "No date before the start has enough weeks and untreated units on both sides for a placebo.");
      return;
    }
    var found = Placebos.largest(effects, p.draws(), p.drawSeed());
    rows.add(
        "placebo-dates",
        rule,
        word(found.pValue()),
        found.largest(),
        null,
        found.pValue(),
        p.draws(),
        RefuterRows.text(
            "Of %d dates at which nothing was sent the largest effect is %.1f standard errors, %d weeks before the start; chance makes one as large in %.1f%% of draws.",
            effects.size(), found.largest(), -weeks.get(found.at()), 100 * found.pValue()));
  }

  /** Arms dealt anew within each group: the test must find something in about one of twenty. */
  void permutation() {
    Placebos.Permuted found =
        Placebos.permuted(
            RefuteData.compared(outcome),
            outcome.units(),
            p.draws(),
            p.drawSeed() + 1L,
            Design.workers(context),
            pooled.value() / pooled.stdError());
    double share = found.share();
    var law = BinomialDistribution.of(p.draws(), 0.05);
    double low = (double) law.inverseCumulativeProbability(0.0005) / p.draws();
    double high = (double) law.inverseCumulativeProbability(0.9995) / p.draws();
    boolean passed = share >= low && share <= high;
    rows.add(
        "placebo-treatment",
        RefuterRows.text(
            "pass: with arms permuted within groups %.1f%% to %.1f%% of draws are significant at 5%%; else fail",
            100 * low, 100 * high),
        passed ? Word.PASS : Word.FAIL,
        share,
        high,
        found.pValue(),
        p.draws(),
        RefuterRows.text(
            "With arms dealt at random within groups %.1f%% of %d draws look significant at 5%%; as many as %.1f%% are at least as far from zero as the effect found.",
            100 * share, p.draws(), 100 * found.pValue()));
  }

  /** Units that bought nothing in the last four weeks of their window nor after it. */
  void attrition() {
    double[] left = new double[2];
    double[] n = new double[2];
    double[] last = new double[2];
    var w = data.windows();
    for (int i = 0; i < w.unit().length; i++) {
      int until = Math.min(w.start()[i] + 7 * p.post() - 28, data.end() - 27);
      int arm = w.treated()[i];
      n[arm]++;
      left[arm] += data.lastDay()[w.unit()[i]] < until ? 1 : 0;
      last[arm] += Math.floorDiv(data.lastDay()[w.unit()[i]] - w.start()[i], 7);
    }
    double apart = left[1] / n[1] - left[0] / n[0];
    rows.add(
        "attrition",
        "pass: the arms' shares of units that left differ by at most 5 points; fragile: by at most 10; else fail",
        Math.abs(apart) <= 0.05 ? Word.PASS : Math.abs(apart) <= 0.1 ? Word.FRAGILE : Word.FAIL,
        apart,
        0.05,
        null,
        0,
        RefuterRows.text(
            "%.1f%% of treated and %.1f%% of comparison units had left for good four weeks before the window's end; the last purchase is on average in week %.1f and %.1f.",
            100 * left[1] / n[1], 100 * left[0] / n[0], last[1] / n[1], last[0] / n[0]));
  }

  /** The effect over other horizons, same weeks before. */
  void horizons() {
    Estimate headline = pooled.estimate("att");
    double sign = headline instanceof Estimate.Value v ? Math.signum(v.value()) : 0;
    var against = new ArrayList<Integer>();
    var seen = new ArrayList<Integer>();
    for (int weeks : p.horizons()) {
      Optional<UnitInfluence> e = data.windows().effect(0, p.pre(), weeks, false);
      Estimate found =
          e.map(x -> x.estimate("att"))
              .orElse(
                  new Estimate.Missing(
                      "att",
                      Estimate.Reason.NO_ROWS,
                      "No group is observed so long after its start."));
      tried.add("horizons", weeks + " weeks", found, null);
      if (found instanceof Estimate.Value v) {
        seen.add(weeks);
        if (sign > 0 && v.confHigh() < 0 || sign < 0 && v.confLow() > 0) {
          against.add(weeks);
        }
      }
    }
    rows.add(
        "horizons",
        "pass: over no horizon does the whole interval lie on the other side of zero; else fail",
        seen.isEmpty() ? Word.FRAGILE : against.isEmpty() ? Word.PASS : Word.FAIL,
        (double) against.size(),
        0.0,
        null,
        0,
        against.isEmpty()
            ? RefuterRows.text("Over %s weeks nothing speaks against the sign.", listed(seen))
            : RefuterRows.text(
                "Over %s weeks the whole interval lies on the other side of zero.",
                listed(against)));
  }

  /** {@code 4, 8 and 12}. */
  private static String listed(List<Integer> weeks) {
    String text = weeks.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return text.isEmpty() ? "no" : text.replaceFirst(", (?=[^,]*$)", " and ");
  }

  /** What each group could have shown. */
  void detectable() {
    int blind = 0;
    double bar = 0;
    double n = 0;
    for (GroupSample g : RefuteData.compared(outcome)) {
      UnitInfluence e =
          UnitInfluence.ofMeans(g.unit(), g.treated(), g.difference(), outcome.units());
      double mean = Arrays.stream(g.after()).average().orElse(0);
      double mde = Power.detectable(e.stdError(), e.units() - 1.0);
      tried.add("mde", "group", e.estimate("att"), g.label(), mde);
      blind += mde > Math.max(p.breakEven(), mean / 10) ? 1 : 0;
      bar += mean / 10;
      n++;
    }
    UnitInfluence all = pooled;
    double mde = Power.detectable(all.stdError(), all.units() - 1.0);
    double limit = Math.max(p.breakEven(), bar / Math.max(1, n));
    tried.add("mde", "pooled", all.estimate("att"), null, mde);
    rows.report(
        "mde",
        "pass: at 80% power the pooled effect detects break-even or a tenth of the mean, whichever is larger; else fragile; for reading only",
        mde <= limit ? Word.PASS : Word.FRAGILE,
        mde,
        limit,
        null,
        RefuterRows.text(
            "All groups together detect %.2f at 80%% power (break-even %.2f); %d of %d groups alone cannot detect a tenth of their mean.",
            mde, p.breakEven(), blind, (int) n));
  }

  /** Weeks in which most units are under some treatment, dropped. */
  void spillover() {
    String rule =
        "pass: without weeks in which over 50% of units are under a treatment the effect changes by at most 2 joint standard errors; else fail; fragile: no weeks are left";
    Windows.Sparse s = data.windows().sparse(p.pre(), p.post(), DENSE);
    s.all().ifPresent(e -> tried.add("spillover", "all weeks", e.estimate("att"), null));
    s.kept().ifPresent(e -> tried.add("spillover", "without dense weeks", e.estimate("att"), null));
    if (s.dense() == 0) {
      rows.add(
          "spillover",
          rule,
          Word.PASS,
          s.greatest(),
          DENSE,
          null,
          0,
          RefuterRows.text(
              "In no week are over half the units under a treatment (at most %.0f%%), so none is dropped.",
              100 * s.greatest()));
      return;
    }
    if (s.all().isEmpty()) {
      rows.add(
          "spillover",
          rule,
          Word.FRAGILE,
          s.greatest(),
          DENSE,
          null,
          0,
          RefuterRows.text(
              "In %d of %d weeks over half the units are under a treatment, and no group keeps weeks on both sides of its start without them, so spillover is untested.",
              s.dense(), s.weeks()));
      return;
    }
    UnitInfluence apart = s.kept().orElseThrow().minus(s.all().orElseThrow());
    double error = apart.stdError();
    double z = error > 0 ? Math.abs(apart.value()) / error : 0;
    boolean passed = z <= Refuter.AGREEMENT;
    rows.add(
        "spillover",
        rule,
        passed ? Word.PASS : Word.FAIL,
        z,
        Refuter.AGREEMENT,
        null,
        0,
        RefuterRows.text(
            "Without the %d of %d weeks in which over half the units are under a treatment the effect is %.2f in place of %.2f, %.1f joint standard errors apart.",
            s.dense(),
            s.weeks(),
            s.kept().orElseThrow().value(),
            s.all().orElseThrow().value(),
            z));
  }

  private static Word word(double pValue) {
    return pValue >= 0.05 ? Word.PASS : pValue >= 0.01 ? Word.FRAGILE : Word.FAIL;
  }

  /** How blind the pre-trend test is, and how much of a departure the effect survives. */
  void eventStudy() {
    new EventStudyRefuter(p, data, pooled, rows).judge(Design.workers(context));
  }

  void write() {
    p.concerns().forEach(other -> rows.concern(other, OF_LISTS));
    rows.write(context, data.groupType());
    tried.write(context, data.groupType());
  }
}
