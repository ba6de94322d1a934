package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.inference.MeanDifference;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.ArmPaths;
import org.liftgate.modeling.panel.ArmTrends;
import org.liftgate.modeling.stages.RefuterTable.Word;
import org.liftgate.modeling.staggered.honest.Path;
import org.liftgate.modeling.staggered.honest.RelativeMagnitudes;
import org.liftgate.modeling.verdict.Words;

/** What is tried against parallel trends, each with its rule. */
final class TrendRefuters {
  private static final String SLOPE_RULE =
      "pass: no difference between the arms' straight trends before the start, p at least .05; fragile: .01 to .05; fail: below .01";
  private static final String POWER_RULE =
      "pass: a difference in trends that is found half the time would not bring the effect to break-even; else fragile";
  private static final String HONEST_RULE =
      "pass: the average effect survives departures after the start as large as the largest before it (HonestDiD, breakdown M at least 1); fragile: at least .5; fail: less; for reading only";
  private static final double HONEST = 1;

  /** Told and never decides: the longer the path, the smaller M comes out of noise alone. */
  private static final String HONEST_DID = "honest-did";

  private static final Schema SCHEMA =
      Schema.of(
          new Column("what", Type.TEXT),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("detail", Type.TEXT));

  private final TrendsStage.Parameters p;
  private final StageContext context;
  private final PanelData data;
  private final PanelData fine;
  private final RefuterRows rows;
  private final List<List<@Nullable Object>> figures = new ArrayList<>();

  TrendRefuters(TrendsStage.Parameters p, StageContext context) {
    this.rows = new RefuterRows(p.treatment(), p.outcome());
    this.p = p;
    this.context = context;
    this.data = PanelData.read(context, p.panel(), List.of(p.outcome()));
    this.fine =
        p.fine().map(name -> PanelData.read(context, name, List.of(p.outcome()))).orElse(data);
  }

  /** Trends by unit, and what a test of them misses. */
  void straight() {
    Optional<ArmTrends> found = ArmTrends.of(fine.outcome(p.outcome()));
    if (!(found.map(ArmTrends::slope).orElse(null) instanceof Estimate.Value slope)
        || !(found.orElseThrow().carriedOn() instanceof Estimate.Value carried)
        || !(found.orElseThrow().effect() instanceof Estimate.Value effect)) {
      rows.add(
          "trend-before",
          SLOPE_RULE,
          Word.FRAGILE,
          null,
          null,
          null,
          0,
          "Too few units of either arm have %d %ss before the start and one after it to compare their trends."
              .formatted(ArmTrends.LEAST, p.period()));
      return;
    }
    ArmTrends trends = found.get();
    figure("slope", slope, "difference of the arms' trends before the start, a " + p.period());
    figure("change", effect, "difference of the arms' changes");
    figure("carried-on", carried, "the same with each unit's trend before carried on");
    if (trends.leftOut() > 0) {
      context.note(
          "%,d units have too few %ss for a trend.".formatted(trends.leftOut(), p.period()));
    }
    rows.add(
        "trend-before",
        SLOPE_RULE,
        slope.pValue() >= 0.05 ? Word.PASS : slope.pValue() >= 0.01 ? Word.FRAGILE : Word.FAIL,
        slope.statistic(),
        null,
        slope.pValue(),
        0,
        (slope.pValue() >= 0.05
                ? "Before the start the arms' straight trends differ by %s a %s, which could be nothing (%s); carried on, the effect would be %s."
                : "Before the start the arms' straight trends already differ by %s a %s (%s); carried on, the effect would be %s.")
            .formatted(
                Words.interval(slope),
                p.period(),
                Words.p(slope.pValue()),
                Words.interval(carried)));
    missed(trends, slope, effect);
  }

