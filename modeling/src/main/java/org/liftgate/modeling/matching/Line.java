package org.liftgate.modeling.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Units of one stratum in ascending order of the score, treated and controls apart.
 *
 * @param treated rows of the m treated
 * @param treatedScore their scores
 * @param treatedPlace their places among all units of the stratum
 * @param before controls that stand before each treated
 * @param controls rows of the controls
 * @param controlScore their scores
 * @param controlPlace their places among all units of the stratum
 */
record Line(
    int[] treated,
    double[] treatedScore,
    int[] treatedPlace,
    int[] before,
    int[] controls,
    double[] controlScore,
    int[] controlPlace) {

  /**
   * @param exact n codes of strata; empty when there is one
   */
  static List<Line> of(double[] score, byte[] treated, int[] exact) {
    int[] order = ScoreOrder.ascending(score);
    var lines = new ArrayList<Line>();
    for (int[] stratum : exact.length == 0 ? List.of(order) : split(order, exact)) {
      lines.add(of(stratum, score, treated));
    }
    return lines;
  }

  private static List<int[]> split(int[] order, int[] exact) {
    var index = new java.util.LinkedHashMap<Integer, Integer>();
    for (int code : exact) {
      index.merge(code, 1, Integer::sum);
    }
    var out = new java.util.LinkedHashMap<Integer, int[]>();
    index.forEach((code, size) -> out.put(code, new int[size]));
    var filled = new java.util.HashMap<Integer, Integer>();
    for (int row : order) {
      int at = filled.merge(exact[row], 1, Integer::sum) - 1;
      out.get(exact[row])[at] = row;
    }
    return List.copyOf(out.values());
  }

  private static Line of(int[] order, double[] score, byte[] treated) {
    int n = order.length;
    int m = 0;
    for (int row : order) {
      m += treated[row] != 0 ? 1 : 0;
    }
    var line =
        new Line(
            new int[m],
            new double[m],
            new int[m],
            new int[m],
            new int[n - m],
            new double[n - m],
            new int[n - m]);
    line.fill(order, score, treated);
    return line;
  }

  private void fill(int[] order, double[] score, byte[] isTreated) {
    int t = 0;
    int c = 0;
    for (int place = 0; place < order.length; place++) {
      int row = order[place];
      if (isTreated[row] != 0) {
        treated[t] = row;
        treatedScore[t] = score[row];
        treatedPlace[t] = place;
        before[t++] = c;
      } else {
        controls[c] = row;
        controlScore[c] = score[row];
        controlPlace[c++] = place;
      }
    }
  }

  /** Whether, at equal distance or not, control l on the left is taken before r on the right. */
  boolean leftFirst(int t, int l, int r) {
    double left = treatedScore[t] - controlScore[l];
    double right = controlScore[r] - treatedScore[t];
    if (left != right) {
      return left < right;
    }
    return treatedPlace[t] - controlPlace[l] <= controlPlace[r] - treatedPlace[t];
  }

  double distance(int t, int c) {
    return Math.abs(treatedScore[t] - controlScore[c]);
  }

  /** Treated, as indices of this line, in the order in which they choose. */
  int[] turns(Order order) {
    int m = treated.length;
    int[] turns = new int[m];
    switch (order) {
      case SMALLEST, CLOSEST -> Arrays.setAll(turns, i -> i);
      case LARGEST -> descending(turns);
      case DATA -> {
        long[] keys = new long[m];
        Arrays.setAll(keys, i -> ((long) treated[i] << 32) | i);
        Arrays.sort(keys);
        Arrays.setAll(turns, i -> (int) keys[i]);
      }
    }
    return turns;
  }

  /** Highest score first, ties in order of rows. */
  private void descending(int[] turns) {
    int at = 0;
    for (int end = treated.length; end > 0; ) {
      int start = end - 1;
      while (start > 0 && treatedScore[start - 1] == treatedScore[end - 1]) {
        start--;
      }
      for (int i = start; i < end; i++) {
        turns[at++] = i;
      }
      end = start;
    }
  }
}
