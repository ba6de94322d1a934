package org.liftgate.modeling.refute;

import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.adjusted.UnitInfluence;

/** Tests over many placebos at once, with draws. */
public final class Placebos {
  private Placebos() {}

  /**
   * The greatest |t| among effects that should all be zero, and how often chance alone makes it as
   * great: random signs on the units, the same for every effect (multiplier bootstrap; Montiel Olea
   * and Plagborg-Moller, 2019).
   *
   * @param largest |t|
   * @param at its index
   */
  public record Largest(double largest, int at, double pValue) {}

  public static Largest largest(List<UnitInfluence> effects, int draws, long seed) {
    int k = effects.size();
    double[] se = effects.stream().mapToDouble(UnitInfluence::stdError).toArray();
    double most = -1;
    int at = 0;
    for (int j = 0; j < k; j++) {
      double t = Math.abs(effects.get(j).value()) / se[j];
      if (t > most) {
        most = t;
        at = j;
      }
    }
    var random = new SplittableRandom(seed);
    int units = effects.getFirst().byUnit().length;
    int beyond = 0;
    int[] sign = new int[units];
    for (int b = 0; b < draws; b++) {
      for (int u = 0; u < units; u++) {
        sign[u] = random.nextBoolean() ? 1 : -1;
      }
      double top = 0;
      for (int j = 0; j < k; j++) {
        double[] by = effects.get(j).byUnit();
        double sum = 0;
        for (int u = 0; u < units; u++) {
          sum += sign[u] * by[u];
        }
        top = Math.max(top, Math.abs(sum) / se[j]);
      }
      beyond += top >= most ? 1 : 0;
    }
    return new Largest(most, at, (1.0 + beyond) / (1 + draws));
  }

  /**
   * What arms by lot make of the effect.
   *
   * @param share of draws that are significant at 5%
   * @param pValue how often |t| is at least as large as the one found (Fisher, 1935)
   */
  public record Permuted(double share, double pValue) {}

  /**
   * Share of draws with arms permuted within groups whose effect is significant at 5%. A draw needs
   * each unit's change once: an arm's mean from the sum of those dealt into it, and each unit's sum
   * of influences.
   *
   * @param t statistic of the effect as it is
   */
  public static Permuted permuted(
      List<GroupSample> groups, int units, int draws, long seed, Workers workers, double t) {
    double total = groups.stream().mapToDouble(GroupSample::weight).sum();
    double[][] d = groups.stream().map(GroupSample::difference).toArray(double[][]::new);
    List<Double> found =
        workers.map(
            draws,
            b -> {
              var random = new SplittableRandom(Digest.mix(seed + Digest.mix(b + 1L)));
              double[] by = new double[units];
              double value = 0;
              for (int g = 0; g < d.length; g++) {
                GroupSample s = groups.get(g);
                value += s.weight() / total * deal(s, d[g], s.weight() / total, by, random);
              }
              return Math.abs(value) / new UnitInfluence(value, by).stdError();
            });
    double significant = found.stream().filter(f -> f > 1.96).count();
    double beyond = found.stream().filter(f -> f >= Math.abs(t)).count();
    return new Permuted(significant / draws, (1 + beyond) / (1 + draws));
  }

  /** Deals a group's arms anew; adds the influences and returns the difference. */
  private static double deal(
      GroupSample s, double[] d, double share, double[] by, SplittableRandom random) {
    int n = d.length;
    int treated = s.treatedUnits();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    double one = 0;
    double all = 0;
    for (int i = 0; i < n; i++) {
      all += d[i];
      if (i < treated) {
        int j = i + random.nextInt(n - i);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
        one += d[order[i]];
      }
    }
    double mean = one / treated;
    double other = (all - one) / (n - treated);
    for (int i = 0; i < n; i++) {
      int row = order[i];
      by[s.unit()[row]] +=
          i < treated
              ? share * (d[row] - mean) / treated
              : -share * (d[row] - other) / (n - treated);
    }
    return mean - other;
  }
}
