package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.EffectModel;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.learn.MeanLearner;

/**
 * {@code modeling.linear-dml}: how much an outcome responds to a treatment, and how that differs by
 * modifiers, by double machine learning (Chernozhukov and others, 2018; {@link LinearDml} has the
 * estimands). Writes {@code estimates_<stage>}: {@code slope}, one effect for all rows, which
 * weighs rows by the variance of their treatment; {@code projection(...)}, the best linear
 * projection of the effect on the basis; {@code projection-mean}, its mean over rows; {@code
 * heterogeneity}, the joint test that all slopes of the projection are 0; {@code segment(by=level)}
 * where {@code by} is given. Writes {@code effects_<stage>}, the projected effect of each row,
 * where {@code unit} is given; {@code curve_<stage>}, the effect along the first modifier with a
 * pointwise interval and a band; {@code score.sql}, which applies the projection to new rows, where
 * {@code score} is given; and {@code nuisances_<stage>}, how well both are predicted.
 */
public final class LinearDmlStage implements StageKind<LinearDmlStage.Parameters> {
  /** Mean over rows of the projected effect. */
  static final String MEAN = "projection-mean";

  static final String HETEROGENEITY = "heterogeneity";
  private static final int POINTS = 41;

  /** How what is not of interest is learned. */
  public enum Learner {
    LINEAR,
    FOREST,
    /** Boosted trees: half of the rows for each tree, leaves of 20. */
    BOOSTING,
    /** Boosted trees as scikit-learn's defaults: all rows, leaves of 1. */
    PLAIN_BOOSTING;

