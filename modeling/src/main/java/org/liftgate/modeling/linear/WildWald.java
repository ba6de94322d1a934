package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.inference.JointTest;

/**
 * A joint test in a regression with unit and period effects for few units: Wald's statistic over
 * units against its law when units' restricted residuals change sign by lot (Cameron, Gelbach and
 * Miller, 2008; for several restrictions Roodman, MacKinnon, Nielsen and Webb, 2019, section 3).
 * Unlike the F law it keeps its size where a group of units is small and restrictions are many.
 *
 * @param draws of signs
 */
public record WildWald(int draws, long seed, Workers workers) {

  /**
   * @param y n outcomes
   * @param columns k arrays of n values, linearly independent given the effects
   * @param tested which of them are zero under the null
   * @param unit n codes 0..units-1
   * @param time n codes 0..periods-1
   * @return the statistic over the number of restrictions, units less one, and the share of draws
   *     at least as large, itself counted; empty where the columns are not independent
   */
  public Optional<JointTest> test(
      double[] y, double[][] columns, boolean[] tested, int[] unit, int[] time) {
    return Parts.of(y, columns, tested, unit, time).flatMap(this::test);
  }

  private Optional<JointTest> test(Parts parts) {
    Optional<Double> seen = parts.statistic(parts.free(), parts.scores(parts.free()));
    Optional<double[]> restricted = parts.restricted();
    if (seen.isEmpty() || restricted.isEmpty()) {
      return Optional.empty();
    }
    double[] b = restricted.get();
    double[][] scores = parts.scores(b);
    var larger =
        workers.map(
            draws,
            d -> {
              var random = new SplittableRandom(seed ^ (d + 1) * 0x9e3779b97f4a7c15L);
              var signs = new double[parts.units()];
              Arrays.setAll(signs, _ -> random.nextBoolean() ? 1 : -1);
              return parts.drawn(b, scores, signs).orElse(Double.POSITIVE_INFINITY) >= seen.get();
            });
    long count = larger.stream().filter(x -> x).count();
    int q = parts.tested().length;
    return Optional.of(
        new JointTest(seen.get() / q, q, parts.units() - 1.0, (1.0 + count) / (draws + 1.0)));
  }

