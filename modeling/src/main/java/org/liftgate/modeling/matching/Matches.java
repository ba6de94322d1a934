package org.liftgate.modeling.matching;

/**
 * Who was matched with whom.
 *
 * @param treated rows of all treated units, ascending
 * @param controls for each treated, {@code ratio} rows of controls in the order they were found, -1
 *     where there was none
 * @param caliper the widest distance allowed, infinite without one
 */
public record Matches(int[] treated, int[] controls, int ratio, double caliper) {

  /** The controls' row of the treated at an index, or -1. */
  public int control(int index, int rank) {
    return controls[index * ratio + rank];
  }

  /** Controls of the treated at an index. */
  public int count(int index) {
    int count = 0;
    while (count < ratio && control(index, count) >= 0) {
      count++;
    }
    return count;
  }

  /** Treated units with at least one control. */
  public int matched() {
    int matched = 0;
    for (int i = 0; i < treated.length; i++) {
      matched += control(i, 0) >= 0 ? 1 : 0;
    }
    return matched;
  }

  /** Pairs of a treated and a control. */
  public int pairs() {
    int pairs = 0;
    for (int c : controls) {
      pairs += c >= 0 ? 1 : 0;
    }
    return pairs;
  }

  /**
   * Weights of n rows: 1 for a matched treated, 1/k shared among its k controls, summed where a
   * control recurs.
   */
  public double[] weights(int rows) {
    var weights = new double[rows];
    for (int i = 0; i < treated.length; i++) {
      int k = count(i);
      weights[treated[i]] = k > 0 ? 1 : 0;
      for (int j = 0; j < k; j++) {
        weights[control(i, j)] += 1.0 / k;
      }
    }
    return weights;
  }

  /** Treated outcome minus the mean of its controls, for matched treated in order of rows. */
  public double[] differences(double[] outcome) {
    var out = new double[matched()];
    int at = 0;
    for (int i = 0; i < treated.length; i++) {
      int k = count(i);
      if (k > 0) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
          sum += outcome[control(i, j)];
        }
        out[at++] = outcome[treated[i]] - sum / k;
      }
    }
    return out;
  }
}
