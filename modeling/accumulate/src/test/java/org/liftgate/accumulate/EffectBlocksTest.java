package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two effects of many levels that fall into parts: as exact as each part by itself. */
class EffectBlocksTest {
  private static final int PARTS = 50;
  private static final int LEVELS = 30;

  @Test
  void partsThatNoRowConnectsAreClearedAsIfAlone() {
    var random = new Random(1);
    var rows = new ArrayList<int[]>();
    for (int p = 0; p < PARTS; p++) {
      for (int u = 0; u < LEVELS; u++) {
        for (int t = 0; t < LEVELS; t++) {
          // the last part is a chain: every unit is seen in two periods only
          boolean chain = p == PARTS - 1;
          if (chain ? t == u || t == u + 1 : random.nextInt(3) == 0) {
            rows.add(new int[] {p, u, t});
          }
        }
      }
    }
    java.util.Collections.shuffle(rows, random);
    var values = new double[rows.size()];
    var weights = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() + rows.get(i)[1] - 3 * rows.get(i)[2];
      weights[i] = 1 + random.nextInt(5);
    }
    double[] all = cleared(rows, values, weights, PARTS * LEVELS);
    for (int p = 0; p < PARTS; p++) {
      int part = p;
      List<Integer> own =
          java.util.stream.IntStream.range(0, values.length)
              .filter(i -> rows.get(i)[0] == part)
              .boxed()
              .toList();
      double[] alone =
          cleared(
              own.stream().map(i -> new int[] {0, rows.get(i)[1], rows.get(i)[2]}).toList(),
              own.stream().mapToDouble(i -> values[i]).toArray(),
              own.stream().mapToDouble(i -> weights[i]).toArray(),
              LEVELS);
      for (int k = 0; k < alone.length; k++) {
        assertThat(all[own.get(k)]).isCloseTo(alone[k], within(1e-10));
      }
    }
  }

  private static double[] cleared(List<int[]> rows, double[] values, double[] weights, int levels) {
    int[] unit = rows.stream().mapToInt(r -> r[0] * LEVELS + r[1]).toArray();
    int[] period = rows.stream().mapToInt(r -> r[0] * LEVELS + r[2]).toArray();
    var projection =
        EffectProjection.of(new int[][] {unit, period}, new int[] {levels, levels}, weights);
    assertThat(projection.exact()).isTrue();
    return projection.clear(new double[][] {values}, Workers.of(1))[0].values();
  }
}
