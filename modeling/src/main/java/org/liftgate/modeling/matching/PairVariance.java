package org.liftgate.modeling.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * Variance of the mean difference with errors shared within matched sets, and within units that
 * recur in several rows: sets + units - both (Cameron, Gelbach and Miller, 2011), times G/(G-1)
 * with the smaller G. By sets alone it is the variance of the mean of the sets' differences.
 */
final class PairVariance {
  private final Matches matches;
  private final double[] outcome;

  PairVariance(Matches matches, double[] outcome) {
    this.matches = matches;
    this.outcome = outcome;
  }

  /**
   * @param clusters the smaller number of clusters
   */
  record Found(double variance, int clusters) {}

  Found bySet(double att) {
    double[] d = matches.differences(outcome);
    double sum = 0;
    for (double v : d) {
      sum += (v - att) * (v - att);
    }
    double g = d.length;
    return new Found(sum / g / (g - 1), d.length);
  }

  Found bySetAndUnit(double att, int[] units) {
    int n1 = matches.matched();
    double treatedMean = 0;
    for (int i = 0; i < matches.treated().length; i++) {
      treatedMean += matches.count(i) > 0 ? outcome[matches.treated()[i]] / n1 : 0;
    }
    double controlMean = treatedMean - att;
    var byUnit = new HashMap<Integer, Double>();
    double sets = 0;
    double both = 0;
    for (int i = 0; i < matches.treated().length; i++) {
      int k = matches.count(i);
      if (k > 0) {
        var within = new HashMap<Integer, Double>();
        int row = matches.treated()[i];
        within.merge(units[row], (outcome[row] - treatedMean) / n1, Double::sum);
        for (int j = 0; j < k; j++) {
          int c = matches.control(i, j);
          within.merge(units[c], -(outcome[c] - controlMean) / k / n1, Double::sum);
        }
        double set = 0;
        for (Map.Entry<Integer, Double> e : within.entrySet()) {
          set += e.getValue();
          both += e.getValue() * e.getValue();
          byUnit.merge(e.getKey(), e.getValue(), Double::sum);
        }
        sets += set * set;
      }
    }
    double unit = byUnit.values().stream().mapToDouble(s -> s * s).sum();
    int least = Math.min(n1, byUnit.size());
    return new Found((sets + unit - both) * least / (least - 1.0), least);
  }
}
