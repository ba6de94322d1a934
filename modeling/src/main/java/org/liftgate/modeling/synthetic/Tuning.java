package org.liftgate.modeling.synthetic;

/**
 * Regularisation of the weights (Arkhangelsky et al., 2021, section 2.1 and equation 5), and where
 * the search stops. All are in units of the outcome.
 *
 * @param zetaOmega of controls: (N1 T1)^(1/4) x noise; 1e-6 x noise for synthetic control
 * @param zetaLambda of periods: 1e-6 x noise
 * @param minDecrease 1e-5 x noise
 */
record Tuning(double zetaOmega, double zetaLambda, double minDecrease) {
  static final int BEFORE_SPARSE = 100;
  static final int ITERATIONS = 10_000;

  static Tuning of(Block block, boolean control) {
    double noise = noise(block);
    double cells = (double) block.treated() * (block.periods() - block.before());
    double eta = control ? 1e-6 : Math.pow(cells, 0.25);
    return new Tuning(eta * noise, 1e-6 * noise, 1e-5 * noise);
  }

  /** Standard deviation of controls' first differences before the start. */
  private static double noise(Block block) {
    double sum = 0;
    int n = block.controls() * (block.before() - 1);
    for (int i = 0; i < block.controls(); i++) {
      double[] y = block.outcomes()[i];
      sum += y[block.before() - 1] - y[0];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < block.controls(); i++) {
      double[] y = block.outcomes()[i];
      for (int t = 1; t < block.before(); t++) {
        squares += Math.pow(y[t] - y[t - 1] - mean, 2);
      }
    }
    return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
  }
}
