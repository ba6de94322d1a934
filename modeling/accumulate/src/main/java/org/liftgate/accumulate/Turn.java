package org.liftgate.accumulate;

/**
 * The way between columns and an orthonormal basis of them, (x - mean) scale = q R.
 *
 * @param inverse R^-1, p x p
 * @param factor R, p x p
 * @param scale of each column, a power of two
 * @param means of the columns
 */
record Turn(Twofold[][] inverse, double[][] factor, double[] scale, Twofold[] means) {

  /**
   * Coefficients of the columns from those of the basis.
   *
   * @param constant whether the first of both belongs to the intercept, and what divides it
   */
  double[] raw(double[] turned, boolean constant, double rootNorm) {
    int shift = constant ? 1 : 0;
    var out = new double[turned.length];
    Twofold first = constant ? Twofold.of(turned[0]).over(Twofold.of(rootNorm)) : Twofold.ZERO;
    for (int j = 0; j < scale.length; j++) {
      Twofold sum = Twofold.ZERO;
      for (int a = j; a < scale.length; a++) {
        sum = sum.plus(inverse[j][a].times(Twofold.of(turned[a + shift])));
      }
      sum = sum.times(Twofold.of(scale[j]));
      out[j + shift] = sum.value();
      first = first.minus(sum.times(means[j]));
    }
    if (constant) {
      out[0] = first.value();
    }
    return out;
  }

  /** The weights by which {@link #raw} makes coefficient r. */
  double[] contrast(int r, boolean constant, double rootNorm) {
    int shift = constant ? 1 : 0;
    var out = new double[scale.length + shift];
    var unit = new double[scale.length + shift];
    for (int a = 0; a < out.length; a++) {
      unit[a] = 1;
      out[a] = raw(unit, constant, rootNorm)[r];
      unit[a] = 0;
    }
    return out;
  }

  /** Coefficients of the basis at which {@link #raw} is 1 for column j and 0 for the others. */
  double[] turned(int j, boolean constant, double rootNorm) {
    int shift = constant ? 1 : 0;
    var out = new double[scale.length + shift];
    for (int a = 0; a <= j; a++) {
      out[a + shift] = factor[a][j] / scale[j];
    }
    if (constant) {
      out[0] = rootNorm * means[j].value();
    }
    return out;
  }
}
