package org.liftgate.modeling.matching;

import java.util.Arrays;
import java.util.List;

/**
 * Matching of every treated unit with its nearest controls in one score, within a caliper. With the
 * defaults of R's MatchIt 4.7.2 for ties: the smaller distance, then fewer places away in the joint
 * order of the score (ties in order of rows), then the lower score.
 *
 * @param caliper widest distance, in standard deviations; infinite without one
 * @param deviation whose standard deviation
 * @param order who chooses first; without effect with replacement
 * @param replace whether a control may be taken again
 * @param ratio controls a treated unit takes at most, found in rounds without replacement
 */
public record NearestNeighbour(
    double caliper, Deviation deviation, Order order, boolean replace, int ratio) {

  /** One control within .25 standard deviations, the highest score first, without replacement. */
  public static final NearestNeighbour DEFAULT =
      new NearestNeighbour(0.25, Deviation.ALL, Order.LARGEST, false, 1);

  public NearestNeighbour {
    if (!(caliper > 0)) {
      throw new IllegalArgumentException("caliper (" + caliper + ") must be greater than 0");
    }
    if (ratio < 1) {
      throw new IllegalArgumentException("ratio (" + ratio + ") must be at least 1");
    }
  }

  public NearestNeighbour withCaliper(double value) {
    return new NearestNeighbour(value, deviation, order, replace, ratio);
  }

  public NearestNeighbour withDeviation(Deviation value) {
    return new NearestNeighbour(caliper, value, order, replace, ratio);
  }

  public NearestNeighbour withOrder(Order value) {
    return new NearestNeighbour(caliper, deviation, value, replace, ratio);
  }

  public NearestNeighbour withReplacement(boolean value) {
    return new NearestNeighbour(caliper, deviation, order, value, ratio);
  }

  public NearestNeighbour withRatio(int value) {
    return new NearestNeighbour(caliper, deviation, order, replace, value);
  }

  /**
   * @param score n finite scores or log odds
   * @param treated n values 0 or 1
   * @param exact n codes; only units of one code are matched. Empty without strata
   */
  public Matches match(double[] score, byte[] treated, int[] exact) {
    double width = caliper;
    if (caliper < Double.POSITIVE_INFINITY && score.length > 0) {
      double sd = deviation.of(score, treated);
      width = sd >= 0 ? caliper * sd : Double.POSITIVE_INFINITY;
    }
    int[] rows = rows(treated);
    int[] index = new int[treated.length];
    for (int i = 0; i < rows.length; i++) {
      index[rows[i]] = i * ratio;
    }
    int[] controls = new int[rows.length * ratio];
    Arrays.fill(controls, -1);
    List<Line> lines = score.length == 0 ? List.of() : Line.of(score, treated, exact);
    for (Line line : lines) {
      Greedy.Found found =
          (t, rank, c) -> controls[index[line.treated()[t]] + rank] = line.controls()[c];
      if (replace) {
        Greedy.replacing(line, width, ratio, found);
      } else {
        new Greedy(line, width).match(order, ratio, found);
      }
    }
    return new Matches(rows, controls, ratio, width);
  }

  private static int[] rows(byte[] treated) {
    int count = 0;
    for (byte t : treated) {
      count += t != 0 ? 1 : 0;
    }
    int[] rows = new int[count];
    int at = 0;
    for (int i = 0; i < treated.length; i++) {
      if (treated[i] != 0) {
        rows[at++] = i;
      }
    }
    return rows;
  }
}
