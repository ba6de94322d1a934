package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.matching.NearestNeighbour;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.WeightingResult;

/**
 * One group under two designs that rest on different assumptions.
 *
 * <ul>
 *   <li>Matched difference in differences: pairs by a propensity score from the earlier history
 *       alone, never from the periods that are differenced, where matching would bring the bias it
 *       is to remove (Chabe-Ferret, 2015). Assumes parallel trends of the pairs.
 *   <li>Doubly robust effect on the treated given the whole history, the last periods included.
 *       Assumes that who was treated depends on nothing else.
 * </ul>
 */
public final class GroupAdjustment {

  /**
   * What both designs are told.
   *
   * @param match covariates of the matched design
   * @param history covariates of the weighted design
   * @param calipers in standard deviations of the logit
   */
  public record Options(
      List<String> match,
      List<String> history,
      double caliper,
      List<Double> calipers,
      int folds,
      long seed,
      int minUnits,
      double minShare,
      double maxAuc,
      Workers workers) {}

  private final GroupSample sample;
  private final Options options;
  private final PropensityScore matching;
  private final PropensityScore history;

  public GroupAdjustment(GroupSample sample, Options options) {
    this.sample = sample;
    this.options = options;
    this.matching = score(options.match());
    this.history = score(options.history());
  }

  private PropensityScore score(List<String> names) {
    Observed units = sample.observed(names, sample.after());
    if (units.names().isEmpty()) {
      return new PropensityScore.None(
          Reason.INCOMPLETE_CELLS, "No covariate is observed so long before the start.");
    }
    int least = Math.min(sample.treatedUnits(), sample.comparisonUnits());
    if (least < options.minUnits()) {
      return new PropensityScore.None(
          Reason.SMALL_ARM,
          "%,d treated and %,d comparison units; both arms need %,d."
              .formatted(sample.treatedUnits(), sample.comparisonUnits(), options.minUnits()));
    }
    return PropensityScore.of(units, options.workers());
  }

  public GroupSample sample() {
    return sample;
  }

  /** Why there is no matching. */
  public Optional<Missing> unmatched(String term) {
    return matching instanceof PropensityScore.None none
        ? Optional.of(none.missing(term))
        : Optional.empty();
  }

  /** Probabilities of the score that pairs are matched on; empty when there is none. */
  public double[] matchingScore() {
    return matching instanceof PropensityScore.Fitted f ? f.score() : new double[0];
  }

  /** Probabilities of treatment given the whole history; empty when there is no score. */
  public double[] score() {
    return history instanceof PropensityScore.Fitted f ? f.score() : new double[0];
  }

  /** Pairs within a caliper; empty without a score or with fewer than two pairs. */
  public Optional<Matches> matches(double caliper) {
    if (!(matching instanceof PropensityScore.Fitted fitted)) {
      return Optional.empty();
    }
    Matches found =
        NearestNeighbour.DEFAULT
            .withCaliper(caliper)
            .match(fitted.logit(), sample.treated(), new int[0]);
    return found.matched() < 2 ? Optional.empty() : Optional.of(found);
  }

  /** How far the arms overlap in the score of the whole history. */
  public Optional<Overlap> overlap() {
    return history instanceof PropensityScore.Fitted f
        ? Optional.of(Overlap.of(f.score(), flags()))
        : Optional.empty();
  }

  /** Whether the score tells the arms apart so well that the treated have few counterparts. */
  public boolean poorOverlap() {
    return overlap()
        .map(o -> o.auc() > options.maxAuc() || o.share() < options.minShare())
        .orElse(true);
  }

  /** (sum w)^2 / sum w^2 of the comparison units weighted to the treated (Kish, 1965). */
  public double effectiveUnits() {
    double sum = 0;
    double squares = 0;
    double[] p = score();
    for (int i = 0; i < p.length; i++) {
      if (sample.treated()[i] == 0) {
        double w = p[i] / (1 - p[i]);
        sum += w;
        squares += w * w;
      }
    }
    return sum * sum / squares;
  }

  /** Weights of the effect on the treated, or of the overlap, from the score. */
  public double[] weights(Target target) {
    double[] p = score();
    double[] w = new double[p.length];
    for (int i = 0; i < w.length; i++) {
      boolean treated = sample.treated()[i] == 1;
      double odds = target == Target.ATO ? p[i] : p[i] / (1 - p[i]);
      w[i] = treated ? (target == Target.ATO ? 1 - p[i] : 1) : odds;
    }
    return w;
  }

  /** Doubly robust effect of the target, cross-fitted by unit. */
  public WeightingResult weigh(Target target) {
    if (history instanceof PropensityScore.None none) {
      return new WeightingResult(
          none.missing(target.term()), new double[0], new double[0], List.of(), new double[0]);
    }
    return new AugmentedWeighting(target, options.seed())
        .withFolds(options.folds())
        .withCovariance(Covariance.cluster("unit"))
        .withWorkers(options.workers())
        .weigh(sample.observed(options.history(), sample.after()));
  }

  /** Names of all covariates of either design, those of the matched one first. */
  public List<String> covariates() {
    var names = new ArrayList<>(options.match());
    options.history().stream().filter(n -> !names.contains(n)).forEach(names::add);
    names.removeIf(n -> !sample.columns().containsKey(n));
    return names;
  }

  private boolean[] flags() {
    var out = new boolean[sample.treated().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = sample.treated()[i] == 1;
    }
    return out;
  }

  /** n ones. */
  public double[] ones() {
    double[] w = new double[sample.treated().length];
    Arrays.fill(w, 1);
    return w;
  }
}
