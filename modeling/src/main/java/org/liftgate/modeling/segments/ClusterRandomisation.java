package org.liftgate.modeling.segments;

import java.util.SplittableRandom;

/**
 * Randomisation inference for a difference in differences: treatment is dealt out again among the
 * clusters, as many as were treated, and the difference computed anew (Fisher, 1935; Rosenbaum,
 * 2002). The p-value is exact for the sharp null where treatment was drawn that way; the interval
 * holds the constant effects that are not rejected.
 *
 * @param draws other assignments, at least 19
 */
public record ClusterRandomisation(int draws, long seed) {

  public ClusterRandomisation {
    if (draws < 19) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 19");
    }
  }

  /**
   * @param pValue two-sided, (1 + draws at least as far from zero) / (1 + draws)
   * @param confLow, confHigh of the 95% interval by inversion
   */
  public record Result(double effect, double pValue, double confLow, double confHigh) {}

  /** Both arms need at least two clusters, and every cluster rows before and after. */
  public Result of(ArmRows rows) {
    int g = rows.clusters();
    var totals = new double[g][4]; // sums and counts, before and after
    var treated = new boolean[g];
    for (int i = 0; i < rows.rows(); i++) {
      double[] t = totals[rows.cluster()[i]];
      int at = rows.post()[i] ? 1 : 0;
      t[at] += rows.outcome()[i];
      t[2 + at]++;
      treated[rows.cluster()[i]] = rows.treated()[i];
    }
    double observed = difference(totals, treated);
    var constant = new double[draws];
    var slope = new double[draws];
    var random = new SplittableRandom(seed);
    var shifted = shifted(totals, treated);
    boolean[] dealt = treated.clone();
    for (int b = 0; b < draws; b++) {
      shuffle(dealt, random);
      constant[b] = difference(totals, dealt);
      slope[b] = constant[b] - difference(shifted, dealt);
    }
    double scale = Math.abs(observed);
    for (double c : constant) {
      scale = Math.max(scale, Math.abs(c));
    }
    return new Result(
        observed,
        p(observed, constant, slope, 0),
        end(observed, constant, slope, -4 * scale),
        end(observed, constant, slope, 4 * scale));
  }

  /** The same totals had the treated rows after the start been one lower. */
  private static double[][] shifted(double[][] totals, boolean[] treated) {
    var out = new double[totals.length][];
    for (int g = 0; g < totals.length; g++) {
      out[g] = totals[g].clone();
      if (treated[g]) {
        out[g][1] -= out[g][3];
      }
    }
    return out;
  }

  private static double difference(double[][] totals, boolean[] treated) {
    var sum = new double[2][4];
    for (int g = 0; g < totals.length; g++) {
      double[] arm = sum[treated[g] ? 1 : 0];
      for (int k = 0; k < 4; k++) {
        arm[k] += totals[g][k];
      }
    }
    return change(sum[1]) - change(sum[0]);
  }

  private static double change(double[] arm) {
    return arm[1] / arm[3] - arm[0] / arm[2];
  }

  private static void shuffle(boolean[] flags, SplittableRandom random) {
    for (int i = flags.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      boolean kept = flags[i];
      flags[i] = flags[j];
      flags[j] = kept;
    }
  }

  /** The p-value of a constant effect; the difference of shifted outcomes is linear in it. */
  private double p(double observed, double[] constant, double[] slope, double effect) {
    double own = Math.abs(observed - effect) * (1 - 1e-12);
    int far = 1;
    for (int b = 0; b < draws; b++) {
      far += Math.abs(constant[b] - effect * slope[b]) >= own ? 1 : 0;
    }
    return far / (draws + 1.0);
  }

  private double end(double observed, double[] constant, double[] slope, double away) {
    double in = observed;
    double out = observed + away;
    for (int step = 0; step < 60; step++) {
      double middle = (in + out) / 2;
      if (p(observed, constant, slope, middle) > 0.05) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
