package org.liftgate.accumulate;

/** What {@link TwoWayWithin} found: a fit, or the reason why there is none. */
public sealed interface WithinResult {

  /**
   * Slopes after both effects are cleared.
   *
   * @param slopes k
   * @param inverse (X'X)^-1 of the cleared columns, k x k row by row
   * @param ssr sum of squared residuals
   * @param withinSquares squares of the cleared outcome
   * @param totalSquares squares of the outcome about its mean
   * @param clusters scores by cluster, one for each clustering asked for
   * @param robustMeat sum of x x' e^2, k x k; empty when not asked for
   * @param effects by block, the effects of the solved levels (level 0 at zero)
   */
  record Fit(
      double[] slopes,
      double[] inverse,
      double ssr,
      double withinSquares,
      double totalSquares,
      ClusterSums[] clusters,
      double[] robustMeat,
      double[][] effects)
      implements WithinResult {}

  /** Why a column has no slope of its own. */
  enum Why {
    /** The same value in every row. */
    CONSTANT,
    /** The unit and period effects explain it. */
    ABSORBED,
    /** A combination of the columns before it, given the effects. */
    COMBINATION
  }

  /**
   * @param columns the columns without a slope, ascending
   */
  record Dependent(int[] columns, Why[] why) implements WithinResult {}

  /**
   * A block whose units and periods fall into parts with no row in common.
   *
   * @param row a row of a part that the block's first row is not linked to
   */
  record Disconnected(int block, int row) implements WithinResult {}
}
