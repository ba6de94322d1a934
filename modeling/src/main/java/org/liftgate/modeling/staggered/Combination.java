package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;

/**
 * A weighted mean of cells whose weights are estimated too.
 *
 * @param value the mean
 * @param cells numbers of the cells
 * @param weights theirs, summing to 1
 * @param constants per cohort, what each of its units adds by being counted in the weights (the
 *     derivative of the mean by the cohort's size)
 */
record Combination(double value, int[] cells, double[] weights, double[] constants) {

  /**
   * A mean weighted by cohort size, n_g / N: each unit of cohort g adds (att - mean) / N for each
   * of its cohort's cells, the estimated weights' part of the influence.
   */
  static Combination bySize(List<Cell> all, int[] cells, double[] att, int[] sizes) {
    double total = 0;
    for (int c : cells) {
      total += sizes[all.get(c).group()];
    }
    var weights = new double[cells.length];
    double value = 0;
    for (int i = 0; i < cells.length; i++) {
      weights[i] = sizes[all.get(cells[i]).group()] / total;
      value += weights[i] * att[cells[i]];
    }
    var constants = new double[sizes.length];
    for (int c : cells) {
      constants[all.get(c).group()] += (att[c] - value) / total;
    }
    return new Combination(value, cells, weights, constants);
  }

  /** The plain mean of means. */
  static Combination mean(List<Combination> parts) {
    var shares = new double[parts.size()];
    Arrays.fill(shares, 1.0 / shares.length);
    return weighted(parts, shares);
  }

  /** Means of cohorts weighted by the cohorts' sizes. */
  static Combination groups(List<Combination> parts, int[] cohorts, int[] sizes) {
    double total = Arrays.stream(cohorts).mapToDouble(g -> sizes[g]).sum();
    double[] shares = Arrays.stream(cohorts).mapToDouble(g -> sizes[g] / total).toArray();
    Combination mean = weighted(parts, shares);
    for (int i = 0; i < cohorts.length; i++) {
      mean.constants[cohorts[i]] += (parts.get(i).value - mean.value) / total;
    }
    return mean;
  }

  private static Combination weighted(List<Combination> parts, double[] shares) {
    int size = parts.stream().mapToInt(p -> p.cells.length).sum();
    var cells = new int[size];
    var weights = new double[size];
    var constants = new double[parts.get(0).constants.length];
    double value = 0;
    int at = 0;
    for (int p = 0; p < shares.length; p++) {
      Combination part = parts.get(p);
      value += shares[p] * part.value;
      for (int i = 0; i < part.cells.length; i++, at++) {
        cells[at] = part.cells[i];
        weights[at] = shares[p] * part.weights[i];
      }
      for (int g = 0; g < constants.length; g++) {
        constants[g] += shares[p] * part.constants[g];
      }
    }
    return new Combination(value, cells, weights, constants);
  }

  Loading loading(Basis basis) {
    var dense = new double[basis.dimension()];
    for (int i = 0; i < cells.length; i++) {
      basis.addCell(cells[i], weights[i], dense);
    }
    for (int g = 0; g < constants.length; g++) {
      if (constants[g] != 0) {
        basis.addConstant(g, constants[g], dense);
      }
    }
    return Loading.of(dense);
  }
}
