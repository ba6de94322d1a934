package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.LinearMean;
import org.liftgate.modeling.weighting.Folds;

/**
 * Units that recur in many groups (households in campaigns), brought to at most two rows each: what
 * a unit did where it was treated and where it was not. A ranking of units needs no more, and
 * learning costs by the unit, not by the unit and group.
 *
 * <ol>
 *   <li>Within each group the change of the outcome is adjusted by a regression on the history
 *       known before that group's start, learned from comparison units of other folds: treated and
 *       comparison units of one history are then compared, whatever the group's own course.
 *   <li>Treated units' changes are moved by their group's mean to the mean of all, so that no unit
 *       ranks high for the groups it happened to be in.
 *   <li>Changes are averaged over a unit's groups, arm by arm. Rows of a unit stay together in
 *       folds and errors.
 * </ol>
 *
 * <p>Features are those known before the unit's first group, so that no row looks ahead.
 *
 * @param sample its group codes are the units 0..U-1
 * @param behind rows of groups that each row averages
 * @param groups that take part
 */
public record UnitArms(UpliftSample sample, int[] behind, List<Group> groups) {
  /** Comparison units for each column of history below which only the mean is taken out. */
  private static final int PER_COLUMN = 10;

  private static final int FOLDS = 5;

  /**
   * Units of one group.
   *
   * @param unit n codes 0..U-1, each once
   * @param history p arrays of n values known before the group's start; p may differ by group
   * @param change n changes of the outcome
   */
  public record Group(int[] unit, byte[] treated, double[][] history, double[] change) {
    int rows() {
      return unit.length;
    }
  }

  /**
   * @param names of the features
   * @param features q arrays of U values
   * @param seed decides the folds of the regressions
   */
  public static UnitArms of(
      List<Group> groups, List<String> names, double[][] features, long seed, Workers workers) {
    List<double[]> adjusted = workers.map(groups.size(), g -> adjusted(groups.get(g), seed));
    centre(groups, adjusted);
    int units = features.length == 0 ? 0 : features[0].length;
    var sum = new double[2][units];
    var count = new int[2][units];
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      for (int i = 0; i < group.rows(); i++) {
        sum[group.treated()[i]][group.unit()[i]] += adjusted.get(g)[i];
        count[group.treated()[i]][group.unit()[i]]++;
      }
    }
    return collapsed(groups, names, features, sum, count);
  }

  private static UnitArms collapsed(
      List<Group> groups, List<String> names, double[][] features, double[][] sum, int[][] count) {
    int units = count[0].length;
    var unit = new ArrayList<Integer>();
    var arm = new ArrayList<Integer>();
    for (int u = 0; u < units; u++) {
      for (int t = 0; t < 2; t++) {
        if (count[t][u] > 0) {
          unit.add(u);
          arm.add(t);
        }
      }
    }
    int n = unit.size();
    var treated = new byte[n];
    var outcome = new double[n];
    var behind = new int[n];
    int[] codes = unit.stream().mapToInt(u -> u).toArray();
    for (int i = 0; i < n; i++) {
      int t = arm.get(i);
      treated[i] = (byte) t;
      behind[i] = count[t][codes[i]];
      outcome[i] = sum[t][codes[i]] / behind[i];
    }
    double[][] x =
        Arrays.stream(features)
            .map(f -> Arrays.stream(codes).mapToDouble(u -> f[u]).toArray())
            .toArray(double[][]::new);
    return new UnitArms(new UpliftSample(names, x, treated, outcome, codes), behind, groups);
  }

  /** Changes less what comparison units of the same history have, learned on other folds. */
  private static double[] adjusted(Group group, long seed) {
    int[] fold = Folds.of(group.unit(), group.treated(), FOLDS, seed);
    var out = group.change().clone();
    for (int f = 0; f < FOLDS; f++) {
      int[] held = Scores.places(fold, f, true);
      int in = f;
      int[] learn =
          IntStream.range(0, fold.length)
              .filter(i -> fold[i] != in && group.treated()[i] == 0)
              .toArray();
      if (learn.length == 0) {
        continue;
      }
      double[][] history =
          learn.length >= PER_COLUMN * group.history().length ? group.history() : new double[0][];
      double[] y = Arrays.stream(learn).mapToDouble(i -> group.change()[i]).toArray();
      double[] mean =
          LinearMean.of(take(history, learn), y, Workers.of(1))
              .at(take(history, held), held.length);
      for (int i = 0; i < held.length; i++) {
        out[held[i]] -= mean[i];
      }
    }
    return out;
  }

  private static double[][] take(double[][] columns, int[] places) {
    return Arrays.stream(columns)
        .map(c -> Arrays.stream(places).mapToDouble(i -> c[i]).toArray())
        .toArray(double[][]::new);
  }

  private static void centre(List<Group> groups, List<double[]> changes) {
    var sums = new double[groups.size()];
    var counts = new int[groups.size()];
    double all = 0;
    int count = 0;
    for (int g = 0; g < sums.length; g++) {
      for (int i = 0; i < groups.get(g).rows(); i++) {
        if (groups.get(g).treated()[i] == 1) {
          sums[g] += changes.get(g)[i];
          counts[g]++;
        }
      }
      all += sums[g];
      count += counts[g];
    }
    for (int g = 0; g < sums.length; g++) {
      for (int i = 0; i < groups.get(g).rows(); i++) {
        if (groups.get(g).treated()[i] == 1) {
          changes.get(g)[i] += all / count - sums[g] / counts[g];
        }
      }
    }
  }
}
