package org.liftgate.modeling.economics;

import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Judge;
import org.liftgate.modeling.verdict.Words;

/**
 * What the original's rules say of an effect: reject if p > .10, if the effect is below 0, or if
 * its ROI, (incremental revenue x margin - cost) / cost, is below 5%.
 */
public record OriginalRules(boolean rejects, String reason) {
  /** The least return they accept. */
  public static final double ROI = 0.05;

  /**
   * @param roi by the original's formula; empty where nothing was paid
   */
  public static OriginalRules of(Estimate.Value v, OptionalDouble roi) {
    if (v.value() < 0) {
      return new OriginalRules(true, "the effect is below 0");
    }
    if (v.pValue() > Judge.PUBLISHED_P) {
      return new OriginalRules(true, Words.p(v.pValue()) + " is above .10");
    }
    if (roi.isEmpty()) {
      return new OriginalRules(
          false, Words.p(v.pValue()) + "; nothing was paid, so there is no ROI");
    }
    double r = roi.getAsDouble();
    String percent = Math.round(100 * r) + "%";
    return r < ROI
        ? new OriginalRules(true, "an ROI of " + percent + " is below 5%")
        : new OriginalRules(false, Words.p(v.pValue()) + " and an ROI of " + percent);
  }

  /** The original's return: its own formula knows no discounts and no base price. */
  public static OptionalDouble roi(double revenue, double margin, double cost) {
    return cost > 0 ? OptionalDouble.of((revenue * margin - cost) / cost) : OptionalDouble.empty();
  }

  public String word() {
    return rejects ? "reject" : "accept";
  }
}
