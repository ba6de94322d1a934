package org.liftgate.accumulate;

import java.util.Optional;

/**
 * Solves for period effects once unit effects are taken out: the Laplacian of the weighted graph
 * that links two periods by the units seen in both, with one period left out.
 */
final class PeriodEffects {
  private static final int CODES = CompactPanel.CODES;

  private final int[] codes;
  private final PositiveDefinite factor;

  private PeriodEffects(int[] codes, PositiveDefinite factor) {
    this.codes = codes;
    this.factor = factor;
  }

  /**
   * @param links lower triangle of CODES x CODES: sums over units of 1/n where both are seen
   * @param codes that occur, ascending, at least one
   * @return empty when the periods are not connected
   */
  static Optional<PeriodEffects> of(double[] links, int[] codes) {
    int size = codes.length - 1;
    var laplacian = new double[size * size];
    for (int a = 0; a <= size; a++) {
      for (int b = 0; b < a; b++) {
        double link = links[codes[a] * CODES + codes[b]];
        laplacian[(a - 1) * size + a - 1] += link;
        if (b > 0) {
          laplacian[(b - 1) * size + b - 1] += link;
          laplacian[(a - 1) * size + b - 1] = -link;
        }
      }
    }
    return PositiveDefinite.factor(laplacian, size)
        .factor()
        .map(factor -> new PeriodEffects(codes, factor));
  }

  /** Effects by code, with mean zero over codes that occur, for sums by code of demeaned values. */
  double[] solve(double[] sums) {
    var b = new double[codes.length - 1];
    for (int a = 1; a < codes.length; a++) {
      b[a - 1] = sums[codes[a]];
    }
    factor.solve(b);
    double mean = 0;
    for (double v : b) {
      mean += v / codes.length;
    }
    var effects = new double[CODES];
    for (int a = 0; a < codes.length; a++) {
      effects[codes[a]] = (a == 0 ? 0 : b[a - 1]) - mean;
    }
    return effects;
  }
}
