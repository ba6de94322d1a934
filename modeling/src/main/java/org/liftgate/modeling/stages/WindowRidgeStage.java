package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.TwoStageMix;
import org.liftgate.modeling.mix.WindowRidge;

/**
 * {@code modeling.window-ridge}: a ridge of a weekly outcome, fitted in the first weeks and judged
 * in those after; with a mediator, the regression of the mediator first and both its prediction and
 * what is left of it in the second ({@link TwoStageMix}). Writes one row a column with term {@code
 * slope} (of the mediator's regression {@code mediator-slope}), points without an interval, for a
 * penalised coefficient has none; and {@code accuracy_<stage>}.
 */
public final class WindowRidgeStage implements StageKind<WindowRidgeStage.Parameters> {
  /** The term of the mediator's own regression. */
  static final String FIRST = "mediator-slope";

  private static final String WHY = "a coefficient shrunken by a penalty has no interval";

  /** Columns that follow from the dates alone. */
  public enum Season {
    NONE,
    /** Calendar months met, but for the first. */
    MONTHS,
    /** ISO weeks met, but for the first. */
    WEEKS,
    /** Two harmonics of a year. */
    FOURIER
  }

  /** A column made of spendings. */
  public record Spending(
      @Doc("What it is called") String name,
      @Doc("Columns that are added up") List<String> columns,
      @Doc("Share that is left after a week, at least 0 and below 1") @Default("0") double decay) {
    public Spending {
      columns = List.copyOf(columns);
    }
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a week") String table,
      @Doc("Column with the week's first day") @Default("week") String week,
      @Doc("Outcome column") String outcome,
      @Doc("Spendings; with a mediator the one treatment") List<Spending> spendings,
      @Doc("The spending that is mediator, if there is one") @Default("[]") List<Spending> mediator,
      @Doc("Exponent of the saturation; 1 for none") @Default("1") double exponent,
      @Doc("Other columns") @Default("[]") List<String> controls,
      @Doc("Whether the number of the week is a column") @Default("true") boolean time,
      @Doc("none, months, weeks or fourier") @Default("months") Season season,
      @Doc("Penalty of the ridge") double lambda,
      @Doc("Whether columns are scaled by the training weeks first") @Default("true")
          boolean standardise,
      @Doc("Share of the weeks, the earlier ones, that it is fitted in") @Default("0.8")
          double share,
      @Doc("Whose recipe this is: published or defended") @Default("published") Profile profile) {
    public Parameters {
      spendings = List.copyOf(spendings);
      mediator = List.copyOf(mediator);
      controls = List.copyOf(controls);
      if (mediator.size() > 1 || mediator.size() == 1 && spendings.size() != 1) {
        throw LiftgateException.input(
            "a mediated ridge has one treatment and one mediator",
            List.of(
                Problem.of(
                    "mediator",
                    mediator.size() + " with " + spendings.size() + " spendings",
                    "must be one, with one spending",
                    "Maybe add the channels up: columns: [a, b].")));
      }
    }
  }

  @Override
  public String name() {
    return "modeling.window-ridge";
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
    var columns = new ArrayList<>(p.controls());
    columns.add(p.outcome());
    p.spendings().forEach(s -> columns.addAll(s.columns()));
    p.mediator().forEach(s -> columns.addAll(s.columns()));
    WeeklyData data = WeeklyData.read(context, p.table(), p.week(), columns);
    double[] y = data.column(p.outcome());
    Features x = Features.none();
    for (Spending s : p.spendings()) {
      x = x.and(s.name(), carried(data, s, p));
    }
    Features controls = data.features(p.time(), p.controls(), p.season());
    int training = Math.clamp(Math.round(p.share() * data.count()), 2, data.count());
    var rows = new ArrayList<List<@Nullable Object>>();
    var accuracy = new AccuracyTable(context);
    List<String> flat = flat(p, data, y, training);
    if (!flat.isEmpty()) {
      String why = "Over the first %d weeks nothing varies in %s.".formatted(training, flat);
      context.note("No ridge was fitted. " + why);
      for (Spending s : p.spendings()) {
        rows.add(
            WeeklyData.row(
                    context,
                    "ridge",
                    p.profile(),
                    s.name(),
                    p.outcome(),
                    data.count(),
                    Grade.ASSOCIATIONAL)
                .with(
                    new Estimate.Missing(
                        RegressionStage.SLOPE, Estimate.Reason.NO_VARIATION, why)));
      }
    } else if (p.mediator().isEmpty()) {
      var fit = new WindowRidge(p.lambda(), p.standardise(), training).fit(x.and(controls), y);
      add(p, context, data, fit, p.outcome(), RegressionStage.SLOPE, rows);
      accuracy.add("ridge", fit);
    } else {
      Spending m = p.mediator().getFirst();
      TwoStageMix.Fit fit =
          new TwoStageMix(p.lambda(), training)
              .fit(x, Features.of(m.name(), carried(data, m, p)), controls, y);
      add(p, context, data, fit.mediator(), m.name(), FIRST, rows);
      add(p, context, data, fit.outcome(), p.outcome(), RegressionStage.SLOPE, rows);
      accuracy.add("mediator", fit.mediator());
      accuracy.add("outcome", fit.outcome());
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
    accuracy.write();
  }

  /** What a regression would be of, where it does not vary. */
  private static List<String> flat(Parameters p, WeeklyData data, double[] y, int training) {
    var flat = new ArrayList<String>();
    if (!WeeklyData.varies(y, training)) {
      flat.add(p.outcome());
    }
    for (Spending m : p.mediator()) {
      if (!WeeklyData.varies(carried(data, m, p), training)) {
        flat.add(m.name());
      }
    }
    return flat;
  }

  private static double[] carried(WeeklyData data, Spending s, Parameters p) {
    return WeeklyData.carried(data.sum(s.columns()), s.decay(), p.exponent());
  }

  private static void add(
      Parameters p,
      StageContext context,
      WeeklyData data,
      WindowRidge.Fit fit,
      String outcome,
      String term,
      List<List<@Nullable Object>> rows) {
    fit.coefficients()
        .forEach(
            (name, value) ->
                rows.add(
                    WeeklyData.row(
                            context,
                            "ridge",
                            p.profile(),
                            name,
                            outcome,
                            data.count(),
                            Grade.ASSOCIATIONAL)
                        .with(new Estimate.Point(term, value, WHY))));
  }
}
