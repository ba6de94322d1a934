package org.liftgate.modeling.staggered;

/**
 * A target's influence as a combination of coordinates of a {@link Basis}, zeros left out.
 *
 * @param at coordinates, ascending
 * @param by their weights
 */
record Loading(int[] at, double[] by) {

  static Loading of(double[] dense) {
    int count = 0;
    for (double v : dense) {
      count += v != 0 ? 1 : 0;
    }
    var at = new int[count];
    var by = new double[count];
    for (int i = 0, k = 0; k < count; i++) {
      if (dense[i] != 0) {
        at[k] = i;
        by[k++] = dense[i];
      }
    }
    return new Loading(at, by);
  }
}
