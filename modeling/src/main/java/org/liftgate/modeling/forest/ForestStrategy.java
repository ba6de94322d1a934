package org.liftgate.modeling.forest;

/**
 * What makes a forest the forest it is: relabelling, what a leaf keeps, and prediction (Athey,
 * Tibshirani and Wager, 2019). Splits then maximise the squared difference of the children's mean
 * pseudo-outcomes.
 */
public interface ForestStrategy {

  /** s columns of n values whose weighted means leaves keep. */
  double[][] statistics();

  /** n weights above 0, or empty for equal ones. */
  double[] weights();

  /**
   * n flags, or empty. Where they are given, each child must hold minLeaf rows of either flag, such
   * as treated and untreated ones.
   */
  byte[] sides();

  /**
   * n codes 0, 1, ... of units that are drawn as one, such as households, so that no tree that has
   * seen one row of a unit speaks for another; empty where every row is a unit.
   */
  default int[] units() {
    return new int[0];
  }

  /**
   * The same of some rows alone, so that those a tree grows on lie together; asked for no
   * statistics, units and predictions.
   *
   * @param rows ids, {@code count} of them
   */
  ForestStrategy take(int[] rows, int count);

  /** Whether pseudo-outcomes are the same in every node; they are then asked for once a tree. */
  boolean fixed();

  /**
   * Writes pseudo-outcomes of a node's rows.
   *
   * @param rows ids of data rows; those of the node stand from {@code from} to {@code to}
   * @param out to - from finite values, which sum to 0 where they are not fixed
   * @return false when the node must not be split
   */
  boolean relabel(int[] rows, int from, int to, double[] out);

  /**
   * The prediction from statistics averaged over trees.
   *
   * @param averages s values from {@code offset} on
   */
  double predict(double[] averages, int offset);

  /** Derivatives of {@link #predict} by the s averages, from which variances come. */
  double[] gradient(double[] averages, int offset);
}
