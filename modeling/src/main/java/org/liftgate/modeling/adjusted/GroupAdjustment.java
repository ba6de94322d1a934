package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.matching.NearestNeighbour;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.TreatedContrast;
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
 *
 * <p>Covariates come in the order of their weight: a score takes one for every ten units of the
 * smaller arm and no more (Peduzzi et al., 1996), the first ones that vary.
 */
public final class GroupAdjustment {

  /**
   * What both designs are told.
   *
   * @param match covariates of the matched design
   * @param history covariates of the weighted design
   * @param calipers in standard deviations of the logit
   * @param trim greatest score of the weighted design
   * @param minUnits units each arm needs
   * @param unitsPerCovariate units of the smaller arm for each covariate
   */
  public record Options(
      List<String> match,
      List<String> history,
      List<Double> calipers,
      int folds,
      long seed,
      double trim,
      int minUnits,
      int unitsPerCovariate,
      double minShare,
      double maxAuc,
      Workers workers) {}

  private final GroupSample sample;
  private final Options options;
  private final PropensityScore matching;
  private final TreatedContrast.Found history;
  private final List<String> matched;
  private final List<String> weighted;
  private final Map<Double, Matches> matches = new HashMap<>();
  private final List<String> unbalanced;

  public GroupAdjustment(GroupSample sample, Options options, String term) {
    this.sample = sample;
    this.options = options;
    int least = Math.min(sample.treatedUnits(), sample.comparisonUnits());
    int most = Math.max(2, least / Math.max(1, options.unitsPerCovariate()));
    this.matched = sample.usable(options.match(), most);
    this.weighted = sample.usable(options.history(), most);
    this.matching =
        unfit(matched)
            .<PropensityScore>map(m -> new PropensityScore.None(m.reason(), m.detail()))
            .orElseGet(() -> PropensityScore.of(observed(matched), options.workers()));
    this.history =
        unfit(weighted)
            .map(m -> new TreatedContrast.Found(Optional.empty(), Optional.of(m)))
            .orElseGet(
                () ->
                    TreatedContrast.of(
                        observed(weighted),
                        options.folds(),
                        options.seed(),
                        options.trim(),
                        term,
                        options.workers()));
    this.unbalanced = judged();
    if (matching instanceof PropensityScore.Fitted fitted) {
      options.calipers().forEach(c -> matches.put(c, pairs(fitted, c)));
    }
  }

  private Observed observed(List<String> names) {
    return sample.observed(names, sample.after());
  }

  private Matches pairs(PropensityScore.Fitted fitted, double caliper) {
    return NearestNeighbour.DEFAULT
        .withCaliper(caliper)
        .match(fitted.logit(), sample.treated(), new int[0]);
  }

  private Optional<Missing> unfit(List<String> names) {
    if (names.isEmpty()) {
      return Optional.of(
          new Missing(
              "", Reason.INCOMPLETE_CELLS, "No covariate is observed so long before the start."));
    }
    int least = Math.min(sample.treatedUnits(), sample.comparisonUnits());
    return least >= options.minUnits()
        ? Optional.empty()
        : Optional.of(
            new Missing(
                "",
                Reason.SMALL_ARM,
                "%,d treated and %,d comparison units; both arms need %,d."
                    .formatted(
                        sample.treatedUnits(), sample.comparisonUnits(), options.minUnits())));
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

  /** Why there is no effect given history. */
  public Optional<Missing> unweighted(String term) {
    return history.missing().map(m -> new Missing(term, m.reason(), m.detail()));
  }

  /** The doubly robust contrast given history; empty when there is no score. */
  public Optional<TreatedContrast> contrast() {
    return history.contrast();
  }

  /** Covariates of the matched score. */
  public List<String> matchedCovariates() {
    return matched;
  }

  /** Covariates of the weighted design. */
  public List<String> weightedCovariates() {
    return weighted;
  }

  /** Probabilities of the score that pairs are matched on; empty when there is none. */
  public double[] matchingScore() {
    return matching instanceof PropensityScore.Fitted f ? f.score() : new double[0];
  }

  /** Cross-fitted probabilities of treatment given the whole history; empty without a score. */
  public double[] score() {
    return contrast().map(TreatedContrast::score).orElse(new double[0]);
  }

  /** Pairs within one of the calipers; empty without a score or with fewer than two pairs. */
  public Optional<Matches> matches(double caliper) {
    return Optional.ofNullable(matches.get(caliper)).filter(m -> m.matched() >= 2);
  }

  /** How far the arms overlap in the score of the whole history. */
  public Optional<Overlap> overlap() {
    return contrast().map(c -> Overlap.of(c.score(), flags()));
  }

  /** Whether the score tells the arms apart so well that the treated have few counterparts. */
  public boolean poorOverlap() {
    return overlap()
        .map(o -> o.auc() > options.maxAuc() || o.share() < options.minShare())
        .orElse(true);
  }

  /**
   * Whether every covariate of the weighted design is alike in the arms once weighted: standardised
   * difference below .1, variance ratio within .5 to 2, Kolmogorov-Smirnov distance no larger than
   * .1 or than chance makes it at 5% among the effective units.
   */
  public boolean balanced() {
    return contrast().isPresent() && unbalanced().isEmpty();
  }

  /** Covariates of the weighted design that are not alike. */
  public List<String> unbalanced() {
    return unbalanced;
  }

  private List<String> judged() {
    double[] w = contrast().map(TreatedContrast::weights).orElse(new double[0]);
    return w.length == 0
        ? List.of()
        : weighted.stream().filter(n -> !balance(n, w).holds(ksLimit(w))).toList();
  }

  private Balance balance(String name, double[] w) {
    return Balance.of(name, sample.columns().get(name), sample.treated(), w);
  }

  /** Kolmogorov-Smirnov distance allowed between the arms under these weights. */
  public double ksLimit(double[] w) {
    double one = effective(w, 1);
    double other = effective(w, 0);
    return Math.max(Balance.SMALL, 1.358 * Math.sqrt(1 / one + 1 / other));
  }

  private double effective(double[] w, int arm) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      if (sample.treated()[i] == arm) {
        sum += w[i];
        squares += w[i] * w[i];
      }
    }
    return sum * sum / squares;
  }

  /** (sum w)^2 / sum w^2 of the comparison units weighted to the treated (Kish, 1965). */
  public double effectiveUnits() {
    return effective(weights(Target.ATT), 0);
  }

  /** Weights of the effect on the treated, or of the overlap, from the score. */
  public double[] weights(Target target) {
    if (target != Target.ATO) {
      return contrast().map(TreatedContrast::weights).orElse(new double[0]);
    }
    double[] p = score();
    double[] w = new double[p.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = sample.treated()[i] == 1 ? 1 - p[i] : p[i];
    }
    return w;
  }

  /**
   * Doubly robust effect of the overlap, cross-fitted by unit.
   *
   * @param outcome n values
   */
  public WeightingResult overlapEffect(double[] outcome) {
    if (contrast().isEmpty()) {
      return new WeightingResult(
          unweighted(Target.ATO.term()).orElseThrow(),
          new double[0],
          new double[0],
          List.of(),
          new double[0]);
    }
    return new AugmentedWeighting(Target.ATO, options.seed())
        .withFolds(options.folds())
        .withCovariance(Covariance.cluster("unit"))
        .withWorkers(options.workers())
        .weigh(sample.observed(weighted, outcome));
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
