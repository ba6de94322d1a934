package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.learn.Refusal;

/**
 * Double machine learning of an effect that is linear in a basis of the modifiers: Y - m(X, W) = (T
 * - e(X, W))'theta(X) + error, theta(x) = b0 + phi(x)'b, m and e learned on other folds
 * (Chernozhukov and others, 2018, section 4.1; Robinson, 1988; EconML's {@code LinearDML}).
 *
 * <p>Estimand. With theta0(X, W) the effect of one unit of T (or of an arm against the first) for
 * given X and W, b is the projection of theta0 on (1, phi(X)) weighted by Var(T | X, W): argmin E[
 * ((T - e)(theta0 - b0 - phi(X)'b))^2 ]. Where the effect is linear in the basis these are its
 * coefficients and {@code ate} = E[theta(X)] is the average effect; where it is not, {@code ate} is
 * the average of that projection, and of a treatment that acts in a curve theta0 is a weighted mean
 * of its slope. Causal only if X and W hold all that drives both T and Y.
 *
 * <p>Errors: the final regression's covariance (HC1 by default), valid when products of the
 * nuisances' errors vanish faster than n^-1/2; the normal law, or t with clusters. The error of
 * {@code ate} also counts that X is a sample.
 *
 * <p>{@code new LinearDml(new Basis.Polynomial(2), Nuisances.linear()).fit(sample)}
 *
 * @param folds at least 2; those of the sample come first
 * @param repeats of the split, aggregated by medians (Chernozhukov and others, 2018, section 3.4)
 * @param seed of folds and learners
 */
public record LinearDml(
    Basis basis,
    Nuisances nuisances,
    Covariance covariance,
    int folds,
    int repeats,
    long seed,
    Workers workers)
    implements Estimator<DmlSample> {
  /** Share of a treatment's variance below which controls determine it. */
  private static final double DETERMINED = 1e-8;

  /** The same for arms, whose learned probabilities are never exact. */
  private static final double NO_OVERLAP = 0.01;

  private static final double LITTLE = 0.05;

  public LinearDml {
    if (folds < 2 || repeats < 1) {
      throw new IllegalArgumentException(
          "folds (%d) must be at least 2, repeats (%d) at least 1".formatted(folds, repeats));
    }
  }

  /** Five folds once, HC1. */
  public LinearDml(Basis basis, Nuisances nuisances) {
    this(basis, nuisances, Covariance.robust(1), 5, 1, 1, Workers.of(1));
  }

  public LinearDml with(Covariance value) {
    return new LinearDml(basis, nuisances, value, folds, repeats, seed, workers);
  }

  public LinearDml with(Workers value) {
    return new LinearDml(basis, nuisances, covariance, folds, repeats, seed, value);
  }

  public LinearDml withFolds(int value) {
    return new LinearDml(basis, nuisances, covariance, value, repeats, seed, workers);
  }

  public LinearDml withRepeats(int value) {
    return new LinearDml(basis, nuisances, covariance, folds, value, seed, workers);
  }

  public LinearDml withSeed(long value) {
    return new LinearDml(basis, nuisances, covariance, folds, repeats, value, workers);
  }

  @Override
  public String name() {
    return "dml";
  }

  @Override
  public List<Estimate> estimate(DmlSample sample) {
    return fit(sample).estimates();
  }

  /** The whole fit. */
  public CateFit fit(DmlSample sample) {
    Optional<CateFit.Refused> refused = Checks.refusal(sample, covariance, folds);
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      var passes = new ArrayList<Pass>();
      for (int r = 0; r < (sample.folds().length > 0 ? 1 : repeats); r++) {
        passes.add(pass(sample, r == 0 ? seed : Digest.mix(seed + r)));
      }
      return Pass.medians(passes);
    } catch (Refusal r) {
      return new CateFit.Refused(Checks.terms(sample.treatment()), r.reason(), r.detail());
    }
  }

  /**
   * Outcome and treatment less their out-of-fold means, of the first split.
   *
   * @throws Refusal where the means cannot be learned
   */
  public Residuals residuals(DmlSample sample) {
    return Residuals.of(sample, nuisances, split(sample, covariance, folds, seed), seed, workers);
  }

  static Split split(DmlSample s, Covariance covariance, int folds, long seed) {
    if (s.folds().length > 0) {
      return Split.given(s.folds());
    }
    int[] groups = Checks.cluster(covariance).map(s.clusters()::get).orElse(new int[0]);
    int[] arms = s.treatment() instanceof Treatment.Arms a ? a.codes() : new int[0];
    return Split.drawn(s.rows(), groups, arms, folds, seed);
  }

  private Pass pass(DmlSample s, long stream) {
    Residuals r = Residuals.of(s, nuisances, split(s, covariance, folds, stream), stream, workers);
    determined(r);
    Basis.Fitted phi = basis.fit(s.modifiers());
    double[][] values = phi.at(s.modifiers().values());
    double[][] z = columns(r.treatment(), values, workers);
    List<String> contrasts = s.treatment().contrasts();
    List<String> terms = EffectModel.terms(phi, contrasts);
    var stage = new FinalStage(r.outcome(), terms, z, covariance, s.clusters(), workers);
    var model =
        new EffectModel(
            phi, contrasts, stage.coefficients, stage.covariance, stage.leftOut, stage.df);
    return Pass.of(
        model,
        List.of(stage),
        s,
        new CateFit.Quality(
            1 - r.outcomeLeft(), Arrays.stream(r.left()).map(v -> 1 - v).toArray(), 0, 1),
        notes(r, s));
  }

  static void determined(Residuals r) {
    for (int a = 0; a < r.left().length; a++) {
      if (r.left()[a] < (r.arms() ? NO_OVERLAP : DETERMINED)) {
        throw new Refusal(
            Reason.NO_OVERLAP,
            "Modifiers and controls determine the treatment: they leave %.2g of its variance."
                    .formatted(r.left()[a])
                + " Maybe one of them is the treatment again, or follows from it.");
      }
    }
  }

  private List<String> notes(Residuals r, DmlSample s) {
    var notes = new ArrayList<String>();
    for (int a = 0; a < r.left().length; a++) {
      if (r.left()[a] < LITTLE) {
        notes.add(
            "Modifiers and controls leave only %.1f%% of the variance of the treatment%s."
                .formatted(
                    100 * r.left()[a],
                    s.treatment().contrasts().get(a).isEmpty()
                        ? ""
                        : " " + s.treatment().contrasts().get(a)));
      }
    }
    return notes;
  }

  /** By contrast its residual, then its residual times each function of the basis. */
  static double[][] columns(double[][] treatment, double[][] phi, Workers workers) {
    int width = phi.length + 1;
    return workers
        .map(
            treatment.length * width,
            j -> {
              double[] t = treatment[j / width];
              return j % width == 0 ? t : product(t, phi[j % width - 1]);
            })
        .toArray(double[][]::new);
  }

  private static double[] product(double[] a, double[] b) {
    var out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * b[i];
    }
    return out;
  }
}
