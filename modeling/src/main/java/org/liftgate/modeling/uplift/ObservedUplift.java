package org.liftgate.modeling.uplift;

import java.util.Arrays;

/**
 * Uplift curves from observed outcomes, as causalml and Radcliffe (2007) have them: they mean
 * something only where treatment was drawn at random with one probability. Elsewhere {@link
 * UpliftCurve} is the one to read.
 *
 * @param gain n + 1 values: difference of the arms' means among the first i units, times i
 * @param qini n + 1 values: treated outcomes of the first i units, less untreated ones scaled to as
 *     many
 */
public record ObservedUplift(double[] gain, double[] qini) {

  /** Curves down the priority; where an arm is empty they are interpolated. */
  public static ObservedUplift of(double[] outcome, byte[] treated, double[] priority) {
    int[] order = Priority.of(priority).order();
    int n = order.length;
    var lift = new double[n + 1];
    var qini = new double[n + 1];
    var count = new double[2];
    var sum = new double[2];
    int known = 0;
    for (int i = 1; i <= n; i++) {
      int row = order[i - 1];
      count[treated[row]]++;
      sum[treated[row]] += outcome[row];
      if (count[0] > 0 && count[1] > 0) {
        lift[i] = sum[1] / count[1] - sum[0] / count[0];
        qini[i] = sum[1] - sum[0] * count[1] / count[0];
        interpolate(lift, known, i);
        interpolate(qini, known, i);
        known = i;
      }
    }
    for (int i = 0; i <= n; i++) {
      lift[i] *= i;
    }
    return new ObservedUplift(lift, qini);
  }

  private static void interpolate(double[] values, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      values[i] = values[from] + (values[to] - values[from]) * (i - from) / (to - from);
    }
  }

  /** Mean of the gains over all n + 1 points. */
  public double areaUnderGain() {
    return Arrays.stream(gain).average().orElse(0);
  }

  /** Mean of the Qini curve above its diagonal. */
  public double qiniCoefficient() {
    return Arrays.stream(qini).average().orElse(0) - qini[qini.length - 1] / 2;
  }
}
