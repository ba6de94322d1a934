package org.liftgate.modeling.forest.causal;

import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.forest.BinnedFeatures;
import org.liftgate.modeling.forest.Forest;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.forest.MeanStrategy;

/**
 * An honest, orthogonalised causal forest (Wager and Athey, 2018; Athey, Tibshirani and Wager,
 * 2019). It estimates tau(x), the mean change of the outcome per unit of treatment among units with
 * features x, which is causal where nothing beyond x moves both. For a dose it is the slope that a
 * linear response would have.
 *
 * <p>Outcome and treatment are first centred by regression forests, out of bag; the forest of
 * effects then grows on what is left over: one half of each tree's rows chooses splits, the other
 * fills leaves. Each bag of trees shares one half of the units, from which variances come. A seed
 * gives the same forest whatever the number of threads.
 *
 * <p>Where grf differs: features are in at most 256 bins; a child keeps 5% of its node's rows, not
 * of the treatment's variance; minLeaf rows on either side of the treatment are counted about e(x),
 * not about the node's mean; each node draws its number of features exactly, not by a Poisson law;
 * bags have 4 trees, not 2.
 *
 * <p>{@code new CausalForest(500, 5, 1, Workers.all()).fit(sample)}
 *
 * @param trees of effects, rounded up to whole bags; each nuisance has a quarter as many, 50 at
 *     least
 * @param minLeaf rows of either side of the treatment that a growing leaf keeps
 * @param bag trees that share a half of the units, at least 2
 * @param fine whether small nodes look at all bins
 */
public record CausalForest(
    int trees, int minLeaf, int bag, boolean fine, long seed, Workers workers) {
  private static final int LEAST_NUISANCE_TREES = 50;
  private static final int LEAF = 5;
  private static final double HALF = 0.5;
  private static final double SHARE = 0.05;

  public CausalForest {
    if (trees < 1 || minLeaf < 1 || bag < 2) {
      throw new IllegalArgumentException(
          "trees (%d) and minLeaf (%d) must be at least 1, bag (%d) at least 2"
              .formatted(trees, minLeaf, bag));
    }
  }

  /** Bags of 4, all bins. */
  public CausalForest(int trees, int minLeaf, long seed, Workers workers) {
    this(trees, minLeaf, 4, true, seed, workers);
  }

  /** Small nodes see fewer bins: a quarter faster, effects about 3% less exact. */
  public CausalForest withFewerBins() {
    return new CausalForest(trees, minLeaf, bag, false, seed, workers);
  }

  public CausalForest withSeed(long stream) {
    return new CausalForest(trees, minLeaf, bag, fine, stream, workers);
  }

  public CausalForest withTrees(int count) {
    return new CausalForest(count, minLeaf, bag, fine, seed, workers);
  }

  public CausalForest with(Workers threads) {
    return new CausalForest(trees, minLeaf, bag, fine, seed, threads);
  }

  /** A forest, or why there is none. */
  public sealed interface Fit permits CausalEffects, Refused {}

  /**
   * @param detail in a sentence, with what must hold
   */
  public record Refused(Reason reason, String detail) implements Fit {}

  /** Centres by forests of its own. */
  public Fit fit(CausalSample sample) {
    return fit(sample, null);
  }

  /**
   * @param given for each row means of outcome and treatment that do not rest on the row itself,
   *     such as a known probability of treatment
   */
  public Fit fit(CausalSample sample, @Nullable Nuisances given) {
    var admission = new Admission(sample, minLeaf);
    Refused refused = admission.refusal();
    if (refused != null) {
      return refused;
    }
    BinnedFeatures features = BinnedFeatures.of(sample.features(), workers);
    Nuisances nuisances = given == null ? centred(sample, features) : given;
    refused = admission.overlap(nuisances);
    return refused == null ? grow(sample, features, nuisances) : refused;
  }

  private Fit grow(CausalSample sample, BinnedFeatures features, Nuisances nuisances) {
    var strategy =
        CausalStrategy.of(
            nuisances.outcomeLeft(sample), nuisances.treatmentLeft(sample), sample.units());
    int whole = (trees + bag - 1) / bag * bag;
    var options =
        new ForestOptions(whole, tried(features), minLeaf, HALF, true, fine, seed)
            .withShare(SHARE)
            .withBags(bag);
    Forest forest = Forest.grow(features, strategy, options, workers);
    var effects = forest.uncertainOutOfBag(bag, workers);
    for (int i = 0; i < effects.values().length; i++) {
      if (Double.isNaN(effects.values()[i])) {
        return new Refused(
            Reason.UNSUITED, "No tree can speak for row %d. Maybe grow more trees.".formatted(i));
      }
    }
    return new CausalEffects(this, sample, nuisances, forest, effects);
  }

  private Nuisances centred(CausalSample s, BinnedFeatures features) {
    return new Nuisances(means(s, features, s.outcome(), 1), means(s, features, s.treatment(), 2));
  }

  /**
   * Honest, as grf's. Forests that are not honest centred 10,000 rows better and 2,000 rows worse.
   */
  private double[] means(CausalSample s, BinnedFeatures features, double[] values, int stream) {
    int count = Math.max(LEAST_NUISANCE_TREES, trees / 4);
    var options =
        new ForestOptions(count, tried(features), LEAF, HALF, true, fine, Digest.mix(seed + stream))
            .withShare(SHARE);
    return Forest.grow(
            features, new MeanStrategy(values, new double[0], s.units()), options, workers)
        .outOfBag(workers)
        .values();
  }

  /** What features tell of a further column of n values, out of bag. */
  double[] means(CausalSample s, double[] values) {
    return means(s, BinnedFeatures.of(s.features(), workers), values, 3);
  }

  /** As many features as grf. */
  private static int tried(BinnedFeatures features) {
    int p = features.features();
    return Math.min(p, (int) Math.ceil(Math.sqrt(p) + 20));
  }
}
