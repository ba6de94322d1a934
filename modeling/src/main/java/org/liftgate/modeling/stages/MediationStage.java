package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.mediation.LinearMediation;
import org.liftgate.modeling.mediation.MediationEffects;
import org.liftgate.modeling.mediation.MediationSample;
import org.liftgate.modeling.mix.Features;

/**
 * {@code modeling.mediation}: what one more unit of a spending a week does to an outcome by way of
 * a mediator ({@code indirect}), past it ({@code direct}) and in all ({@code total}), by {@link
 * LinearMediation}: least squares without a penalty, residuals drawn in blocks. {@code rho} is the
 * correlation of errors at which the indirect effect vanishes. Effects only if nothing unseen moves
 * mediator and outcome together, which no data show; associational.
 */
public final class MediationStage implements StageKind<MediationStage.Parameters> {
  static final String INDIRECT = "indirect";
  static final String DIRECT = "direct";
  static final String TOTAL = "total";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a week") String table,
      @Doc("Column with the week's first day") @Default("week") String week,
      @Doc("Outcome column") String outcome,
      @Doc("The spendings whose effect is asked for, each by itself")
          List<WindowRidgeStage.Spending> treatments,
      @Doc("The mediator") WindowRidgeStage.Spending mediator,
      @Doc("Exponent of the saturation; 1 for none") @Default("1") double exponent,
      @Doc("Other columns") @Default("[]") List<String> controls,
      @Doc("Whether the number of the week is a column") @Default("true") boolean time,
      @Doc("none, months, weeks or fourier") @Default("months") WindowRidgeStage.Season season,
      @Doc("Draws of the residuals, at least 100") @Default("2000") int draws) {
    public Parameters {
      treatments = List.copyOf(treatments);
      controls = List.copyOf(controls);
    }
  }

  @Override
  public String name() {
    return "modeling.mediation";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    var columns = new ArrayList<>(p.controls());
    columns.add(p.outcome());
    columns.addAll(p.mediator().columns());
    p.treatments().forEach(t -> columns.addAll(t.columns()));
    WeeklyData data = WeeklyData.read(context, p.table(), p.week(), columns);
    Features controls = data.features(p.time(), p.controls(), p.season());
    double[] mediator = carried(data, p.mediator(), p.exponent());
    var rows = new ArrayList<List<@Nullable Object>>();
    for (WindowRidgeStage.Spending t : p.treatments()) {
      var sample =
          new MediationSample(
              carried(data, t, p.exponent()),
              mediator,
              data.column(p.outcome()),
              controls.names(),
              controls.columns());
      var estimator =
          new LinearMediation(
              p.draws(), 0, 0, 1, context.random(t.name()).nextLong(), Design.workers(context));
      var row =
          WeeklyData.row(
              context,
              "mediation",
              Profile.DEFENDED,
              t.name(),
              p.outcome(),
              data.count(),
              Grade.ASSOCIATIONAL);
      double df = data.count() - controls.width() - 3.0;
      estimator
          .refusal(sample)
          .ifPresentOrElse(
              m ->
                  List.of(INDIRECT, DIRECT, TOTAL)
                      .forEach(
                          term ->
                              rows.add(
                                  row.with(new Estimate.Missing(term, m.reason(), m.detail())))),
              () ->
                  estimator.estimate(sample).all().forEach(e -> rows.add(row.with(value(e, df)))));
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
  }

  private static double[] carried(WeeklyData data, WindowRidgeStage.Spending s, double exponent) {
    return WeeklyData.carried(data.sum(s.columns()), s.decay(), exponent);
  }

  /** The interval is that of the draws; p is Student's, of the distance from 0 in their spread. */
  private static Estimate value(MediationEffects.Effect e, double df) {
    double p = new StudentT(df).twoSided(e.value() / e.stdError());
    return new Estimate.Value(e.term(), e.value(), e.stdError(), df, p, e.low(), e.high());
  }
}
