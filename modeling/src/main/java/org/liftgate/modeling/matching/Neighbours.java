package org.liftgate.modeling.matching;

/** The units of one arm in order of the score, and who among them is nearest to a score. */
final class Neighbours {
  private final int[] rows;
  private final double[] scores;

  Neighbours(double[] score, byte[] treated, int arm) {
    int[] order = ScoreOrder.ascending(score);
    int count = 0;
    for (int row : order) {
      count += treated[row] == arm ? 1 : 0;
    }
    rows = new int[count];
    scores = new double[count];
    int at = 0;
    for (int row : order) {
      if (treated[row] == arm) {
        rows[at] = row;
        scores[at++] = score[row];
      }
    }
  }

  int size() {
    return rows.length;
  }

  /**
   * Rows of the nearest units of this arm.
   *
   * @param count at most this many
   * @param without a row that does not count; -1 for none
   */
  int[] nearest(double score, int count, int without) {
    int r = java.util.Arrays.binarySearch(scores, score);
    r = r < 0 ? -r - 1 : r;
    int l = r - 1;
    int[] out = new int[Math.min(count, rows.length)];
    int found = 0;
    while (found < out.length && (l >= 0 || r < rows.length)) {
      boolean left = r == rows.length || l >= 0 && score - scores[l] <= scores[r] - score;
      int row = rows[left ? l-- : r++];
      if (row != without) {
        out[found++] = row;
      }
    }
    return java.util.Arrays.copyOf(out, found);
  }
}
