package org.liftgate.modeling.uplift;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.uplift.Ranking.Why;

/**
 * Refuses a ranking that does not beat a constant: the AUTOC of sequential folds must be above 0 by
 * a one-sided test. Refuses without overlap.
 *
 * @param size of the test, such as 0.05
 * @param minShare least share of units whose score lies in [.1, .9]
 * @param maxAuc greatest probability that the score tells a treated unit from another
 */
public record UpliftGate(double size, double minShare, double maxAuc) {

  public static UpliftGate standard() {
    return new UpliftGate(0.05, 0.5, 0.9);
  }

  /** One-sided p of an effect above 0. */
  public static double oneSided(Estimate.Value rate) {
    double p = new StudentT(rate.df()).twoSided(rate.statistic()) / 2;
    return rate.statistic() > 0 ? p : 1 - p;
  }

  /** Whether the estimate is above 0. */
  boolean beats(Estimate rate) {
    return rate instanceof Estimate.Value v && oneSided(v) < size;
  }

  Ranking judge(Overlap overlap, Estimate rate, Supplier<List<Decile>> deciles) {
    if (overlap.share() < minShare || overlap.auc() > maxAuc) {
      return refused(
          Why.NO_OVERLAP,
          "%.0f%% of units have a score in [.1, .9] (at least %.0f%%), and it tells the arms apart"
              + " with probability %.2f (at most %.2f).",
          100 * overlap.share(),
          100 * minShare,
          overlap.auc(),
          maxAuc);
    }
    if (!(rate instanceof Estimate.Value v)) {
      return refused(Why.CONSTANT, "The model predicts the same effect for everybody.");
    }
    return beats(rate)
        ? new Ranking.Accepted(deciles.get())
        : refused(
            Why.NOT_BETTER_THAN_CONSTANT,
            "The ranking does not beat a constant: its AUTOC is %.3g (SE %.3g), one-sided p = %.2f,"
                + " to be below %.2f.",
            v.value(),
            v.stdError(),
            oneSided(v),
            size);
  }

  private static Ranking.Refused refused(Why why, String detail, Object... figures) {
    return new Ranking.Refused(why, String.format(Locale.ROOT, detail, figures));
  }
}