    MeanLearner learner() {
      return switch (this) {
        case LINEAR -> new MeanLearner.Linear();
        case FOREST -> MeanLearner.Forests.standard();
        case BOOSTING -> MeanLearner.Boosting.standard();
        case PLAIN_BOOSTING -> new MeanLearner.Boosting(new BoostingOptions(100, 3, 0.1, 1, 1, 0));
      };
    }
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a unit") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Treatment column: a dose, or arms of which the first in order is compared with")
          String treatment,
      @Doc("Whether the treatment's values are arms") @Default("false") boolean arms,
      @Doc("Columns that the effect may differ by; they are held fixed as well") @Default("[]")
          List<String> modifiers,
      @Doc("Columns held fixed") @Default("[]") List<String> controls,
      @Doc("Functions of the modifiers in which the effect is linear: poly:2, ns:4, bs:5 or none")
          @Default("poly:2")
          String basis,
      @Doc("The same for the curve; empty for that of the projection") @Default("\"\"")
          String curveBasis,
      @Doc("linear, forest, boosting or plain-boosting") @Default("boosting") Learner nuisance,
      @Doc("Folds of cross-fitting") @Default("5") int folds,
      @Doc("Splits into folds, brought together by medians") @Default("1") int repeats,
      @Doc("Decides folds and learners") @Default("1") int drawSeed,
      @Doc("Column within which errors depend on each other; HC1 without one")
          Optional<String> cluster,
      @Doc("Column of integers that names a row; with it each row's effect is written")
          Optional<String> unit,
      @Doc("Column of segments whose effects are told") Optional<String> by,
      @Doc("What `score` tells new rows; a polynomial basis and a dose or two arms")
          Optional<ScoreSql.Advice> score,
      @Doc("How strong the design is: experimental to associational") @Default("associational")
          Grade declared,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      modifiers = List.copyOf(modifiers);
      controls = List.copyOf(controls);
      var problems = new ArrayList<Problem>();
      basis("basis", basis, problems);
      if (!curveBasis.isEmpty()) {
        basis("curve_basis", curveBasis, problems);
      }
      if (score.isPresent() && !basis.matches("none|poly:.*")) {
        problems.add(
            Problem.of(
                "score",
                basis,
                "must go with a polynomial basis",
                "Maybe basis: poly:2, and the splines as curve_basis."));
      }
      least("folds", folds, 2, problems);
      least("repeats", repeats, 1, problems);
      if (!problems.isEmpty()) {
        throw LiftgateException.input("linear-dml cannot be run so", problems);
      }
    }

    private static void basis(String name, String text, List<Problem> problems) {
      if (Basis.parse(text).isEmpty()) {
        problems.add(
            Problem.of(name, text, "must be none, poly:K, ns:K or bs:K", "Maybe poly:2, or ns:4."));
      }
    }

    private static void least(String name, int value, int least, List<Problem> problems) {
      if (value < least) {
        problems.add(
            Problem.of(
                name,
                Integer.toString(value),
                "must be at least " + least,
                "Maybe leave it out to get the default."));
      }
    }

    private LinearDml estimator(String of, StageContext context) {
      var dml = new LinearDml(Basis.parse(of).orElseThrow(), Nuisances.of(nuisance.learner()));
      return dml.with(cluster.map(Covariance::cluster).orElse(Covariance.robust(1)))
          .with(Design.workers(context))
          .withFolds(folds)
          .withRepeats(repeats)
          .withSeed(drawSeed);
    }
  }

  @Override
  public String name() {
    return "modeling.linear-dml";
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
    EffectRows data =
        EffectRows.read(
            context,
            p.table(),
            p.outcome(),
            p.treatment(),
            p.arms(),
            p.modifiers(),
            p.controls(),
            p.cluster(),
            p.unit(),
            p.by());
    var rows = new ArrayList<List<@Nullable Object>>();
    var quality = new ArrayList<List<@Nullable Object>>();
    CateFit alike = fit(p, "none", data.alike(), "one effect for all", quality, context);
    average(p, context, data, alike, RegressionStage.SLOPE, rows);
    CateFit projection = projection(p, context, data, quality, rows);
    if (p.by().isPresent()) {
      segments(p, context, data, quality, rows);
    }
    EstimateTable.write(context, Type.INTEGER, rows);
    StageTable.write(
        context,
        "nuisances",
        Schema.of(
            new Column("fit", Type.TEXT),
            new Column("outcome_r2", Type.DOUBLE),
            new Column("treatment_r2", Type.DOUBLE),
            new Column("refused", Type.TEXT)),
        quality,
        "fit");
    CateFit curve =
        p.curveBasis().isEmpty() || p.modifiers().isEmpty()
            ? projection
            : fit(p, p.curveBasis(), data.sample(), "curve", new ArrayList<>(), context);
    curve(p, context, data, curve);
    if (p.unit().isPresent()) {
      effects(p, context, data, projection);
    }
    if (p.score().isPresent() && projection instanceof CateFit.Solved s) {
      ScoreSql.write(context, s.model(), data.known(), p.score().get());
    }
  }

  /** The projected effect at each row's modifiers; none where it could not be estimated. */
  private static void effects(Parameters p, StageContext context, EffectRows data, CateFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (fit instanceof CateFit.Solved s) {
      List<String> contrasts = s.model().contrasts();
      for (int c = 0; c < contrasts.size(); c++) {
        List<Estimate.Value> values =
            s.model().basis().names().isEmpty()
                ? Collections.nCopies(data.units().length, s.model().constant(c))
                : s.model().effects(c, data.sample().modifiers().values());
        for (int i = 0; i < values.size(); i++) {
          Estimate.Value v = values.get(i);
          rows.add(
              Arrays.<@Nullable Object>asList(
                  contrasts.get(c),
                  data.units()[i],
                  v.value(),
                  v.stdError(),
                  v.confLow(),
                  v.confHigh()));
        }
      }
    }
    StageTable.write(
        context,
        "effects",
        Schema.of(
            new Column("contrast", Type.TEXT),
            new Column("unit_id", Type.INTEGER),
            new Column("effect", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        rows,
        "contrast",
        "unit_id");
  }

  private static CateFit fit(
      Parameters p,
      String basis,
      DmlSample sample,
      String what,
      List<List<@Nullable Object>> quality,
      StageContext context) {
    context.checkCancelled();
    CateFit fit = p.estimator(basis, context).fit(sample);
    switch (fit) {
      case CateFit.Solved s -> {
        double[] r2 = s.nuisances().treatmentR2();
        double least = Arrays.stream(r2).max().orElse(0);
        quality.add(Arrays.<@Nullable Object>asList(what, s.nuisances().outcomeR2(), least, null));
        s.notes().forEach(context::note);
      }
      case CateFit.Refused r ->
          quality.add(Arrays.<@Nullable Object>asList(what, null, null, r.detail()));
    }
    return fit;
  }

  private static CateFit projection(
      Parameters p,
      StageContext context,
      EffectRows data,
      List<List<@Nullable Object>> quality,
      List<List<@Nullable Object>> rows) {
    CateFit fit = fit(p, p.basis(), data.sample(), "projection", quality, context);
    if (p.modifiers().isEmpty() || p.basis().equals("none")) {
      return fit;
    }
    average(p, context, data, fit, MEAN, rows);
    if (fit instanceof CateFit.Solved s) {
      List<Estimate> estimates = s.model().estimates();
      int width = estimates.size() / s.model().contrasts().size();
      for (int j = 0; j < estimates.size(); j++) {
        String name = j % width == 0 ? "1" : s.model().basis().names().get(j % width - 1);
        rows.add(
            row(p, context, data, fit, j / width)
                .with(renamed(estimates.get(j), "projection(" + name + ")")));
      }
      s.model()
          .heterogeneity()
          .ifPresent(
              t ->
                  rows.add(
                      row(p, context, data, fit, 0)
                          .with(t, HETEROGENEITY, "Joint test that the effect is one for all")));
    }
    return fit;
  }

  /** The average of each contrast under a term of ours. */
  private static void average(
      Parameters p,
      StageContext context,
      EffectRows data,
      CateFit fit,
      String term,
      List<List<@Nullable Object>> rows) {
    List<Estimate> averages = fit instanceof CateFit.Solved s ? s.averages() : fit.estimates();
    for (int c = 0; c < averages.size(); c++) {
      rows.add(row(p, context, data, fit, c).with(renamed(averages.get(c), term)));
    }
  }

  private static void segments(
      Parameters p,
      StageContext context,
      EffectRows data,
      List<List<@Nullable Object>> quality,
      List<List<@Nullable Object>> rows) {
    String by = p.by().orElseThrow();
    DmlSample sample = data.bySegment(by);
    int levels = data.labels().size();
    CateFit fit = fit(p, levels < 2 ? "none" : "poly:1", sample, "segments", quality, context);
    for (int c = 0; c < sample.treatment().contrasts().size(); c++) {
      for (int l = 0; l < levels; l++) {
        String term = "segment(%s=%s)".formatted(by, data.labels().get(l));
        Estimate effect =
            switch (fit) {
              case CateFit.Refused r -> new Estimate.Missing(term, r.reason(), r.detail());
              case CateFit.Solved s when levels < 2 -> renamed(s.model().constant(c), term);
              case CateFit.Solved s -> renamed(s.model().effects(c, at(l, levels)).get(0), term);
            };
        rows.add(row(p, context, data, fit, c).with(effect));
      }
    }
  }

  /** Flags of one level, a row. */
  private static double[][] at(int level, int levels) {
    var x = new double[levels - 1][1];
    if (level > 0) {
      x[level - 1][0] = 1;
    }
    return x;
  }

  private static EstimateTable.Row row(
      Parameters p, StageContext context, EffectRows data, CateFit fit, int contrast) {
    var arms = data.arms(contrast);
    String name = data.sample().treatment().contrasts().get(contrast);
    return new EstimateTable.Row(
        context.stage().id(),
        "dml",
        p.profile().word(),
        name.isEmpty() ? p.treatment() : p.treatment() + "=" + name,
        p.outcome(),
        null,
        fit instanceof CateFit.Solved s ? convention(s) : "none",
        data.sample().rows(),
        arms,
        arms,
        arms,
        p.declared().word(),
        1);
  }

  private static String convention(CateFit.Solved s) {
    return s.convention().clusters().isEmpty()
        ? s.convention().kind()
        : s.convention().kind() + " by " + String.join(" and ", s.convention().clusters());
  }

  static Estimate renamed(Estimate e, String term) {
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(term, v.value(), v.why());
      case Estimate.Missing m -> new Estimate.Missing(term, m.reason(), m.detail());
    };
  }

  /** Along the first modifier between its first and last hundredth, the others at their middle. */
  private static void curve(Parameters p, StageContext context, EffectRows data, CateFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (fit instanceof CateFit.Solved s
        && !p.modifiers().isEmpty()
        && !s.model().basis().names().isEmpty()) {
      double[][] x = grid(data.sample().modifiers().values());
      List<String> contrasts = s.model().contrasts();
      for (int c = 0; c < contrasts.size(); c++) {
        int place = 0;
        for (EffectModel.CurvePoint at : s.model().curve(c, x, 0)) {
          rows.add(
              Arrays.<@Nullable Object>asList(
                  contrasts.get(c),
                  (long) place++,
                  p.modifiers().get(0),
                  at.at(),
                  at.effect().value(),
                  at.effect().stdError(),
                  at.effect().confLow(),
                  at.effect().confHigh(),
                  at.bandLow(),
                  at.bandHigh()));
        }
      }
    }
    StageTable.write(
        context,
        "curve",
        Schema.of(
            new Column("contrast", Type.TEXT),
            new Column("place", Type.INTEGER),
            new Column("modifier", Type.TEXT),
            new Column("value", Type.DOUBLE),
            new Column("effect", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("band_low", Type.DOUBLE),
            new Column("band_high", Type.DOUBLE)),
        rows,
        "contrast",
        "place");
  }

  private static double[][] grid(double[][] modifiers) {
    var x = new double[modifiers.length][POINTS];
    for (int k = 0; k < modifiers.length; k++) {
      double[] sorted = modifiers[k].clone();
      Arrays.sort(sorted);
      double low = sorted[(int) (0.01 * (sorted.length - 1))];
      double high = sorted[(int) (0.99 * (sorted.length - 1))];
      for (int i = 0; i < POINTS; i++) {
        x[k][i] = k == 0 ? low + (high - low) * i / (POINTS - 1) : sorted[sorted.length / 2];
      }
    }
    return x;
  }
}
