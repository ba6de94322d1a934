package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.staggered.CallawaySantAnna;
import org.liftgate.modeling.staggered.EventPath;
import org.liftgate.modeling.staggered.GroupTimeEffects;
import org.liftgate.modeling.staggered.GroupTimeFit;
import org.liftgate.modeling.staggered.StaggeredPanel;

/**
 * {@code modeling.att-gt}: group-time effects of a treatment that units enter at different times
 * ({@link CallawaySantAnna}). Writes {@code att}, which is the average {@code group}; the averages
 * {@code simple}, {@code group}, {@code dynamic} and {@code calendar}; {@code event(e)}; {@code
 * group(g)}; {@code pre-trend}, the joint test of the events within {@code pre} periods before the
 * start; and, in {@code att_gt_<id>}, every att(g, t). The effect is of entry and all that follows
 * from it, so it belongs to no single campaign.
 */
public final class AttGtStage implements StageKind<AttGtStage.Parameters> {
  private static final String ESTIMATOR = "att-gt";
  private static final String CONVENTION = "analytic influence, normal, cluster(unit)";
  private static final int LEAST_UNITS = 100;

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table with one row a unit and period") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("Its column of units") @Default("unit_id") String unit,
      @Doc("Its column of periods, whole numbers") @Default("period") String period,
      @Doc("Its column of the first treated period; 0 or nothing for never") @Default("cohort")
          String cohort,
      @Doc("Who cohorts are compared with: never, or not-yet with never") @Default("not-yet")
          CallawaySantAnna.Control control,
      @Doc("Periods before the start in which effects may show") @Default("0") int anticipation,
      @Doc("Units a cohort needs; smaller ones are left out, and counted in a note") @Default("30")
          int minCohort,
      @Doc("Periods before the start in the joint test") @Default("8") int pre) {
    public Parameters {
      outcomes = List.copyOf(outcomes);
    }
  }

  @Override
  public String name() {
    return "modeling.att-gt";
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
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    StaggeredData data = StaggeredData.read(context, p);
    data.notes().forEach(context::note);
    var rows = new ArrayList<List<@Nullable Object>>();
    var cells = new ArrayList<List<@Nullable Object>>();
    for (String outcome : p.outcomes()) {
      context.progress(outcome, rows.size(), 0);
      StaggeredPanel panel = data.outcome(outcome);
      GroupTimeFit fit = fit(p, context, data, panel);
      fit.notes().forEach(context::note);
      var row = row(p, design, data, outcome, panel, fit);
      rows.addAll(rows(p, fit, row));
      cells.addAll(AttGtCells.rows(outcome, fit));
    }
    EstimateTable.write(context, Type.INTEGER, rows);
    AttGtCells.write(context, cells);
  }

  private static GroupTimeFit fit(
      Parameters p, StageContext context, StaggeredData data, StaggeredPanel panel) {
    if (data.treated() + data.comparison() < LEAST_UNITS || data.cohorts() == 0) {
      return new GroupTimeFit.Missing(
          Reason.SMALL_ARM,
          "%d units entered in %d cohorts of at least %d, and %d never: %d units and one cohort are needed."
              .formatted(
                  data.treated(), data.cohorts(), p.minCohort(), data.comparison(), LEAST_UNITS));
    }
    return new CallawaySantAnna()
        .withControl(p.control())
        .withAnticipation(p.anticipation())
        .with(Design.workers(context))
        .fit(panel);
  }

  private static List<List<@Nullable Object>> rows(
      Parameters p, GroupTimeFit fit, EstimateTable.Row row) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Estimate e : fit.estimates()) {
      if (e.term().equals("group")) {
        rows.add(row.with(named(e)));
      }
      if (!e.term().startsWith("att(") && !e.term().startsWith("calendar(")) {
        rows.add(row.with(e));
      }
    }
    rows.add(preTrend(p, fit, row));
    return rows;
  }

  private static Estimate named(Estimate e) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              "att", v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point("att", v.value(), v.why());
      case Estimate.Missing v -> new Estimate.Missing("att", v.reason(), v.detail());
    };
  }

  private static List<@Nullable Object> preTrend(
      Parameters p, GroupTimeFit fit, EstimateTable.Row row) {
    Optional<JointTest> test = Optional.empty();
    if (fit instanceof GroupTimeEffects effects) {
      EventPath leads = effects.eventPath().only(e -> e < 0 && e >= -p.pre());
      test =
          leads.events().length == 0
              ? Optional.empty()
              : JointTest.wald(leads.values(), leads.covariance(), effects.units() - 1.0);
    }
    return test.map(t -> row.with(t, EventStudy.PRE_TREND))
        .orElseGet(
            () ->
                row.with(
                    new Estimate.Missing(
                        EventStudy.PRE_TREND,
                        Reason.INCOMPLETE_CELLS,
                        "No period before the start can be tested.")));
  }

  private static EstimateTable.Row row(
      Parameters p,
      Design design,
      StaggeredData data,
      String outcome,
      StaggeredPanel panel,
      GroupTimeFit fit) {
    Arms arms = Arms.of(data.treated(), data.comparison());
    long rows = fit instanceof GroupTimeEffects effects ? effects.rows() : panel.rows();
    return new EstimateTable.Row(
        design.stage(),
        ESTIMATOR,
        Profile.DEFENDED.word(),
        p.treatment(),
        outcome,
        null,
        CONVENTION,
        rows,
        arms,
        arms,
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
