package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.dml.Treatment;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.refit.Benchmarks;
import org.liftgate.modeling.refit.Bootstrap;
import org.liftgate.modeling.refit.Challenge;
import org.liftgate.modeling.refit.Effect;
import org.liftgate.modeling.refit.LeftOver;
import org.liftgate.modeling.refit.NegativeControl;
import org.liftgate.modeling.refit.PlaceboTreatment;
import org.liftgate.modeling.refit.RandomCause;
import org.liftgate.modeling.refit.Residuals;
import org.liftgate.modeling.refit.SimulatedCause;
import org.liftgate.modeling.refit.Study;
import org.liftgate.modeling.refit.Subset;
import org.liftgate.modeling.refit.Trial;
import org.liftgate.modeling.refit.UnseenCause;
import org.liftgate.modeling.refit.UnseenCause.Benchmark;

/** The trials of one run of {@code modeling.refit}. */
final class Refits {
  private static final String LAST_STEP =
      "The last regression alone is tried; the learned means stay as they are.";
  private static final String UNIT = "unit";

  private final RefitStage.Parameters p;
  private final StageContext context;
  private final Table table;
  private final Workers workers;
  private final Study study;

  Refits(RefitStage.Parameters p, StageContext context) {
    this.p = p;
    this.context = context;
    this.workers = Design.workers(context);
    var wanted = new ArrayList<>(List.of(p.outcome(), p.treatment()));
    wanted.addAll(p.covariates());
    p.unit().ifPresent(wanted::add);
    p.negativeControl().ifPresent(wanted::add);
    EffectRows.check(
        p.table(),
        context.engine().schema(p.table()),
        wanted,
        List.of(),
        p.covariates(),
        p.treatment());
    this.table =
        context.engine().read(p.table(), wanted.stream().distinct().toArray(String[]::new));
    this.study =
        new Study(
            table.doubles(p.outcome()),
            table.doubles(p.treatment()),
            p.covariates(),
            p.covariates().stream().map(table::doubles).toList(),
            p.unit()
                .map(u -> table.codes(u).codes())
                .orElse(IntStream.range(0, table.rows()).toArray()));
  }

  void run() {
    Estimate found = everything(workers).of(study, p.drawSeed());
    if (found instanceof Estimate.Value effect) {
      judged(effect);
    } else {
      String why =
          switch (found) {
            case Estimate.Missing m -> m.detail();
            case Estimate.Point v -> v.why();
            case Estimate.Value v -> v.term();
          };
      context.note("Nothing was tried: there is no effect to try. " + why);
      write(List.of(), List.of(), List.of(), List.of());
    }
  }

  private void judged(Estimate.Value effect) {
    Residuals left = residuals(study);
    var trials = new ArrayList<Trial>();
    boolean again = p.again() == RefitStage.Again.EVERYTHING;
    Study tried =
        again
            ? study
            : new Study(left.outcome(), left.treatment(), List.of(), List.of(), study.units());
    Effect how = again ? everything(Workers.of(1)) : Refits::lastStep;
    Estimate.Value base = again ? effect : (Estimate.Value) how.of(tried, p.drawSeed());
    for (Challenge c :
        List.of(
            new RandomCause(),
            new PlaceboTreatment(),
            new Subset(p.share()),
            new Bootstrap(),
            new SimulatedCause(p.movesTreatment(), p.movesOutcome()))) {
      context.progress(c.name(), trials.size(), 9);
      Trial trial = c.run(tried, how, base, p.draws(), p.drawSeed(), workers);
      trials.add(again ? trial : trial.under(LAST_STEP));
    }
    List<Benchmark> seen = benchmarks(left);
    UnseenCause unseen = UnseenCause.of(effect, left);
    trials.add(unseen.judge(seen));
    trials.add(LeftOver.balance(study, left));
    trials.add(LeftOver.overlap(study, left));
    negative().ifPresent(trials::add);
    write(
        trials,
        List.of(effect(effect, unseen)),
        seen.stream()
            .map(b -> Arrays.<@Nullable Object>asList(b.name(), b.onTreatment(), b.onOutcome()))
            .toList(),
        unseen.contour(seen, p.grid()).stream()
            .map(g -> Arrays.<@Nullable Object>asList(g.onTreatment(), g.onOutcome(), g.effect()))
            .toList());
  }

