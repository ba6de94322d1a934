package org.liftgate.modeling.bayes;

import java.util.SplittableRandom;
import org.liftgate.modeling.inference.ChiSquared;

/**
 * Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman, 2018): where truth
 * is drawn from the prior and data from the likelihood, the rank of the truth among posterior draws
 * is uniform, whatever the model. A sampler or a likelihood that is wrong shows as ranks that are
 * not.
 *
 * @param draws posterior draws of each simulation, nearly independent
 * @param bins equal groups of ranks; must divide draws + 1
 * @param counts of ranks by bin
 */
public record Calibration(int draws, int bins, long[] counts) {

  public Calibration(int draws, int bins) {
    this(draws, bins, new long[bins]);
    if ((draws + 1) % bins != 0) {
      throw new IllegalArgumentException(
          "bins (%d) must divide draws + 1 (%d)".formatted(bins, draws + 1));
    }
  }

  /** Adds the rank of a truth; ties are broken by chance. */
  public void add(double truth, double[] posterior, SplittableRandom random) {
    if (posterior.length != draws) {
      throw new IllegalArgumentException(
          "posterior must be %d draws, not %d".formatted(draws, posterior.length));
    }
    int below = 0;
    int ties = 0;
    for (double v : posterior) {
      if (v < truth) {
        below++;
      } else if (v == truth) {
        ties++;
      }
    }
    int rank = below + random.nextInt(ties + 1);
    counts[rank / ((draws + 1) / bins)]++;
  }

  /** Probability of counts at least as uneven, by Pearson's chi-squared test. */
  public double pValue() {
    double total = 0;
    for (long c : counts) {
      total += c;
    }
    double expected = total / bins;
    double statistic = 0;
    for (long c : counts) {
      statistic += (c - expected) * (c - expected) / expected;
    }
    return ChiSquared.survival(statistic, bins - 1);
  }
}
