package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;

/** Units of many groups brought to a row an arm. */
class UnitArmsTest {
  private static final double[][] NOTHING = new double[0][];

  /** Two groups of three units whose arms are worked out by hand; no history to adjust by. */
  @Test
  void aRowIsTheMeanOverTheUnitsGroups() {
    var one =
        new UnitArms.Group(
            new int[] {0, 1, 2}, new byte[] {1, 1, 0}, NOTHING, new double[] {7, 3, 0});
    var two =
        new UnitArms.Group(
            new int[] {0, 1, 2}, new byte[] {1, 0, 0}, NOTHING, new double[] {9, 0, 0});
    UnitArms arms =
        UnitArms.of(List.of(one, two), List.of("x"), new double[][] {{1, 2, 3}}, 1, Workers.of(1));
    UpliftSample s = arms.sample();
    assertThat(s.groups()).containsExactly(0, 1, 1, 2);
    assertThat(s.treated()).containsExactly(1, 0, 1, 0);
    assertThat(arms.behind()).containsExactly(2, 1, 1, 2);
    assertThat(s.features()[0]).containsExactly(1, 2, 2, 3);
    // Group means of the treated, 5 and 9, both move to 19/3.
    assertThat(s.outcome()[0]).isCloseTo((7 - 5 + 9 - 9) / 2.0 + 19 / 3.0, within(1e-12));
    assertThat(s.outcome()[2]).isCloseTo(3 - 5 + 19 / 3.0, within(1e-12));
    assertThat(s.outcome()[3]).isZero();
  }

  /** Effects of groups and their courses are gone; what is left are units' own effects. */
  @Test
  void groupsThemselvesLeaveNoTrace() {
    UpliftSample s = RecurringUnits.draw(2_000, 6, 0, 3).sample();
    double[] mean = new double[2];
    int[] n = new int[2];
    for (int i = 0; i < s.rows(); i++) {
      mean[s.treated()[i]] += s.outcome()[i];
      n[s.treated()[i]]++;
    }
    assertThat(mean[0] / n[0]).isCloseTo(0, within(0.6));
    assertThat(mean[1] / n[1]).isCloseTo(3, within(0.8));
  }

  @Test
  void whatHistoryForetellsOfTheChangeIsTakenOut() {
    int units = 1_000;
    int[] unit = IntStream.range(0, units).toArray();
    var treated = new byte[units];
    double[] history = Arrays.stream(unit).mapToDouble(u -> u % 10).toArray();
    double[] change = Arrays.stream(unit).mapToDouble(u -> 5 * (u % 10) - 20).toArray();
    for (int u = 0; u < units; u++) {
      treated[u] = (byte) (u % 10 > 6 || u % 7 == 0 ? 1 : 0);
      change[u] += 4 * treated[u];
    }
    UpliftSample s =
        UnitArms.of(
                List.of(new UnitArms.Group(unit, treated, new double[][] {history}, change)),
                List.of("h"),
                new double[][] {history},
                1,
                Workers.of(2))
            .sample();
    for (int i = 0; i < s.rows(); i++) {
      assertThat(s.outcome()[i]).isCloseTo(4 * s.treated()[i], within(1e-9));
    }
  }
}
