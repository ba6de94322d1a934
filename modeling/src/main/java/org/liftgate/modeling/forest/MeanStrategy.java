package org.liftgate.modeling.forest;

import java.util.Arrays;

/**
 * Regression: splits on the outcome, keeps its mean, predicts it. With an outcome of 0 and 1 it is
 * a probability forest.
 *
 * @param outcome n finite values
 * @param weights n values above 0, or empty
 * @param units n codes of rows drawn as one, or empty
 */
public record MeanStrategy(double[] outcome, double[] weights, int[] units)
    implements ForestStrategy {
  MeanStrategy(double[] outcome, double[] weights) {
    this(outcome, weights, new int[0]);
  }

  @Override
  public double[][] statistics() {
    return new double[][] {outcome};
  }

  @Override
  public byte[] sides() {
    return new byte[0];
  }

  @Override
  public ForestStrategy take(int[] rows, int count) {
    return new MeanStrategy(pick(outcome, rows, count), pick(weights, rows, count));
  }

  private static double[] pick(double[] values, int[] rows, int count) {
    var picked = new double[values.length == 0 ? 0 : count];
    Arrays.setAll(picked, i -> values[rows[i]]);
    return picked;
  }

  @Override
  public boolean fixed() {
    return true;
  }

  @Override
  public boolean relabel(int[] rows, int from, int to, double[] out) {
    for (int i = from; i < to; i++) {
      out[i - from] = outcome[rows[i]];
    }
    return true;
  }

  @Override
  public double predict(double[] averages, int offset) {
    return averages[offset];
  }

  @Override
  public double[] gradient(double[] averages, int offset) {
    return new double[] {1};
  }
}
