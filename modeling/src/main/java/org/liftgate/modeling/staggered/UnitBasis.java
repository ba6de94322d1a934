package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.SignedSums;
import org.liftgate.accumulate.Workers;

/** With covariates every unit is a coordinate: one array of n influences for each cell. */
final class UnitBasis implements Basis {
  private final double[][] influence;
  private final int[][] members;
  private final int units;
  private final Workers workers;

  /**
   * @param influence per cell, n influences on the estimate (their sum is its error); empty for a
   *     cell without an estimate
   */
  UnitBasis(double[][] influence, int[][] members, int units, Workers workers) {
    this.influence = influence;
    this.members = members;
    this.units = units;
    this.workers = workers;
  }

  @Override
  public int dimension() {
    return units;
  }

  @Override
  public void addCell(int cell, double weight, double[] dense) {
    double[] own = influence[cell];
    for (int i = 0; i < own.length; i++) {
      dense[i] += weight * own[i];
    }
  }

  @Override
  public void addConstant(int cohort, double value, double[] dense) {
    for (int i : members[cohort + 1]) {
      dense[i] += value;
    }
  }

  @Override
  public double variance(int cell) {
    return Arrays.stream(influence[cell]).map(v -> v * v).sum();
  }

  @Override
  public double covariance(Loading a, Loading b) {
    double sum = 0;
    int j = 0;
    for (int i = 0; i < a.at().length; i++) {
      while (j < b.at().length && b.at()[j] < a.at()[i]) {
        j++;
      }
      if (j < b.at().length && b.at()[j] == a.at()[i]) {
        sum += a.by()[i] * b.by()[j];
      }
    }
    return sum;
  }

  @Override
  public Draws draws(int draws, long seed) {
    return targets -> {
      double[][] sums = signed(targets, draws, seed);
      return k -> sums[k];
    };
  }

  private double[][] signed(List<Loading> targets, int draws, long seed) {
    var dense = new double[targets.size()][units];
    for (int k = 0; k < dense.length; k++) {
      Loading target = targets.get(k);
      for (int i = 0; i < target.at().length; i++) {
        dense[k][target.at()[i]] = target.by()[i];
      }
    }
    return SignedSums.of(
        (i, from, to, out) -> {
          for (int k = from; k < to; k++) {
            out[k - from] = dense[k][i];
          }
        },
        units,
        dense.length,
        draws,
        seed,
        0,
        workers);
  }
}
