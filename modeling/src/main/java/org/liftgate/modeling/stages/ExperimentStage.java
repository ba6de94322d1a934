package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.experiment.Cuped;
import org.liftgate.modeling.experiment.DifferenceInMeans;
import org.liftgate.modeling.experiment.ExperimentRows;
import org.liftgate.modeling.experiment.SampleRatio;
import org.liftgate.modeling.experiment.Sizing;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.experiment}: an experiment whose units were assigned by lot. The effect adjusted
 * by the outcome before (CUPED, term {@code att}) and the plain difference (term {@code
 * difference}); a mismatch of the arms' sizes refuses both. Without arms it says so and still sizes
 * the experiment that could be run. Writes {@code estimates_<stage>}, {@code experiment_<stage>}
 * (arms and sample ratio) and {@code sizing_<stage>}: what is detected with the units at hand, and
 * units needed for effects of 1, 2, 5 and 10% of the mean.
 */
public final class ExperimentStage implements StageKind<ExperimentStage.Parameters> {
  /** The unadjusted difference. */
  static final String DIFFERENCE = "difference";

  private static final double[] EFFECTS = {0.01, 0.02, 0.05, 0.1};

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table with one row a unit") String table,
      @Doc("Column of the arm: 1, 0, or empty where a unit took no part") String arm,
      @Doc("Column of the outcome after the start") String after,
      @Doc("Column of the outcome before it") String before,
      @Doc("What the offer is called in estimates") String treatment,
      @Doc("What the outcome is called in estimates") String outcome,
      @Doc("Share of units meant to be treated") @Default("0.5") double share,
      @Doc("Periods from the start on") @Default("1") long periods) {}

  private record Data(byte[] arm, double[] after, double[] before) {
    int treated() {
      return (int) IntStream.range(0, arm.length).filter(i -> arm[i] == 1).count();
    }
  }

  @Override
  public String name() {
    return "modeling.experiment";
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
    Table table = context.engine().read(p.table(), p.arm(), p.after(), p.before());
    double[] arm = table.doubles(p.arm());
    double[] after = table.doubles(p.after());
    double[] before = table.doubles(p.before());
    int[] usable =
        IntStream.range(0, arm.length)
            .filter(i -> Double.isFinite(after[i]) && Double.isFinite(before[i]))
            .toArray();
    int[] assigned = Arrays.stream(usable).filter(i -> arm[i] == 0 || arm[i] == 1).toArray();
    Data data = take(arm, after, before, assigned);
    Optional<SampleRatio> ratio = ratio(p, data);
    boolean broken = ratio.map(SampleRatio::mismatch).orElse(false);
    var row = row(p, context, data);
    EstimateTable.write(
        context,
        Type.INTEGER,
        List.of(
            row.with(refused(broken, data, "att").orElseGet(() -> adjusted(data, context))),
            row.with(refused(broken, data, DIFFERENCE).orElseGet(() -> difference(data)))));
    arms(context, data, ratio, arm.length);
    sizing(p, context, data, take(arm, after, before, usable));
  }

  private static Data take(double[] arm, double[] after, double[] before, int[] rows) {
    var flags = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      flags[i] = (byte) (arm[rows[i]] == 1 ? 1 : 0);
    }
    return new Data(
        flags,
        Arrays.stream(rows).mapToDouble(i -> after[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> before[i]).toArray());
  }

  private static Optional<SampleRatio> ratio(Parameters p, Data data) {
    return data.arm().length == 0 || p.share() <= 0 || p.share() >= 1
        ? Optional.empty()
        : SampleRatio.test(
            new long[] {data.arm().length - data.treated(), data.treated()},
            new double[] {1 - p.share(), p.share()});
  }

  private static Optional<Estimate> refused(boolean broken, Data data, String term) {
    if (data.arm().length == 0) {
      return Optional.of(
          new Estimate.Missing(
              term,
              Estimate.Reason.NO_COMPARISON,
              "No file says who was assigned to what, so there is no experiment to read."));
    }
    return broken
        ? Optional.of(
            new Estimate.Missing(
                term,
                Estimate.Reason.UNSUITED,
                "The arms do not have the sizes they were meant to have (%d and %d): assignment or logging is broken."
                    .formatted(data.treated(), data.arm().length - data.treated())))
        : Optional.empty();
  }

  private static Estimate adjusted(Data data, StageContext context) {
    return named(
        new Cuped(Design.workers(context))
            .fit(ExperimentRows.of(data.arm(), data.after()).withCovariates(data.before()))
            .estimate(),
        "att");
  }

  private static Estimate difference(Data data) {
    return named(
        new DifferenceInMeans().estimate(ExperimentRows.of(data.arm(), data.after())).getFirst(),
        DIFFERENCE);
  }

  private static Estimate named(Estimate e, String term) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(term, v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing(term, m.reason(), m.detail());
    };
  }

  private static EstimateTable.Row row(Parameters p, StageContext context, Data data) {
    Arms arms = Arms.of(data.treated(), data.arm().length - data.treated());
    return new EstimateTable.Row(
        context.stage().id(),
        "experiment",
        "defended",
        p.treatment(),
        p.outcome(),
        null,
        "HC2, Welch df",
        data.arm().length,
        arms,
        arms,
        arms,
        Grade.EXPERIMENTAL.word(),
        p.periods());
  }

  private static void arms(
      StageContext context, Data data, Optional<SampleRatio> ratio, int units) {
    StageTable.write(
        context,
        "experiment",
        Schema.of(
            new Column("units", Type.INTEGER),
            new Column("treated_units", Type.INTEGER),
            new Column("comparison_units", Type.INTEGER),
            new Column("ratio_p", Type.DOUBLE),
            new Column("mismatch", Type.BOOLEAN)),
        List.of(
            Arrays.<@Nullable Object>asList(
                (long) units,
                (long) data.treated(),
                (long) data.arm().length - data.treated(),
                ratio.map(SampleRatio::pValue).orElse(null),
                ratio.map(SampleRatio::mismatch).orElse(null))),
        "units");
  }

  /** Deviations within arms where there are any, else of all units. */
  private static void sizing(Parameters p, StageContext context, Data arms, Data all) {
    Data used = arms.arm().length >= 4 && arms.treated() > 0 ? arms : all;
    var rows = new ArrayList<List<@Nullable Object>>();
    double mean = Arrays.stream(used.after()).average().orElse(0);
    for (boolean adjust : new boolean[] {false, true}) {
      double sd = deviation(used, adjust);
      if (!(sd > 0) || used.after().length < 4) {
        continue;
      }
      Sizing sizing = new Sizing(0.05, 0.8, Math.clamp(p.share(), 0.05, 0.95));
      double least = sizing.detectable(sd, used.after().length);
      for (double share : EFFECTS) {
        double effect = Math.abs(share * mean);
        rows.add(
            Arrays.<@Nullable Object>asList(
                adjust ? "adjusted by the outcome before" : "plain difference",
                share,
                effect,
                effect > 0 ? (Double) Math.ceil(sizing.subjects(sd, effect)) : null,
                (long) used.after().length,
                sd,
                least));
      }
    }
    StageTable.write(
        context,
        "sizing",
        Schema.of(
            new Column("analysis", Type.TEXT),
            new Column("share_of_mean", Type.DOUBLE),
            new Column("effect", Type.DOUBLE),
            new Column("units_needed", Type.DOUBLE),
            new Column("units", Type.INTEGER),
            new Column("deviation", Type.DOUBLE),
            new Column("detectable", Type.DOUBLE)),
        rows,
        "analysis",
        "share_of_mean");
  }

  /** Residual standard deviation given the arm, and given the outcome before where asked. */
  private static double deviation(Data data, boolean adjust) {
    double[] arm = IntStream.range(0, data.arm().length).mapToDouble(i -> data.arm()[i]).toArray();
    LinearSample sample =
        adjust
            ? LinearSample.of(data.after(), List.of("arm", "before"), arm, data.before())
            : LinearSample.of(data.after(), List.of("arm"), arm);
    return new LinearRegression(Covariance.iid()).fit(sample) instanceof LinearFit.Solved s
        ? s.summary().sigma()
        : Double.NaN;
  }
}
