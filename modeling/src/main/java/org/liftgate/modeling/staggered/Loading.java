package org.liftgate.modeling.staggered;

import java.util.Arrays;

/**
 * A target's influence as a combination of coordinates of a {@link Basis}, zeros left out.
 *
 * @param at coordinates, ascending
 * @param by their weights
 */
record Loading(int[] at, double[] by) {

  static Loading of(double[] dense) {
    var at = new int[dense.length];
    var by = new double[dense.length];
    int count = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        at[count] = i;
        by[count++] = dense[i];
      }
    }
    return new Loading(Arrays.copyOf(at, count), Arrays.copyOf(by, count));
  }
}
