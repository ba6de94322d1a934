package org.liftgate.modeling.forest;

/**
 * How trees are boosted.
 *
 * @param trees at least 1
 * @param depth splits between the root and a leaf at most, at least 1
 * @param rate share of each tree's means that is added, above 0 to 1
 * @param minLeaf rows a leaf keeps at least
 * @param fraction of rows each tree draws without replacement, above 0 to 1
 */
public record BoostingOptions(
    int trees, int depth, double rate, int minLeaf, double fraction, long seed) {
  public BoostingOptions {
    if (trees < 1 || depth < 1 || minLeaf < 1) {
      throw new IllegalArgumentException(
          "trees (%d), depth (%d) and minLeaf (%d) must be at least 1"
              .formatted(trees, depth, minLeaf));
    }
    if (!(rate > 0 && rate <= 1 && fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "rate (%s) and fraction (%s) must be above 0, at most 1".formatted(rate, fraction));
    }
  }

  /** 100 trees of depth 3, a tenth of each, leaves of 20, half of the rows. */
  public static BoostingOptions standard(long seed) {
    return new BoostingOptions(100, 3, 0.1, 20, 0.5, seed);
  }

  public BoostingOptions withTrees(int count) {
    return new BoostingOptions(count, depth, rate, minLeaf, fraction, seed);
  }

  public BoostingOptions withMinLeaf(int rows) {
    return new BoostingOptions(trees, depth, rate, rows, fraction, seed);
  }

  public BoostingOptions withFraction(double share) {
    return new BoostingOptions(trees, depth, rate, minLeaf, share, seed);
  }

  public BoostingOptions withSeed(long stream) {
    return new BoostingOptions(trees, depth, rate, minLeaf, fraction, stream);
  }

  ForestOptions trees(boolean fine) {
    return new ForestOptions(trees, Integer.MAX_VALUE, minLeaf, fraction, false, fine, seed, depth);
  }
}
