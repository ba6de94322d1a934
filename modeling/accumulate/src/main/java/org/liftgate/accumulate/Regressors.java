package org.liftgate.accumulate;

/**
 * The columns of a regression: k1 columns of numbers, then k2 dummies given as one code a row.
 * Dummies are never laid out: a week's dummy costs one addition where it is 1.
 *
 * @param columns k1 arrays of n values
 * @param codes n codes 0..levels-1, negative where no dummy is 1; empty when levels is 0
 * @param levels k2
 */
public record Regressors(double[][] columns, int[] codes, int levels) {
  public Regressors {
    if (levels == 0 && codes.length > 0) {
      throw new IllegalArgumentException("codes need levels");
    }
  }

  public static Regressors of(double[]... columns) {
    return new Regressors(columns, new int[0], 0);
  }

  public static Regressors dummies(int[] codes, int levels) {
    return new Regressors(new double[0][], codes, levels);
  }

  /** Slopes: k1 + k2. */
  public int count() {
    return columns.length + levels;
  }
}
