package org.liftgate.accumulate;

/**
 * Turns products of the outcome with the cleared treatment into scores, unit by unit, from masks
 * alone: s = A - beta B - sum d~ l, with l the residual's period effects.
 */
final class ScoreSums {
  private final UnitMasks masks;
  private final double slope;
  private final double[] products;
  private final MaskSums onTreated;
  private final MaskSums treatment;
  private final MaskSums residual;
  private final MaskSums both;

  /**
   * @param treatment period effects on the treatment, by code
   * @param outcome period effects on the outcome, by code
   * @param products by unit, outcome times cleared treatment; scores take their place
   */
  ScoreSums(
      UnitMasks masks, double[] treatment, double[] outcome, double slope, double[] products) {
    this.masks = masks;
    this.slope = slope;
    this.products = products;
    int codes = CompactPanel.CODES;
    var residualEffects = new double[codes];
    var onTreatedEffects = new double[codes];
    var bothEffects = new double[codes];
    for (int t = 0; t < codes; t++) {
      residualEffects[t] = outcome[t] - slope * treatment[t];
      onTreatedEffects[t] = residualEffects[t] - slope * treatment[t];
      bothEffects[t] = residualEffects[t] * treatment[t];
    }
    this.onTreated = new MaskSums(onTreatedEffects);
    this.treatment = new MaskSums(treatment);
    this.residual = new MaskSums(residualEffects);
    this.both = new MaskSums(bothEffects);
  }

  /** The sum of the scores of some units: zero but for rounding over all of them. */
  double run(int from, int to) {
    double sum = 0;
    for (int u = from; u < to; u++) {
      double score = products[u] - explained(u, masks.low[u], masks.high[u]);
      products[u] = score;
      sum += score;
    }
    return sum;
  }

  private double explained(int u, long low, long high) {
    int on = masks.treated(u);
    double mean = (on - treatment.sum(low, high)) / masks.rows(u);
    double rest = -both.sum(low, high) - mean * residual.sum(low, high);
    return on == 0
        ? rest
        : rest + slope * on * (1 - mean) + onTreated.sum(masks.treatedLow[u], masks.treatedHigh[u]);
  }
}
