package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.dml.Basis;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.LinearDml;
import org.liftgate.modeling.dml.Nuisances;
import org.liftgate.modeling.learn.NamedLearner;

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
      @Doc(
              "Functions of the modifiers in which the effect is linear: poly:2, log:2, ns:4, bs:5 or none")
          @Default("poly:2")
          String basis,
      @Doc("The same for the curve; empty for that of the projection") @Default("\"\"")
          String curveBasis,
      @Doc("How the means of outcome and treatment are learned") @Default("boosting")
          NamedLearner nuisance,
      @Doc("Folds of cross-fitting") @Default("5") int folds,
      @Doc("Splits into folds, brought together by medians") @Default("1") int repeats,
      @Doc("Decides folds and learners") @Default("1") int drawSeed,
      @Doc("Column within which errors depend on each other; HC1 without one")
          Optional<String> cluster,
      @Doc("Column of integers that names a row; with it each row's effect is written")
          Optional<String> unit,
      @Doc("Column of segments whose effects are told") Optional<String> by,
      @Doc(
              "What `score` tells new rows; a polynomial basis, of logarithms or not, and a dose or two arms")
          Optional<ScoreSql.Advice> score,
      @Doc("How strong the design is: experimental to associational") @Default("associational")
          Grade declared,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      modifiers = List.copyOf(modifiers);
      controls = List.copyOf(controls);
      var checks = new ParameterChecks().basis("basis", basis, true);
      if (!curveBasis.isEmpty()) {
        checks.basis("curve_basis", curveBasis, true);
      }
      checks
          .must(
              score.isEmpty() || basis.matches("none|poly:.*|log:.*"),
              "score",
              basis,
              "must go with a polynomial basis, of modifiers or of their logarithms",
              "Maybe basis: poly:2, and the splines as curve_basis.")
          .least("folds", folds, 2)
          .least("repeats", repeats, 1)
          .of("linear-dml");
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
    var fits = new Fits(p, context, data, new ArrayList<>());
    var estimates = new DmlEstimates(p, context, data);
    estimates.average(fits.of("none", data.alike(), "one effect for all"), RegressionStage.SLOPE);
    CateFit projection = fits.of(p.basis(), data.sample(), "projection");
    if (!p.modifiers().isEmpty() && !p.basis().equals("none")) {
      estimates.average(projection, DmlEstimates.named(MEAN, p.basis()));
      estimates.projection(projection, p.basis());
    }
    p.by().ifPresent(by -> estimates.segments(by, fits.bySegment(by)));
    estimates.write();
    fits.write();
    boolean own = !p.curveBasis().isEmpty() && !p.modifiers().isEmpty();
    CateFit curve = own ? fits.fit(p.curveBasis(), data.sample()) : projection;
    EffectTables.curve(context, p.modifiers(), data, curve);
    if (p.unit().isPresent()) {
      EffectTables.effects(context, data, projection);
    }
    if (p.score().isPresent() && projection instanceof CateFit.Solved s) {
      ScoreSql.write(context, s.model(), data.known(), p.score().get());
    }
  }

  /** Fits of one stage, and how well each predicts what is not of interest. */
  private record Fits(
      Parameters p, StageContext context, EffectRows data, List<List<@Nullable Object>> quality) {

    CateFit of(String basis, DmlSample sample, String what) {
      CateFit fit = fit(basis, sample);
      quality.add(
          switch (fit) {
            case CateFit.Solved s ->
                Arrays.<@Nullable Object>asList(
                    what,
                    s.nuisances().outcomeR2(),
                    Arrays.stream(s.nuisances().treatmentR2()).max().orElse(0),
                    null);
            case CateFit.Refused r -> Arrays.<@Nullable Object>asList(what, null, null, r.detail());
          });
      return fit;
    }

    CateFit bySegment(String by) {
      return of(data.labels().size() < 2 ? "none" : "poly:1", data.bySegment(by), "segments");
    }

    CateFit fit(String basis, DmlSample sample) {
      context.checkCancelled();
      CateFit fit = p.estimator(basis, context).fit(sample);
      if (fit instanceof CateFit.Solved s) {
        s.notes().forEach(context::note);
      }
      return fit;
    }

    void write() {
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
    }
  }
}