  /** Straight departures a two-sided test at 5% finds one time in two, and four in five. */
  private void missed(ArmTrends trends, Estimate.Value slope, Estimate.Value effect) {
    var t = new StudentT(slope.df());
    double half = t.quantile(0.975) * slope.stdError();
    double most = half + t.quantile(0.8) * slope.stdError();
    double bias = half * trends.distance();
    double room = Math.abs(effect.value() - p.breakEven());
    detectable("found half the time", half, trends.distance());
    detectable("found four times in five", most, trends.distance());
    rows.add(
        "trend-missed",
        POWER_RULE,
        bias < room ? Word.PASS : Word.FRAGILE,
        bias,
        room,
        null,
        0,
        "A test of straight trends before the start finds a difference of %s a %s half the time and one of %s four times in five, which would move the effect by %s and %s."
            .formatted(
                Words.number(half, slope.stdError()),
                p.period(),
                Words.number(most, slope.stdError()),
                Words.number(bias, effect.stdError()),
                Words.number(most * trends.distance(), effect.stdError())));
  }

  private void detectable(String what, double slope, double distance) {
    figures.add(
        Arrays.<@Nullable Object>asList(
            what,
            slope,
            null,
            null,
            null,
            null,
            RefuterRows.text("would move the effect by %.6g", slope * distance)));
  }

  /** How far the average of the effects since the start survives departures. */
  void path() {
    ArmPaths found = ArmPaths.of(data.outcome(p.outcome()));
    if (!(found instanceof ArmPaths.Complete paths) || !usable(paths)) {
      String why =
          found instanceof ArmPaths.Missing missing
              ? missing.detail()
              : "The path needs two periods on either side of the start, without a gap.";
      rows.report(HONEST_DID, HONEST_RULE, Word.FRAGILE, null, HONEST, null, untested(why));
      return;
    }
    MeanDifference effects = paths.effects(p.reference());
    double[][] covariance = effects.covariance();
    int before = (int) Arrays.stream(paths.periods()).filter(e -> e < p.reference()).count();
    double[] target = new double[effects.value().length - before];
    Arrays.fill(target, 1.0 / target.length);
    int units = paths.treated().length + paths.comparison().length;
    if (units - 2 < effects.value().length) {
      rows.report(
          HONEST_DID,
          HONEST_RULE,
          Word.FRAGILE,
          null,
          HONEST,
          null,
          untested(
              "%d units do not tell the covariance of %d effects."
                  .formatted(units, effects.value().length)));
      return;
    }
    context.checkCancelled();
    OptionalDouble broken =
        new RelativeMagnitudes(Design.workers(context))
            .breakdown(new Path(before, effects.value(), covariance, target), 0.05);
    double m = broken.orElse(0);
    figures.add(
        Arrays.<@Nullable Object>asList(
            "breakdown",
            Double.isFinite(m) ? (Double) m : null,
            null,
            null,
            null,
            null,
            "departure, in times the largest before, that the average effect survives"));
    rows.report(
        HONEST_DID,
        HONEST_RULE,
        m >= HONEST ? Word.PASS : m >= HONEST / 2 ? Word.FRAGILE : Word.FAIL,
        m,
        HONEST,
        null,
        broken.isEmpty()
            ? "The average effect by period is not told from zero even under parallel trends, so there is no departure it survives."
            : Double.isInfinite(m)
                ? "The average effect differs from zero whatever the departures."
                : RefuterRows.text(
                    "The average effect differs from zero up to departures of %.2f times the largest from one period to the next before the start.",
                    m));
  }

  private static String untested(String why) {
    return "How far the effect survives departures from parallel trends is untested: " + why;
  }

  private boolean usable(ArmPaths.Complete paths) {
    int[] all = paths.periods();
    boolean gapless = all[all.length - 1] - all[0] == all.length - 1;
    return gapless
        && p.reference() == -1
        && all[0] < p.reference()
        && all[all.length - 1] > p.reference();
  }

  void write() {
    StageTable.write(context, "trends", SCHEMA, figures, "what");
    rows.write(context, data.groupType());
  }

  private void figure(String what, Estimate.Value v, String detail) {
    figures.add(
        Arrays.<@Nullable Object>asList(
            what, v.value(), v.stdError(), v.confLow(), v.confHigh(), v.pValue(), detail));
  }
}
