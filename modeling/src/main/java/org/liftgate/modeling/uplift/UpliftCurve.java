package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate;

/**
 * The Qini curve on held-out units: gain per unit of the whole when the first share q, by predicted
 * effect, is treated. Gains are means of doubly robust scores, so that arms may be confounded by
 * what is observed; each fold ranks its own units.
 */
public final class UpliftCurve {
  private UpliftCurve() {}

  /**
   * @param share treated, by predicted effect, above 0 to 1
   * @param gain per unit of the whole, with its interval; at share 1 the average effect
   * @param diagonal gain when the same share is treated at random
   */
  public record Point(double share, Estimate gain, double diagonal) {}

  /** Points at equal steps of the share. */
  static List<Point> of(List<HeldOut> folds, int steps) {
    int n = folds.stream().mapToInt(f -> f.rows().length).sum();
    var groups = new int[n];
    var scores = new double[n];
    var rank = new double[n];
    int at = 0;
    for (HeldOut fold : folds) {
      double[] r = ranks(fold.predicted());
      for (int i = 0; i < r.length; i++, at++) {
        groups[at] = fold.groups()[i];
        scores[at] = fold.scores()[i];
        rank[at] = r[i];
      }
    }
    double mean = Arrays.stream(scores).average().orElse(0);
    var out = new ArrayList<Point>();
    for (int s = 1; s <= steps; s++) {
      double share = (double) s / steps;
      var part = new double[n];
      for (int i = 0; i < n; i++) {
        part[i] = rank[i] <= share ? scores[i] : 0;
      }
      String term = "gain(%.0f%%)".formatted(100 * share);
      out.add(new Point(share, GroupedMean.of(term, part, groups), share * mean));
    }
    return List.copyOf(out);
  }

  /** Share of units of at least the priority, the highest first; ties share the middle. */
  static double[] ranks(double[] predicted) {
    var priority = Priority.of(predicted);
    var out = new double[predicted.length];
    var place = new double[predicted.length];
    Arrays.setAll(place, i -> (i + 1.0) / place.length);
    priority.level(place);
    for (int i = 0; i < out.length; i++) {
      out[priority.order()[i]] = place[i];
    }
    return out;
  }
}
