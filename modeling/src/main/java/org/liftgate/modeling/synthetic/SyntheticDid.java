package org.liftgate.modeling.synthetic;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;

/**
 * Average effect on treated units after one common start, against a weighted mean of controls.
 * Synthetic difference in differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager, 2021)
 * weights controls so that they move in parallel with the treated before the start, and periods so
 * that they are like those after; synthetic control (Abadie, Diamond and Hainmueller, 2010) weights
 * controls alone, by level. Tuning, sparsifying and stopping follow R's synthdid 0.0.9.
 *
 * <p>{@code SyntheticDid.sdid().estimate(rows)}
 *
 * @param weighting which weights are sought
 * @param errors how the standard error is computed; intervals are normal
 * @param replications of the placebo and the bootstrap
 */
public record SyntheticDid(
    Weighting weighting, Errors errors, int replications, long seed, Workers workers)
    implements Estimator<TreatedRows> {
  /** The term of the effect. */
  public static final String ATT = "att";

  private static final double NORMAL = Double.POSITIVE_INFINITY;

  /** Which weights are sought. */
  public enum Weighting {
    SDID,
    SC,
    /** Equal weights: difference in differences of means. */
    DID
  }

  /** Algorithms 2 to 4 of the paper. */
  public enum Errors {
    /** Controls take the place of the treated; needs equal variances in both arms. */
    PLACEBO,
    /** Units left out in turn with weights fixed; needs two treated units. */
    JACKKNIFE,
    /** Units drawn with replacement; needs two treated units. */
    BOOTSTRAP
  }

  public SyntheticDid {
    if (replications < 2) {
      throw new IllegalArgumentException("replications (" + replications + ") must be at least 2");
    }
  }

  public static SyntheticDid sdid() {
    return new SyntheticDid(Weighting.SDID, Errors.PLACEBO, 200, 1, Workers.all());
  }

  public static SyntheticDid sc() {
    return new SyntheticDid(Weighting.SC, Errors.PLACEBO, 200, 1, Workers.all());
  }

  public SyntheticDid with(Weighting other) {
    return new SyntheticDid(other, errors, replications, seed, workers);
  }

  public SyntheticDid with(Errors other) {
    return new SyntheticDid(weighting, other, replications, seed, workers);
  }

  public SyntheticDid with(Workers threads) {
    return new SyntheticDid(weighting, errors, replications, seed, threads);
  }

  public SyntheticDid withReplications(int draws, long otherSeed) {
    return new SyntheticDid(weighting, errors, draws, otherSeed, workers);
  }

  /**
   * What the search found.
   *
   * @param effect mean over treated units and periods after the start, in units of the outcome
   * @param preError root mean square gap between treated and synthetic outcomes before the start,
   *     after a constant is taken out where the weighting has one
   */
  public record Fit(Block block, Weights weights, double effect, double preError) {}

  @Override
  public String name() {
    return weighting == Weighting.SC ? "sc" : "sdid";
  }

  /** One estimate of {@code att}. */
  @Override
  public List<Estimate> estimate(TreatedRows rows) {
    return List.of(
        switch (Block.of(rows)) {
          case Shape.Unfit u -> new Estimate.Missing(ATT, u.reason(), u.detail());
          case Block b -> estimate(b);
        });
  }

  /** The effect of a block with its standard error. */
  public Estimate estimate(Block block) {
    if (weighting != Weighting.DID && block.before() < 2) {
      return new Estimate.Missing(
          ATT,
          Reason.UNSUITED,
          "There is one period before the start; weights need two. Maybe use did.");
    }
    var resampling = new Resampling(this, block);
    if (resampling.refusal() instanceof Estimate.Missing m) {
      return m;
    }
    Fit fit = fit(block);
    double se = resampling.stdError(fit.weights());
    return se > 0
        ? new StudentT(NORMAL).value(ATT, fit.effect(), se)
        : new Estimate.Missing(
            ATT,
            Reason.NO_VARIATION,
            "Resampled effects do not differ; there is no error to show.");
  }

  /** Weights and effect without a standard error. The block needs two periods before the start. */
  public Fit fit(Block block) {
    Fitter fitter = Fitter.of(block, weighting);
    Weights weights = fitter.weights(block);
    return new Fit(
        block,
        weights,
        Fitter.effect(block, weights),
        Gaps.of(block, weights).before(weighting != Weighting.SC));
  }
}
