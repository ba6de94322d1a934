package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BinaryWithinTest {
  private static final double NEAR = 1e-11;

  private static BinaryWithin.Result fast(RandomPanel p, int threads) {
    CompactPanel panel =
        CompactPanel.of(p.unit(), p.period(), p.treated(), Workers.of(threads)).orElseThrow();
    return BinaryWithin.fit(panel, p.y(), Workers.of(threads));
  }

  private static WithinResult general(RandomPanel p) {
    return TwoWayWithin.fit(
        PanelLayout.of(new int[p.rows()], p.unit(), p.period()),
        Regressors.of(p.treated()),
        p.y(),
        List.of(p.unit()),
        false,
        Workers.of(1));
  }

  /**
   * Unbalanced panels with units never and always treated, units that switch on and off, and units
   * of one row; sparse ones fall into parts.
   */
  @Property(tries = 300)
  void equalsTheGeneralWay(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(min = 2, max = 90) int units,
      @ForAll @IntRange(min = 2, max = 128) int periods,
      @ForAll @DoubleRange(min = 0.03, max = 1) double seen) {
    RandomPanel p = RandomPanel.draw(seed, units, periods, seen);
    BinaryWithin.Result result = fast(p, 2);
    WithinResult expected = general(p);
    if (result instanceof BinaryWithin.Fit fit) {
      assertThat(expected).isInstanceOf(WithinResult.Fit.class);
      equal(fit, (WithinResult.Fit) expected, p.rows());
    } else if (result == BinaryWithin.Unsuited.DISCONNECTED) {
      assertThat(expected).isInstanceOf(WithinResult.Disconnected.class);
    } else if (result == BinaryWithin.Unsuited.ABSORBED) {
      assertThat(expected).isInstanceOf(WithinResult.Dependent.class);
    } else {
      assertThat(result).isEqualTo(BinaryWithin.Unsuited.EXACT);
    }
  }

  private static void equal(BinaryWithin.Fit fit, WithinResult.Fit expected, int rows) {
    double meat = Math.sqrt(expected.clusters()[0].meat()[0]);
    double typical = Math.sqrt(expected.ssr() / rows / expected.inverse()[0]);
    double size = Math.max(meat, typical);
    double error = size * expected.inverse()[0];
    double scale = Math.max(Math.abs(expected.slopes()[0]), error);
    assertThat(fit.slope()).isCloseTo(expected.slopes()[0], within(NEAR * scale));
    assertThat(1 / fit.information())
        .isCloseTo(expected.inverse()[0], within(NEAR * expected.inverse()[0]));
    assertThat(Math.sqrt(fit.meat())).isCloseTo(meat, within(NEAR * size));
    assertThat(fit.ssr()).isCloseTo(expected.ssr(), within(NEAR * expected.ssr()));
    assertThat(fit.withinSquares())
        .isCloseTo(expected.withinSquares(), within(NEAR * expected.withinSquares()));
    assertThat(fit.totalSquares())
        .isCloseTo(expected.totalSquares(), within(NEAR * expected.totalSquares()));
  }

  @Example
  void manyUnitsInManyChunksEqualTheGeneralWay() {
    RandomPanel p = RandomPanel.draw(11, 5_000, 100, 0.8);
    equal((BinaryWithin.Fit) fast(p, 2), (WithinResult.Fit) general(p), p.rows());
  }

  @Example
  void theNumberOfThreadsDoesNotChangeAByte() {
    RandomPanel p = RandomPanel.draw(3, 4_000, 120, 0.7);
    var one = (BinaryWithin.Fit) fast(p, 1);
    var many = (BinaryWithin.Fit) fast(p, 5);
    assertThat(one.slope()).isEqualTo(many.slope());
    assertThat(one.scores()).isEqualTo(many.scores());
    assertThat(one.information()).isEqualTo(many.information());
    assertThat(one.ssr()).isEqualTo(many.ssr());
    assertThat(one.totalSquares()).isEqualTo(many.totalSquares());
  }

  @Example
  void repeatedPeriodsAndBadOutcomesAreNamed() {
    int[] offsets = {0, 2, 4};
    byte[] treated = {0, 1, 0, 0};
    var twice = CompactPanel.of(offsets, new byte[] {5, 5, 5, 6}, treated);
    assertThat(BinaryWithin.fit(twice, new double[] {1, 2, 3, 5}, Workers.of(1)))
        .isEqualTo(BinaryWithin.Unsuited.REPEATED);
    RandomPanel p = RandomPanel.draw(1, 20, 9, 1);
    p.y()[7] = Double.NaN;
    assertThat(fast(p, 1)).isEqualTo(BinaryWithin.Unsuited.NOT_FINITE);
    double[] flat = new double[p.rows()];
    java.util.Arrays.fill(flat, 0.1);
    var panel = CompactPanel.of(p.unit(), p.period(), p.treated(), Workers.of(1)).orElseThrow();
    assertThat(BinaryWithin.fit(panel, flat, Workers.of(1))).isEqualTo(BinaryWithin.Unsuited.EXACT);
  }

  @Example
  void columnsThatDoNotFitAreNotRead() {
    int[] unit = {1, 1, 2, 2};
    int[] period = {-3, 4, -3, 4};
    double[] d = {0, 1, 0, 0};
    var one = Workers.of(1);
    assertThat(CompactPanel.of(unit, period, d, one).orElseThrow().units()).isEqualTo(2);
    assertThat(CompactPanel.of(new int[] {2, 2, 1, 1}, period, d, one)).isEmpty();
    assertThat(CompactPanel.of(unit, new int[] {4, -3, -3, 4}, d, one)).isEmpty();
    assertThat(CompactPanel.of(unit, new int[] {4, 4, -3, 4}, d, one)).isEmpty();
    assertThat(CompactPanel.of(unit, new int[] {0, 128, 0, 1}, d, one)).isEmpty();
    assertThat(CompactPanel.of(unit, new int[] {Integer.MIN_VALUE, 0, 1, 2}, d, one)).isEmpty();
    for (double neither : new double[] {0.5, Double.NaN, -1, 2, 3, 1e300, Double.MIN_VALUE}) {
      assertThat(CompactPanel.of(unit, period, new double[] {0, 1, 0, neither}, one)).isEmpty();
    }
    assertThat(CompactPanel.of(new int[0], new int[0], new double[0], one)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactPanel.of(new int[] {0, 3}, new byte[4], new byte[4]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactPanel.of(new int[] {0, 1}, new byte[] {-1}, new byte[1]));
  }

  /** A rare period outside the sampled ones moves the codes' base. */
  @Example
  void periodsAreFoundWhereverTheyLie() {
    int n = 40_000;
    var unit = new int[n];
    var period = new int[n];
    for (int i = 0; i < n; i++) {
      unit[i] = i / 4;
      period[i] = 100 + i % 4 + (i == n - 1 ? 120 : 0);
    }
    var panel = CompactPanel.of(unit, period, new double[0], Workers.of(2)).orElseThrow();
    assertThat(panel.periodCodes()[n - 1] - panel.periodCodes()[0]).isEqualTo(123);
    assertThat(panel.unitCodes()).isEqualTo(unit);
  }

  @Example
  void turningBitsTwiceGivesThemBack() {
    var random = new SplittableRandom(5);
    long[] bits = random.longs(64).toArray();
    long[] turned = bits.clone();
    CoOccurrence.turn(turned, 0);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        assertThat(turned[i] >>> j & 1).isEqualTo(bits[j] >>> i & 1);
      }
    }
    CoOccurrence.turn(turned, 0);
    assertThat(turned).isEqualTo(bits);
  }
}
