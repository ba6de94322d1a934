package org.liftgate.modeling.penalised;

/** What lambda multiplies. Peers differ silently. */
public enum Convention {
  /**
   * RSS / (2n) + lambda [(1-a) |b|^2 / (2 s) + a |b|_1], s the population standard deviation of the
   * outcome: glmnet scales the outcome to 1 and lambda with it, and the ridge part keeps one s.
   */
  GLMNET,
  /**
   * RSS + lambda |b|^2 for the ridge; RSS / (2n) + lambda [(1-a) |b|^2 / 2 + a |b|_1] otherwise, as
   * scikit-learn has them.
   */
  SCIKIT;

  /** Multipliers of |b|_1 and |b|^2 / 2 beside RSS / (2n). */
  double[] multipliers(double lambda, double a, double rows, double deviation) {
    double l2 =
        switch (this) {
          case GLMNET -> lambda * (1 - a) / deviation;
          case SCIKIT -> a == 0 ? lambda / rows : lambda * (1 - a);
        };
    return new double[] {lambda * a, l2};
  }
}
