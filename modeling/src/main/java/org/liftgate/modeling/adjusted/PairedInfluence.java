package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.matching.Matches;

/**
 * Weighted mean over groups of the mean difference of matched pairs, with errors shared within
 * pairs and within units that recur in several groups: pairs + units - both (Cameron, Gelbach and
 * Miller, 2011), times G/(G-1) with the smaller G; t with G-1.
 */
public final class PairedInfluence {
  private record Side(int unit, double share) {}

  private final int units;
  private final List<Side[]> pairs = new ArrayList<>();
  private double value;
  private int matched;

  public PairedInfluence(int units) {
    this.units = units;
  }

  /**
   * Adds the matched pairs of a group.
   *
   * @param matches one control each
   * @param y n outcomes of the group's rows
   * @param unit n codes 0..units-1
   * @param weight the group's share of the mean
   */
  public PairedInfluence add(Matches matches, double[] y, int[] unit, double weight) {
    int n = matches.matched();
    double one = 0;
    double other = 0;
    for (int i = 0; i < matches.treated().length; i++) {
      int control = matches.control(i, 0);
      if (control >= 0) {
        one += y[matches.treated()[i]] / n;
        other += y[control] / n;
      }
    }
    for (int i = 0; i < matches.treated().length; i++) {
      int row = matches.treated()[i];
      int control = matches.control(i, 0);
      if (control >= 0) {
        matched++;
        pairs.add(
            new Side[] {
              new Side(unit[row], weight * (y[row] - one) / n),
              new Side(unit[control], -weight * (y[control] - other) / n)
            });
      }
    }
    value += weight * (one - other);
    return this;
  }

  /** Adds what estimating something else from the same units adds to the error. */
  public PairedInfluence also(int[] unit, double[] influence, double factor) {
    for (int i = 0; i < influence.length; i++) {
      if (influence[i] != 0) {
        pairs.add(new Side[] {new Side(unit[i], factor * influence[i])});
      }
    }
    return this;
  }

  /** By unit alone, to set beside effects of other designs. */
  public UnitInfluence byUnit() {
    double[] by = new double[units];
    for (Side[] pair : pairs) {
      for (Side side : pair) {
        by[side.unit()] += side.share();
      }
    }
    return new UnitInfluence(value, by);
  }

  public Estimate estimate(String term) {
    double sets = 0;
    double both = 0;
    for (Side[] pair : pairs) {
      double sum = 0;
      for (Side side : pair) {
        sum += side.share();
        both += side.share() * side.share();
      }
      sets += sum * sum;
    }
    UnitInfluence by = byUnit();
    double unit = 0;
    for (double v : by.byUnit()) {
      unit += v * v;
    }
    int least = Math.min(matched, by.units());
    double variance = (sets + unit - both) * least / (least - 1.0);
    if (least < 2 || !(variance > 0)) {
      return new Estimate.Missing(
          term, Estimate.Reason.NO_VARIATION, "The differences of the pairs do not vary.");
    }
    return new StudentT(least - 1.0).value(term, value, Math.sqrt(variance));
  }
}
