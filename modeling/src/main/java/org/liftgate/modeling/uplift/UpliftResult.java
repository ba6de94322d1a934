package org.liftgate.modeling.uplift;

import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.overlap.Overlap;

/** How well a learner ranks units it has not seen, or why that cannot be told. */
public sealed interface UpliftResult {
  String RATE = "rate";
  String QINI = "qini";
  String ATE = "ate";

  /**
   * @param ate mean of the doubly robust scores
   * @param rate AUTOC over sequential folds, its error from influence
   * @param qini the same weighted by the share, the Qini coefficient
   * @param rateBootstrap AUTOC with its error from half-samples of the scores
   * @param qiniBootstrap Qini coefficient with its error from half-samples of the scores
   * @param curve on held-out units
   * @param scores n doubly robust scores, in units of the outcome
   * @param propensity n probabilities of treatment, cross-fitted
   * @param held rows that were ranked by a model that had not seen them
   * @param associational whether the learner ignored how treatment was assigned, and it was not
   *     drawn at random
   */
  record Judged(
      Overlap overlap,
      Estimate ate,
      Estimate rate,
      Estimate qini,
      Estimate rateBootstrap,
      Estimate qiniBootstrap,
      Calibration calibration,
      List<UpliftCurve.Point> curve,
      Ranking ranking,
      double[] scores,
      double[] propensity,
      int held,
      boolean associational)
      implements UpliftResult {
    public Judged {
      curve = List.copyOf(curve);
    }
  }

  /**
   * @param detail in a sentence
   */
  record Refused(Reason reason, String detail) implements UpliftResult {}
}
