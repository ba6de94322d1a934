package org.liftgate.modeling.forest;

/**
 * How trees are grown.
 *
 * @param trees at least 1
 * @param tried features drawn for each node; 0 stands for a third of them, rounded up
 * @param minLeaf rows a leaf keeps at least, counted once whatever their weights
 * @param fraction of rows each tree draws without replacement, above 0 to 1
 * @param honest whether one half of a tree's rows decides splits and the other half fills leaves
 *     (Wager and Athey, 2018)
 * @param fine whether small nodes keep all bins; otherwise they use 128, 64 or 32
 * @param depth splits between the root and a leaf at most; 0 for as many as rows allow
 */
public record ForestOptions(
    int trees,
    int tried,
    int minLeaf,
    double fraction,
    boolean honest,
    boolean fine,
    long seed,
    int depth) {
  public ForestOptions {
    if (trees < 1 || minLeaf < 1 || tried < 0 || depth < 0) {
      throw new IllegalArgumentException(
          "trees (%d) and minLeaf (%d) must be at least 1, tried (%d) and depth (%d) at least 0"
              .formatted(trees, minLeaf, tried, depth));
    }
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction (" + fraction + ") must be above 0, at most 1");
    }
  }

  public ForestOptions(
      int trees, int tried, int minLeaf, double fraction, boolean honest, boolean fine, long seed) {
    this(trees, tried, minLeaf, fraction, honest, fine, seed, 0);
  }

  /** 100 trees, a third of the features, leaves of 20, 0.632 of the rows. */
  public static ForestOptions standard(long seed) {
    return new ForestOptions(100, 0, 20, 0.632, false, false, seed);
  }

  public ForestOptions withTrees(int count) {
    return new ForestOptions(count, tried, minLeaf, fraction, honest, fine, seed, depth);
  }

  public ForestOptions withTried(int features) {
    return new ForestOptions(trees, features, minLeaf, fraction, honest, fine, seed, depth);
  }

  public ForestOptions withMinLeaf(int rows) {
    return new ForestOptions(trees, tried, rows, fraction, honest, fine, seed, depth);
  }

  public ForestOptions withFraction(double share) {
    return new ForestOptions(trees, tried, minLeaf, share, honest, fine, seed, depth);
  }

  public ForestOptions withHonesty() {
    return new ForestOptions(trees, tried, minLeaf, fraction, true, fine, seed, depth);
  }

  public ForestOptions withAllBins() {
    return new ForestOptions(trees, tried, minLeaf, fraction, honest, true, seed, depth);
  }

  /** As many splits between the root and a leaf at most. */
  public ForestOptions withDepth(int most) {
    return new ForestOptions(trees, tried, minLeaf, fraction, honest, fine, seed, most);
  }

  public ForestOptions withSeed(long stream) {
    return new ForestOptions(trees, tried, minLeaf, fraction, honest, fine, stream, depth);
  }

  int tried(int features) {
    return Math.min(features, tried == 0 ? (features + 2) / 3 : tried);
  }
}
