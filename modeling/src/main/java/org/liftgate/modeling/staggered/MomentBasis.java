package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.CohortMoments;
import org.liftgate.accumulate.SignedSums;
import org.liftgate.accumulate.Workers;

/**
 * Without covariates a unit's influence is linear in its own outcome vector: group k's coordinates
 * are its T centred outcomes and a constant, k (T + 1) onwards. Variances come from the groups'
 * cross products; no units x cells matrix exists.
 */
final class MomentBasis implements Basis {
  private final BalancedPanel panel;
  private final List<Cell> cells;
  private final List<CohortMoments> moments;
  private final Workers workers;
  private final int periods;
  private final double[] att;

  MomentBasis(BalancedPanel panel, List<Cell> cells, Workers workers) {
    this.panel = panel;
    this.cells = cells;
    this.workers = workers;
    this.periods = panel.periods().length;
    this.moments = CohortMoments.of(panel.outcome(), periods, panel.members(), workers);
    this.att = cells.stream().mapToDouble(c -> change(c.group() + 1, c) - comparison(c)).toArray();
  }

  /** Point estimates of the cells. */
  double[] att() {
    return att;
  }

  private double change(int group, Cell cell) {
    CohortMoments m = moments.get(group);
    return m.mean(cell.time()) - m.mean(cell.base());
  }

  /** Groups compared with: 0 stands for the never treated. */
  private boolean compares(Cell cell, int group) {
    return group == 0 || cell.compares(group - 1);
  }

  private double comparison(Cell cell) {
    double sum = 0;
    for (int g = 0; g < moments.size(); g++) {
      if (compares(cell, g) && moments.get(g).count() > 0) {
        sum += moments.get(g).count() * change(g, cell);
      }
    }
    return sum / comparisonUnits(cell);
  }

  private double comparisonUnits(Cell cell) {
    double units = 0;
    for (int g = 0; g < moments.size(); g++) {
      units += compares(cell, g) ? moments.get(g).count() : 0;
    }
    return units;
  }

  @Override
  public int dimension() {
    return moments.size() * (periods + 1);
  }

  @Override
  public void addCell(int number, double weight, double[] dense) {
    Cell cell = cells.get(number);
    if (cell.isBase()) {
      return;
    }
    int own = (cell.group() + 1) * (periods + 1);
    double treated = weight / moments.get(cell.group() + 1).count();
    dense[own + cell.time()] += treated;
    dense[own + cell.base()] -= treated;
    double each = weight / comparisonUnits(cell);
    double pooled = cell.notYetFrom() < moments.size() - 1 ? comparison(cell) : 0;
    for (int g = 0; g < moments.size(); g++) {
      if (compares(cell, g) && moments.get(g).count() > 0) {
        int at = g * (periods + 1);
        dense[at + cell.time()] -= each;
        dense[at + cell.base()] += each;
        if (cell.notYetFrom() < moments.size() - 1) {
          dense[at + periods] -= each * (change(g, cell) - pooled);
        }
      }
    }
  }

  @Override
  public void addConstant(int cohort, double value, double[] dense) {
    dense[(cohort + 1) * (periods + 1) + periods] += value;
  }

  @Override
  public double variance(int number) {
    Cell cell = cells.get(number);
    if (cell.isBase()) {
      return 0;
    }
    double n = comparisonUnits(cell);
    int count = moments.get(cell.group() + 1).count();
    double variance = spread(cell.group() + 1, cell) / ((double) count * count);
    boolean pools = cell.notYetFrom() < moments.size() - 1;
    double pooled = pools ? comparison(cell) : 0;
    for (int g = 0; g < moments.size(); g++) {
      if (compares(cell, g) && moments.get(g).count() > 0) {
        double off = pools ? change(g, cell) - pooled : 0;
        variance += (spread(g, cell) + moments.get(g).count() * off * off) / (n * n);
      }
    }
    return variance;
  }

  private double spread(int group, Cell cell) {
    CohortMoments m = moments.get(group);
    int t = cell.time();
    int b = cell.base();
    return m.cross(t, t) + m.cross(b, b) - 2 * m.cross(t, b);
  }

  @Override
  public double covariance(Loading a, Loading b) {
    double sum = 0;
    int from = 0;
    for (int i = 0; i < a.at().length; i++) {
      int group = a.at()[i] / (periods + 1);
      int t = a.at()[i] - group * (periods + 1);
      CohortMoments m = moments.get(group);
      while (from < b.at().length && b.at()[from] < group * (periods + 1)) {
        from++;
      }
      double inner = 0;
      int end = (group + 1) * (periods + 1);
      for (int j = from; j < b.at().length && b.at()[j] < end; j++) {
        int s = b.at()[j] - group * (periods + 1);
        if (t < periods && s < periods) {
          inner += b.by()[j] * m.cross(t, s);
        } else if (t == periods && s == periods) {
          inner += b.by()[j] * m.count();
        }
      }
      sum += a.by()[i] * inner;
    }
    return sum;
  }

  @Override
  public Draws draws(int draws, long seed) {
    var coordinates = new double[moments.size()][][];
    for (int g = 0; g < coordinates.length; g++) {
      int[] units = panel.members()[g];
      CohortMoments m = moments.get(g);
      var mean = new double[periods];
      Arrays.setAll(mean, m::mean);
      coordinates[g] =
          SignedSums.of(
              (i, from, to, out) -> centred(units[i] * periods, mean, from, to, out),
              units.length,
              periods + 1,
              draws,
              seed,
              g,
              workers);
    }
    return targets -> k -> drawn(targets.get(k), coordinates, draws);
  }

  private void centred(int at, double[] mean, int from, int to, double[] out) {
    double[] y = panel.outcome();
    for (int t = from; t < Math.min(to, periods); t++) {
      out[t - from] = y[at + t] - mean[t];
    }
    if (to > periods) {
      out[periods - from] = 1;
    }
  }

  private double[] drawn(Loading target, double[][][] coordinates, int draws) {
    int width = periods + 1;
    var out = new double[draws];
    int[] at = target.at();
    double[] by = target.by();
    int i = 0;
    for (; i + 1 < at.length; i += 2) {
      double[] next = coordinates[at[i + 1] / width][at[i + 1] % width];
      plus(out, by[i], coordinates[at[i] / width][at[i] % width], by[i + 1], next);
    }
    if (i < at.length) {
      double[] last = coordinates[at[i] / width][at[i] % width];
      plus(out, by[i], last, 0, last);
    }
    return out;
  }

  private static void plus(double[] out, double a, double[] p, double b, double[] q) {
    for (int d = 0; d < out.length; d++) {
      out[d] += Math.fma(a, p[d], b * q[d]);
    }
  }
}
