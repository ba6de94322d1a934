package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.EffectProjection;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.linear.SharedColumns.Column;

/**
 * Many regressions on the same rows, each with absorbed effects and a covariance clustered one or
 * two ways. Effects are cleared from each column once; what is then kept are the columns' cross
 * products within each cluster. A regression of any column on any others, its scores by cluster and
 * the covariance (Cameron, Gelbach and Miller, 2011) come from those alone, without another pass
 * over rows.
 *
 * <p>The figures are those of {@link LinearRegression} with the same effects, clusters and
 * small-sample factors, singletons kept. With one effect, or two of which the smaller has at most
 * {@link EffectProjection#DENSE} levels, clearing is exact; otherwise conjugate gradients stop at a
 * relative residual of {@link EffectProjection#TOLERANCE}, and a column that does not get there
 * makes every regression {@link Reason#NOT_CONVERGED}.
 *
 * <p>Where clusters of one kind lie within those of the other, as households do in their usual
 * stores, the two-way covariance is that by the larger ones.
 */
public final class SharedRegressions {
  /** Squares left of a column after its effects, below which the effects explain it. */
  private static final double EXPLAINED = 1e-14;

  private final List<String> names;
  private final int rows;
  private final double[] before;
  private final boolean settled;
  private final List<Clustering> clusterings;
  private final List<Integer> levels;
  private final List<Boolean> nested;
  private final double[] total;
  private final SmallSample ssc;

  /**
   * Cross products of all columns within each cluster.
   *
   * @param sign of this part of the covariance: -1 for the intersection of two
   * @param grams clusters x k(k+1)/2, lower triangles packed row by row
   */
  private record Clustering(String name, int count, int sign, double[] grams) {}

  private SharedRegressions(
      SharedColumns sample, SmallSample ssc, List<Grouping> clusters, Workers workers) {
    this.ssc = ssc;
    this.rows = sample.rows();
    this.names = sample.columns().stream().map(Column::name).toList();
    List<Grouping> effects =
        sample.effects().stream().map(e -> Grouping.of(e.name(), e.codes())).toList();
    this.levels = effects.stream().map(Grouping::count).toList();
    this.nested = effects.stream().map(e -> clusters.stream().anyMatch(e::nestedIn)).toList();
    var projection =
        EffectProjection.of(
            effects.stream().map(Grouping::codes).toArray(int[][]::new),
            effects.stream().mapToInt(Grouping::count).toArray(),
            sample.weights());
    this.before = new double[names.size()];
    List<EffectProjection.Cleared> cleared =
        workers.map(names.size(), k -> clear(sample, k, projection));
    this.settled = cleared.stream().allMatch(EffectProjection.Cleared::converged);
    double[][] columns =
        cleared.stream().map(EffectProjection.Cleared::values).toArray(double[][]::new);
    this.clusterings = clusterings(clusters, columns, sample.weights(), workers);
    this.total = total(clusterings.getFirst(), names.size());
  }

  /**
   * Clears the effects and sums up.
   *
   * @param workers columns are cleared side by side, two of them in memory twice
   */
  public static SharedRegressions of(SharedColumns sample, SmallSample ssc, Workers workers) {
    List<Grouping> clusters = new ArrayList<>();
    sample.clusters().forEach((name, codes) -> clusters.add(Grouping.of(name, codes)));
    return new SharedRegressions(sample, ssc, clusters, workers);
  }

  private EffectProjection.Cleared clear(
      SharedColumns sample, int column, EffectProjection projection) {
    double[] values = sample.columns().get(column).values().get();
    before[column] = squares(values, sample.weights());
    return projection.clear(new double[][] {values}, Workers.of(1))[0];
  }

