package org.liftgate.modeling.iv;

import java.util.List;
import org.liftgate.modeling.linear.LinearFit;

/**
 * Regressions of any outcome on one instrument, the covariates and the effects.
 *
 * @param name of the instrument
 * @param instrument n values
 */
record WaldRegressions(
    TwoStageLeastSquares options, IvSample sample, String name, double[] instrument) {

  LinearFit on(double[] outcome) {
    return options.regression().fit(sample.on(outcome, List.of(name), new double[][] {instrument}));
  }

  LinearFit treatment() {
    return on(sample.taken());
  }

  private Slope slope(double[] outcome) {
    return Slope.of(on(outcome), name);
  }

  /** y times one factor plus d times another. */
  Slope slope(double ofOutcome, double ofTreatment) {
    double[] y = sample.base().outcome();
    double[] d = sample.taken();
    var sum = new double[y.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ofOutcome * y[i] + ofTreatment * d[i];
    }
    return slope(sum);
  }
}
