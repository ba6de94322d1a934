package org.liftgate.modeling.inference;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;

/**
 * Which ranks the truth may have, rank 1 being the largest: confidence sets from simultaneous
 * intervals of all pairwise differences (Mogstad, Romano, Shaikh and Wilhelm, 2024, section 3).
 * With the chance stated, all intervals hold at once. The critical value is the quantile of the
 * largest |difference| / SE under the joint normal law, by simulation; no stepwise refinement.
 *
 * @param lowest k best possible ranks
 * @param highest k worst possible ranks
 * @param critical the simulated critical value
 */
public record RankIntervals(int[] lowest, int[] highest, double critical) {
  private static final int DRAWS = 5_000;

  /**
   * @param estimates k values
   * @param covariance k x k, full: estimates may share controls
   * @param level chance that every interval holds, such as 0.95
   */
  public static RankIntervals of(
      double[] estimates, double[][] covariance, double level, long seed) {
    double critical = critical(covariance, level, seed);
    int k = estimates.length;
    var lowest = new int[k];
    var highest = new int[k];
    for (int i = 0; i < k; i++) {
      lowest[i] = 1;
      highest[i] = k;
      for (int j = 0; j < k; j++) {
        double margin = critical * error(covariance, i, j);
        double gap = estimates[j] - estimates[i];
        lowest[i] += i != j && gap > margin ? 1 : 0;
        highest[i] -= i != j && gap < -margin ? 1 : 0;
      }
    }
    return new RankIntervals(lowest, highest, critical);
  }

  private static double critical(double[][] covariance, double level, long seed) {
    var law = Gaussian.of(covariance);
    var random = new SplittableRandom(Digest.mix(seed + 0x632be59bd9b4e019L));
    var most = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      most[d] = largest(law.draw(random), covariance);
    }
    Arrays.sort(most);
    return most[(int) Math.min(DRAWS - 1, Math.ceil(level * DRAWS))];
  }

  private static double largest(double[] z, double[][] covariance) {
    double most = 0;
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < i; j++) {
        double se = error(covariance, i, j);
        most = se > 0 ? Math.max(most, Math.abs(z[i] - z[j]) / se) : most;
      }
    }
    return most;
  }

  private static double error(double[][] v, int i, int j) {
    return Math.sqrt(Math.max(0, v[i][i] + v[j][j] - 2 * v[i][j]));
  }
}