  /** Weighted squares about the mean. */
  private static double squares(double[] values, double[] weights) {
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < values.length; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      sum += w * values[i];
      mass += w;
    }
    double mean = sum / mass;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      squares += w * (values[i] - mean) * (values[i] - mean);
    }
    return squares;
  }

  private static List<Clustering> clusterings(
      List<Grouping> clusters, double[][] columns, double[] weights, Workers workers) {
    var parts = new ArrayList<Clustering>();
    for (Grouping g : outer(clusters)) {
      parts.add(new Clustering(g.name(), g.count(), 1, grams(g, columns, weights, workers)));
    }
    if (parts.size() == 2) {
      Grouping both = clusters.get(0).and(clusters.get(1));
      parts.add(
          new Clustering(both.name(), both.count(), -1, grams(both, columns, weights, workers)));
    }
    return parts;
  }

  /** Without clusters that lie within the others: their part and the intersection's cancel. */
  private static List<Grouping> outer(List<Grouping> clusters) {
    if (clusters.size() == 2 && clusters.get(0).nestedIn(clusters.get(1))) {
      return List.of(clusters.get(1));
    }
    if (clusters.size() == 2 && clusters.get(1).nestedIn(clusters.get(0))) {
      return List.of(clusters.get(0));
    }
    return clusters;
  }

  /** Each pair of columns is summed in order of rows by one thread. */
  private static double[] grams(
      Grouping by, double[][] columns, double[] weights, Workers workers) {
    int k = columns.length;
    int size = k * (k + 1) / 2;
    var grams = new double[Math.multiplyExact(by.count(), size)];
    int[] codes = by.codes();
    workers.map(
        k,
        a -> {
          for (int b = 0; b <= a; b++) {
            var sums = new double[by.count()];
            double[] x = columns[a];
            double[] y = columns[b];
            for (int i = 0; i < codes.length; i++) {
              double xy = x[i] * y[i];
              sums[codes[i]] += weights.length == 0 ? xy : weights[i] * xy;
            }
            for (int g = 0; g < sums.length; g++) {
              grams[g * size + place(a, b)] = sums[g];
            }
          }
          return a;
        });
    return grams;
  }

  private static int place(int a, int b) {
    return a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;
  }

  private static double[] total(Clustering clustering, int columns) {
    int size = columns * (columns + 1) / 2;
    var total = new double[size];
    for (int g = 0; g < clustering.count(); g++) {
      for (int i = 0; i < size; i++) {
        total[i] += clustering.grams()[g * size + i];
      }
    }
    return total;
  }

  /** Clusters that decide the degrees of freedom: the fewest. */
  public int clusters() {
    return clusterings.stream()
        .filter(c -> c.sign() > 0)
        .mapToInt(Clustering::count)
        .min()
        .orElseThrow();
  }

  public int rows() {
    return rows;
  }

  /** A regression that has figures, or why it has none. */
  public sealed interface Fit {}

  /**
   * @param name of the column at fault; empty when it is the whole
   */
  public record Missing(Optional<String> name, Reason reason, String detail) implements Fit {}

  /**
   * @param coefficients p
   * @param covariance p x p
   * @param clusters fewest of a kind
   * @param effective p, how many clusters of equal weight each coefficient's variance rests on:
   *     (sum of v)^2 / sum of v^2, v what a cluster adds to it were all errors alike (Carter,
   *     Schnepel and Steigerwald, 2017); smallest over the kinds of clusters
   */
  public record Solved(
      List<String> terms,
      double[] coefficients,
      double[][] covariance,
      int clusters,
      double[] effective)
      implements Fit {}

  /**
   * The regression of a column on others.
   *
   * @throws IllegalArgumentException for a name that is no column
   */
  public Fit fit(String outcome, List<String> terms) {
    int y = place(outcome);
    int[] x = terms.stream().mapToInt(this::place).toArray();
    return missing(terms, x).<Fit>map(m -> m).orElseGet(() -> solve(terms, x, y));
  }

  private int place(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("column (%s) must be one of %s".formatted(name, names));
    }
    return at;
  }

  private Optional<Missing> missing(List<String> terms, int[] x) {
    if (!settled) {
      return Optional.of(
          new Missing(
              Optional.empty(),
              Reason.NOT_CONVERGED,
              "The effects did not settle: conjugate gradients stopped short of a relative residual"
                  + " of %s.".formatted(EffectProjection.TOLERANCE)));
    }
    if (clusters() < 2) {
      return Optional.of(
          new Missing(
              Optional.empty(),
              Reason.TOO_FEW_CLUSTERS,
              "One cluster (%s) cannot show how it varies."
                  .formatted(clusterings.getFirst().name())));
    }
    for (int j = 0; j < x.length; j++) {
      double left = total[place(x[j], x[j])];
      if (!(before[x[j]] > 0)) {
        return flat(terms.get(j), Reason.NO_VARIATION, " has one value in all rows.");
      }
      if (left <= EXPLAINED * before[x[j]]) {
        return flat(terms.get(j), Reason.COLLINEAR, " is explained by the absorbed effects.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Missing> flat(String name, Reason reason, String why) {
    return Optional.of(new Missing(Optional.of(name), reason, name + why));
  }

  private Fit solve(List<String> terms, int[] x, int y) {
    int p = x.length;
    var a = new double[p * p];
    var b = new double[p];
    for (int i = 0; i < p; i++) {
      b[i] = total[place(x[i], y)];
      for (int j = 0; j < p; j++) {
        a[i * p + j] = total[place(x[i], x[j])];
      }
    }
    var found = PositiveDefinite.factor(a, p);
    if (found.factor().isEmpty()) {
      String name = terms.get(found.dependent()[0]);
      return new Missing(
          Optional.of(name),
          Reason.COLLINEAR,
          name + " is a combination of the terms before it and the absorbed effects.");
    }
    PositiveDefinite factor = found.factor().orElseThrow();
    factor.solve(b);
    var parameters = new Parameters(rows, p, levels);
    int counted = parameters.counted(ssc, nested);
    if (rows <= counted) {
      return new Missing(
          Optional.empty(),
          Reason.NO_VARIATION,
          "%,d rows leave nothing over for %,d coefficients and effects.".formatted(rows, counted));
    }
    double[] inverse = factor.inverse();
    double[][] covariance = covariance(x, y, b, inverse, ssc.rowsFactor(rows, counted));
    return new Solved(terms, b, covariance, clusters(), effective(x, inverse));
  }

  private double[][] covariance(int[] x, int y, double[] b, double[] inverse, double rowsFactor) {
    int p = x.length;
    int size = names.size() * (names.size() + 1) / 2;
    var meat = new double[p][p];
    for (Clustering c : clusterings) {
      double factor = c.sign() * ssc.clusterFactor(clusters()) * rowsFactor;
      for (int g = 0; g < c.count(); g++) {
        int from = g * size;
        var score = new double[p];
        for (int i = 0; i < p; i++) {
          score[i] = c.grams()[from + place(x[i], y)];
          for (int j = 0; j < p; j++) {
            score[i] -= c.grams()[from + place(x[i], x[j])] * b[j];
          }
        }
        for (int i = 0; i < p; i++) {
          for (int j = 0; j < p; j++) {
            meat[i][j] += factor * score[i] * score[j];
          }
        }
      }
    }
    return sandwich(meat, inverse);
  }

  private static double[][] sandwich(double[][] meat, double[] inverse) {
    int p = meat.length;
    var v = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int s = 0; s < p; s++) {
          for (int t = 0; t < p; t++) {
            v[i][j] += inverse[i * p + s] * meat[s][t] * inverse[t * p + j];
          }
        }
      }
    }
    return v;
  }

  private double[] effective(int[] x, double[] inverse) {
    return IntStream.range(0, x.length)
        .mapToDouble(
            t ->
                clusterings.stream()
                    .filter(c -> c.sign() > 0)
                    .mapToDouble(c -> effective(c, x, inverse, t))
                    .min()
                    .orElseThrow())
        .toArray();
  }

  private double effective(Clustering c, int[] x, double[] inverse, int term) {
    int p = x.length;
    int size = names.size() * (names.size() + 1) / 2;
    double[] row = Arrays.copyOfRange(inverse, term * p, term * p + p);
    double sum = 0;
    double squares = 0;
    for (int g = 0; g < c.count(); g++) {
      double v = 0;
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          v += row[i] * c.grams()[g * size + place(x[i], x[j])] * row[j];
        }
      }
      sum += v;
      squares += v * v;
    }
    return sum * sum / squares;
  }
}
