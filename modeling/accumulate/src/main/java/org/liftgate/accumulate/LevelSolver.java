package org.liftgate.accumulate;

/** Solves the normal equations in the levels of an effect, another effect eliminated. */
interface LevelSolver {
  /** Solves in place. */
  void solve(double[] right);
}
