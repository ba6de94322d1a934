package org.liftgate.modeling.staggered;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Coordinates in which the influence of every unit on every effect is written. A target's estimate
 * minus its truth is the sum over units of their influence.
 */
interface Basis {
  int dimension();

  /** Adds a cell's influence times a weight to a dense combination. */
  void addCell(int cell, double weight, double[] dense);

  /** Adds a number to the influence of every unit of a cohort (by its number among cohorts). */
  void addConstant(int cohort, double value, double[] dense);

  /** Sum over units of the products of two targets' influences: their covariance. */
  double covariance(Loading a, Loading b);

  /** Variance of one cell. */
  double variance(int cell);

  /** Sums over units of randomly signed influences, the same signs for every target. */
  Draws draws(int draws, long seed);

  /** One set of signs. */
  interface Draws {
    /** By a target's number, one sum a draw. */
    IntFunction<double[]> of(List<Loading> targets);
  }
}
