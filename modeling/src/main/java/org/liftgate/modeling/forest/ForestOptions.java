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
 * @param bag trees that share one half of the units, for variances; 0 for no bags
 * @param share of a node's rows each child keeps at least, below a half
 */
public record ForestOptions(
    int trees,
    int tried,
    int minLeaf,
    double fraction,
    boolean honest,
    boolean fine,
    long seed,
    int depth,
    int bag,
    double share) {
  public ForestOptions {
    if (trees < 1 || minLeaf < 1 || tried < 0 || depth < 0) {
      throw new IllegalArgumentException(
          "trees (%d) and minLeaf (%d) must be at least 1, tried (%d) and depth (%d) at least 0"
              .formatted(trees, minLeaf, tried, depth));
    }
    if (bag == 1 || bag < 0 || (bag > 0 && fraction > 0.5)) {
      throw new IllegalArgumentException(
          "bag (%d) must be 0 or at least 2, with fraction (%s) at most 0.5"
              .formatted(bag, fraction));
    }
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("share (" + share + ") must be at least 0, below 0.5");
    }
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction (" + fraction + ") must be above 0, at most 1");
    }
  }

  public ForestOptions(
      int trees, int tried, int minLeaf, double fraction, boolean honest, boolean fine, long seed) {
    this(trees, tried, minLeaf, fraction, honest, fine, seed, 0);
  }

  public ForestOptions(
      int trees,
      int tried,
      int minLeaf,
      double fraction,
      boolean honest,
      boolean fine,
      long seed,
      int depth) {
    this(trees, tried, minLeaf, fraction, honest, fine, seed, depth, 0, 0);
  }

  /** 100 trees, a third of the features, leaves of 20, 0.632 of the rows. */
  public static ForestOptions standard(long seed) {
    return new ForestOptions(100, 0, 20, 0.632, false, false, seed);
  }

  /**
   * The same for so many rows: from 2,400 on each tree draws 1,500, and three in ten at least.
   * Trees that share fewer rows are more unlike, so their mean errs less, and they cost less: on
   * 100,000 rows of two arms effects err by .184 in place of .217, in half the time.
   *
   * @param rows that the forest grows on
   */
  public static ForestOptions standard(long seed, int rows) {
    return standard(seed).withFraction(Math.clamp(1_500.0 / rows, 0.3, 0.632));
  }

  public ForestOptions withTrees(int count) {
    return new ForestOptions(
        count, tried, minLeaf, fraction, honest, fine, seed, depth, bag, share);
  }

  public ForestOptions withTried(int features) {
    return new ForestOptions(
        trees, features, minLeaf, fraction, honest, fine, seed, depth, bag, share);
  }

  public ForestOptions withMinLeaf(int rows) {
    return new ForestOptions(trees, tried, rows, fraction, honest, fine, seed, depth, bag, share);
  }

  public ForestOptions withFraction(double part) {
    return new ForestOptions(trees, tried, minLeaf, part, honest, fine, seed, depth, bag, share);
  }

  public ForestOptions withHonesty() {
    return new ForestOptions(trees, tried, minLeaf, fraction, true, fine, seed, depth, bag, share);
  }

  public ForestOptions withAllBins() {
    return new ForestOptions(
        trees, tried, minLeaf, fraction, honest, true, seed, depth, bag, share);
  }

  /** As many splits between the root and a leaf at most. */
  public ForestOptions withDepth(int most) {
    return new ForestOptions(trees, tried, minLeaf, fraction, honest, fine, seed, most, bag, share);
  }

  public ForestOptions withSeed(long stream) {
    return new ForestOptions(
        trees, tried, minLeaf, fraction, honest, fine, stream, depth, bag, share);
  }

  /** Trees in bags of so many, each bag on one half of the units. */
  public ForestOptions withBags(int size) {
    return new ForestOptions(
        trees, tried, minLeaf, fraction, honest, fine, seed, depth, size, share);
  }

  /** Each child keeps such a share of its node's rows. */
  public ForestOptions withShare(double least) {
    return new ForestOptions(
        trees, tried, minLeaf, fraction, honest, fine, seed, depth, bag, least);
  }

  int tried(int features) {
    return Math.min(features, tried == 0 ? (features + 2) / 3 : tried);
  }
}