  /**
   * Sums over each unit of the columns' products, cleared of unit means, periods as dummies.
   *
   * @param grams units x (size x size)
   * @param rights units x size
   * @param tested places of the columns that are zero under the null
   */
  private record Parts(
      int size,
      double[][] grams,
      double[][] rights,
      int[] tested,
      PositiveDefinite whole,
      double[] free) {

    static Optional<Parts> of(
        double[] y, double[][] columns, boolean[] flags, int[] unit, int[] time) {
      int units = Arrays.stream(unit).max().orElse(-1) + 1;
      int periods = Arrays.stream(time).max().orElse(-1) + 1;
      int k = columns.length;
      int size = k + periods - 1;
      var z = new double[size][];
      for (int j = 0; j < size; j++) {
        int at = j;
        double[] raw =
            j < k
                ? columns[j]
                : Arrays.stream(time).mapToDouble(t -> t == at - k + 1 ? 1 : 0).toArray();
        z[j] = unitLength(LeaveOneUnitOut.cleared(raw, unit, units));
      }
      double[] left = LeaveOneUnitOut.cleared(y, unit, units);
      var grams = new double[units][size * size];
      var rights = new double[units][size];
      for (int i = 0; i < y.length; i++) {
        for (int a = 0; a < size; a++) {
          rights[unit[i]][a] += z[a][i] * left[i];
          for (int b = 0; b < size; b++) {
            grams[unit[i]][a * size + b] += z[a][i] * z[b][i];
          }
        }
      }
      int[] tested = IntStream.range(0, k).filter(j -> flags[j]).toArray();
      return PositiveDefinite.factor(sum(grams), size)
          .factor()
          .map(
              whole -> {
                double[] free = sum(rights);
                whole.solve(free);
                return new Parts(size, grams, rights, tested, whole, free);
              });
    }

    private static double[] unitLength(double[] v) {
      double length = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
      return length > 0 ? Arrays.stream(v).map(x -> x / length).toArray() : v;
    }

    private static double[] sum(double[][] parts) {
      var out = new double[parts[0].length];
      for (double[] part : parts) {
        for (int i = 0; i < out.length; i++) {
          out[i] += part[i];
        }
      }
      return out;
    }

    int units() {
      return grams.length;
    }

    /** Sums over each unit of z times what the slopes leave over. */
    double[][] scores(double[] b) {
      var out = new double[units()][];
      for (int u = 0; u < out.length; u++) {
        out[u] = minus(rights[u], times(grams[u], b));
      }
      return out;
    }

    private double[] times(double[] gram, double[] b) {
      var out = new double[size];
      for (int a = 0; a < size; a++) {
        double s = 0;
        for (int c = 0; c < size; c++) {
          s += gram[a * size + c] * b[c];
        }
        out[a] = s;
      }
      return out;
    }

    private static double[] minus(double[] a, double[] b) {
      var out = new double[a.length];
      Arrays.setAll(out, i -> a[i] - b[i]);
      return out;
    }

    /** Slopes with the tested ones at zero. */
    Optional<double[]> restricted() {
      int[] kept =
          IntStream.range(0, size)
              .filter(j -> Arrays.stream(tested).noneMatch(t -> t == j))
              .toArray();
      double[] gram = sum(grams);
      double[] right = sum(rights);
      var small = new double[kept.length * kept.length];
      var b = new double[kept.length];
      for (int a = 0; a < kept.length; a++) {
        b[a] = right[kept[a]];
        for (int c = 0; c < kept.length; c++) {
          small[a * kept.length + c] = gram[kept[a] * size + kept[c]];
        }
      }
      return PositiveDefinite.factor(small, kept.length)
          .factor()
          .map(
              f -> {
                f.solve(b);
                var all = new double[size];
                for (int a = 0; a < kept.length; a++) {
                  all[kept[a]] = b[a];
                }
                return all;
              });
    }

    /** The statistic of outcomes whose restricted residuals have these signs. */
    Optional<Double> drawn(double[] b, double[][] scores, double[] signs) {
      var move = new double[size];
      for (int u = 0; u < scores.length; u++) {
        for (int j = 0; j < size; j++) {
          move[j] += signs[u] * scores[u][j];
        }
      }
      whole.solve(move);
      var star = new double[scores.length][];
      for (int u = 0; u < star.length; u++) {
        double[] fitted = times(grams[u], move);
        star[u] = new double[size];
        for (int j = 0; j < size; j++) {
          star[u][j] = signs[u] * scores[u][j] - fitted[j];
        }
      }
      var slopes = new double[size];
      Arrays.setAll(slopes, j -> b[j] + move[j]);
      return statistic(slopes, star);
    }

    /** b' V^-1 b of the tested slopes, V from the units' scores, CR1. */
    Optional<Double> statistic(double[] slopes, double[][] scores) {
      int q = tested.length;
      double units = units();
      var v = new double[q * q];
      for (double[] score : scores) {
        double[] s = score.clone();
        whole.solve(s);
        for (int a = 0; a < q; a++) {
          for (int c = 0; c < q; c++) {
            v[a * q + c] += units / (units - 1) * s[tested[a]] * s[tested[c]];
          }
        }
      }
      double[] b = Arrays.stream(tested).mapToDouble(t -> slopes[t]).toArray();
      return PositiveDefinite.factor(v, q)
          .factor()
          .map(
              f -> {
                double[] x = b.clone();
                f.solve(x);
                return IntStream.range(0, q).mapToDouble(i -> b[i] * x[i]).sum();
              });
    }
  }
}