  private List<@Nullable Object> effect(Estimate.Value v, UnseenCause unseen) {
    return Arrays.<@Nullable Object>asList(
        p.treatment(),
        p.outcome(),
        v.value(),
        v.stdError(),
        v.confLow(),
        v.confHigh(),
        unseen.variance());
  }

  /** Nuisances and the regression, errors and folds by unit. */
  private Effect everything(Workers threads) {
    return (s, seed) -> dml(seed, threads).fit(sample(s)).estimates().getFirst();
  }

  private LinearDml dml(long seed, Workers threads) {
    return new LinearDml(Basis.parse("none").orElseThrow(), Nuisances.of(p.nuisance().learner()))
        .with(Covariance.cluster(UNIT))
        .with(threads)
        .withFolds(p.folds())
        .withSeed(seed);
  }

  private static DmlSample sample(Study s) {
    return DmlSample.of(
            s.outcome(),
            new Treatment.Dose(s.treatment()),
            DmlSample.Columns.NONE,
            new DmlSample.Columns(s.names(), s.covariates().toArray(double[][]::new)))
        .withCluster(UNIT, s.units());
  }

  /** What is left of the outcome on what is left of the treatment. */
  private static Estimate lastStep(Study s, long seed) {
    double[][] columns = new double[s.covariates().size() + 1][];
    var names = new ArrayList<>(List.of("treatment"));
    columns[0] = s.treatment();
    for (int j = 1; j < columns.length; j++) {
      names.add(s.names().get(j - 1));
      columns[j] = s.covariates().get(j - 1);
    }
    return new LinearRegression(Covariance.cluster(UNIT))
        .estimate(LinearSample.of(s.outcome(), names, columns).withCluster(UNIT, s.units()))
        .get(1);
  }

  private Residuals residuals(Study s) {
    var r = dml(p.drawSeed(), workers).residuals(sample(s));
    return new Residuals(r.outcome(), r.treatment()[0]);
  }

  private List<Benchmark> benchmarks(Residuals left) {
    List<Residuals> without =
        IntStream.range(0, study.names().size())
            .mapToObj(j -> residuals(study.without(j)))
            .toList();
    return Benchmarks.of(left, study.names(), without);
  }

  private Optional<Trial> negative() {
    return p.negativeControl()
        .filter(this::whole)
        .map(
            column -> {
              int j = study.names().indexOf(column);
              Study others = j < 0 ? study : study.without(j);
              Estimate found =
                  everything(workers).of(others.withOutcome(table.doubles(column)), p.drawSeed());
              return NegativeControl.judge(column, found);
            });
  }

  /** Whether a column has a value in each row; what a file does not have cannot be tried. */
  private boolean whole(String column) {
    long missing = Arrays.stream(table.doubles(column)).filter(v -> !Double.isFinite(v)).count();
    if (missing > 0) {
      context.note(
          "No negative control is tried: %s is missing in %d of %d rows."
              .formatted(column, missing, table.rows()));
    }
    return missing == 0;
  }

  private void write(
      List<Trial> trials,
      List<List<@Nullable Object>> effect,
      List<List<@Nullable Object>> seen,
      List<List<@Nullable Object>> grid) {
    RefuterTable.write(context, Type.INTEGER, trials.stream().map(this::row).toList());
    StageTable.write(
        context,
        "unseen",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("outcome", Type.TEXT),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("variance", Type.DOUBLE)),
        effect,
        "treatment",
        "outcome");
    StageTable.write(
        context,
        "benchmarks",
        Schema.of(
            new Column("name", Type.TEXT),
            new Column("on_treatment", Type.DOUBLE),
            new Column("on_outcome", Type.DOUBLE)),
        seen,
        "name");
    StageTable.write(
        context,
        "contour",
        Schema.of(
            new Column("on_treatment", Type.DOUBLE),
            new Column("on_outcome", Type.DOUBLE),
            new Column("effect", Type.DOUBLE)),
        grid,
        "on_treatment",
        "on_outcome");
  }

  private RefuterTable.Row row(Trial t) {
    return new RefuterTable.Row(
        p.treatment(),
        p.outcome(),
        null,
        t.name(),
        t.rule(),
        RefuterTable.Word.valueOf(t.word().name()),
        t.statistic(),
        t.threshold(),
        null,
        t.draws(),
        true,
        t.sentence());
  }
}
