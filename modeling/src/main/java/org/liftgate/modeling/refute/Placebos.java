package org.liftgate.modeling.refute;

import java.util.List;
import java.util.SplittableRandom;
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

  /** Share of draws with arms permuted within groups whose effect is significant at 5%. */
  public static double permuted(List<GroupSample> groups, int units, int draws, long seed) {
    var random = new SplittableRandom(seed);
    int found = 0;
    double[] weights = groups.stream().mapToDouble(GroupSample::weight).toArray();
    double[][] d = groups.stream().map(GroupSample::difference).toArray(double[][]::new);
    for (int b = 0; b < draws; b++) {
      var effects = new java.util.ArrayList<UnitInfluence>();
      for (int g = 0; g < d.length; g++) {
        byte[] arms = groups.get(g).treated().clone();
        for (int i = arms.length - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          byte swap = arms[i];
          arms[i] = arms[j];
          arms[j] = swap;
        }
        effects.add(UnitInfluence.ofMeans(groups.get(g).unit(), arms, d[g], units));
      }
      UnitInfluence pooled = UnitInfluence.mean(effects, weights);
      found += Math.abs(pooled.value()) > 1.96 * pooled.stdError() ? 1 : 0;
    }
    return (double) found / draws;
  }
}
