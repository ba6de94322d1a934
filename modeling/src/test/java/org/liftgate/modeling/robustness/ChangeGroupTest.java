package org.liftgate.modeling.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What follows from sums equals what a refit without the unit gives. */
class ChangeGroupTest {
  private record Drawn(int[] unit, byte[] treated, List<boolean[]> others, double[] change) {
    Drawn without(int u) {
      int[] rows = IntStream.range(0, unit.length).filter(i -> unit[i] != u).toArray();
      byte[] t = new byte[rows.length];
      for (int i = 0; i < rows.length; i++) {
        t[i] = treated[rows[i]];
      }
      return new Drawn(
          Arrays.stream(rows).map(i -> unit[i]).toArray(),
          t,
          others.stream()
              .map(
                  o -> {
                    boolean[] m = new boolean[rows.length];
                    for (int i = 0; i < rows.length; i++) {
                      m[i] = o[rows[i]];
                    }
                    return m;
                  })
              .toList(),
          Arrays.stream(rows).mapToDouble(i -> change[i]).toArray());
    }

    ChangeGroup group() {
      return ChangeGroup.of(unit, treated, others).orElseThrow();
    }
  }

  private static Drawn draw(long seed, int units) {
    var random = new SplittableRandom(seed);
    int[] unit = IntStream.range(0, units).filter(_ -> random.nextInt(5) > 0).toArray();
    int n = unit.length;
    byte[] t = new byte[n];
    boolean[] one = new boolean[n];
    boolean[] two = new boolean[n];
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double level = random.nextGaussian();
      t[i] = (byte) (i % 2 == 0 || level > 1 ? 1 : 0);
      one[i] = level + random.nextGaussian() > 0;
      two[i] = random.nextInt(3) == 0;
      d[i] = 2 * t[i] + (one[i] ? 1 : 0) + random.nextGaussian();
    }
    return new Drawn(unit, t, List.of(one, two), d);
  }

  private static PooledChange pool(List<Drawn> groups, int units) {
    List<ChangeGroup> fitted = groups.stream().map(Drawn::group).toList();
    var fits = new ArrayList<ChangeGroup.Fit>();
    for (int k = 0; k < groups.size(); k++) {
      fits.add(fitted.get(k).fit(groups.get(k).change()));
    }
    return new PooledChange(fitted, fits, new double[] {4.2, 3.1}, units);
  }

  @Property(tries = 25)
  void leavingOneOutEqualsARefit(@ForAll @IntRange(min = 1, max = 100_000) int seed) {
    int units = 40;
    List<Drawn> groups = List.of(draw(seed, units), draw(seed + 1L, units));
    double[] without = pool(groups, units).leaveOneOut();
    for (int u = 0; u < units; u += 7) {
      int left = u;
      double refit =
          pool(groups.stream().map(g -> g.without(left)).toList(), units).effect().value();
      if (Double.isFinite(without[u])) {
        assertThat(without[u]).isCloseTo(refit, within(1e-9));
      }
    }
  }

  @Test
  void theJackknifeIsTheSpreadOfEffectsWithoutEachUnit() {
    int units = 60;
    PooledChange pooled = pool(List.of(draw(3, units), draw(4, units)), units);
    double[] without = Arrays.stream(pooled.leaveOneOut()).filter(Double::isFinite).toArray();
    int g = without.length;
    double mean = Arrays.stream(without).average().orElseThrow();
    double sum = Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
    assertThat(variant(pooled, "CR3")).isCloseTo(Math.sqrt(sum * (g - 1) / g), within(1e-12));
    assertThat(variant(pooled, "CR1"))
        .isCloseTo(pooled.effect().stdError(), within(1e-12))
        .isLessThan(variant(pooled, "CR3"));
  }

  private static double variant(PooledChange pooled, String name) {
    return pooled.variants().stream()
        .filter(v -> v.name().contains(name))
        .findFirst()
        .orElseThrow()
        .stdError();
  }

  @Test
  void aTreatmentThatAnotherListExplainsHasNoEffect() {
    byte[] t = {1, 1, 0, 0};
    boolean[] same = {true, true, false, false};
    assertThat(ChangeGroup.of(new int[] {0, 1, 2, 3}, t, List.of(same))).isEmpty();
    assertThat(ChangeGroup.of(new int[] {0, 1}, new byte[] {1, 1}, List.of())).isEmpty();
  }

  @Test
  void withoutOtherListsItIsTheDifferenceOfMeans() {
    byte[] t = {1, 1, 0, 0, 0};
    double[] d = {4, 6, 1, 2, 3};
    var group = ChangeGroup.of(new int[] {0, 1, 2, 3, 4}, t, List.of()).orElseThrow();
    var fit = group.fit(d);
    assertThat(fit.effect()).isCloseTo(3, within(1e-12));
    assertThat(group.without(fit, 0)).isCloseTo(4, within(1e-12));
    assertThat(group.information(-1)).isCloseTo(6.0 / 5, within(1e-12));
  }
}
