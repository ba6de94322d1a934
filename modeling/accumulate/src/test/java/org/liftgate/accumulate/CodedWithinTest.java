package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class CodedWithinTest {
  private static final double NEAR = 1e-10;

  private static CodedWithin.Result fast(RandomPanel p, int[] codes, int levels, int threads) {
    var workers = Workers.of(threads);
    CompactPanel panel =
        CompactPanel.of(p.unit(), p.period(), new double[0], workers).orElseThrow();
    return CodedWithin.fit(panel, codes, levels, p.y(), workers);
  }

  private static WithinResult general(RandomPanel p, int[] codes, int levels) {
    return TwoWayWithin.fit(
        PanelLayout.of(new int[p.rows()], p.unit(), p.period()),
        Regressors.dummies(codes, levels),
        p.y(),
        List.of(p.unit()),
        false,
        Workers.of(1));
  }

  /** Cohorts by unit number; periods since the start with ends binned, without -1. */
  private static int[] events(RandomPanel p, int window, boolean byCohort) {
    var codes = new int[p.rows()];
    for (int i = 0; i < codes.length; i++) {
      int cohort = p.unit()[i] % 4;
      int since = Math.max(-window, Math.min(window, p.period()[i] - 3 * cohort));
      int code = since + window - (since > -1 ? 1 : 0);
      boolean none = cohort == 0 || since == -1;
      codes[i] = none ? -1 : code + (byCohort ? (cohort - 1) * 2 * window : 0);
    }
    return codes;
  }

  /** The codes that occur, numbered without gaps. */
  private static int[] dense(int[] codes) {
    int[] distinct = Arrays.stream(codes).filter(c -> c >= 0).sorted().distinct().toArray();
    return Arrays.stream(codes).map(c -> c < 0 ? c : Arrays.binarySearch(distinct, c)).toArray();
  }

  @Property(tries = 150)
  void equalsTheGeneralWay(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(min = 5, max = 120) int units,
      @ForAll @IntRange(min = 3, max = 40) int periods,
      @ForAll @DoubleRange(min = 0.1, max = 1) double seen,
      @ForAll @IntRange(min = 1, max = 6) int window,
      @ForAll boolean byCohort) {
    RandomPanel p = RandomPanel.draw(seed, units, periods, seen);
    same(p, dense(events(p, window, byCohort)));
  }

  /** Codes that follow no cohort: every unit is a class of its own. */
  @Property(tries = 60)
  void anyCodesEqualTheGeneralWay(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(min = 5, max = 60) int units,
      @ForAll @IntRange(min = 1, max = 7) int levels) {
    RandomPanel p = RandomPanel.draw(seed, units, 20, 0.7);
    var random = new SplittableRandom(seed);
    same(p, dense(random.ints(p.rows(), -2, levels).toArray()));
  }

  private static void same(RandomPanel p, int[] codes) {
    int levels = Math.max(1, 1 + Arrays.stream(codes).max().orElse(0));
    CodedWithin.Result result = fast(p, codes, levels, 2);
    WithinResult expected = general(p, codes, levels);
    if (result instanceof CodedWithin.Fit fit) {
      equal(fit, (WithinResult.Fit) expected, p.rows());
    } else if (result == CodedWithin.Unsuited.DISCONNECTED) {
      assertThat(expected).isInstanceOf(WithinResult.Disconnected.class);
    } else if (result == CodedWithin.Unsuited.DEPENDENT) {
      assertThat(expected).isInstanceOf(WithinResult.Dependent.class);
    } else {
      assertThat(result).isEqualTo(CodedWithin.Unsuited.EXACT);
    }
  }

  private static void equal(CodedWithin.Fit fit, WithinResult.Fit expected, int rows) {
    int k = expected.slopes().length;
    double[] meat = expected.clusters()[0].meat();
    double variance = expected.ssr() / rows;
    for (int a = 0; a < k; a++) {
      double error = Math.sqrt(variance * expected.inverse()[a * k + a]);
      assertThat(fit.slopes()[a]).isCloseTo(expected.slopes()[a], within(NEAR * error));
      for (int b = 0; b < k; b++) {
        int at = a * k + b;
        double inverse = Math.sqrt(expected.inverse()[a * k + a] * expected.inverse()[b * k + b]);
        assertThat(fit.inverse()[at]).isCloseTo(expected.inverse()[at], within(NEAR * inverse));
        double size =
            Math.sqrt(size(meat, variance, expected, a, k) * size(meat, variance, expected, b, k));
        assertThat(fit.meat()[at]).isCloseTo(meat[at], within(NEAR * size));
      }
    }
    assertThat(fit.ssr()).isCloseTo(expected.ssr(), within(NEAR * expected.ssr()));
    assertThat(fit.withinSquares())
        .isCloseTo(expected.withinSquares(), within(NEAR * expected.withinSquares()));
    assertThat(fit.totalSquares())
        .isCloseTo(expected.totalSquares(), within(NEAR * expected.totalSquares()));
  }

  private static double size(
      double[] meat, double variance, WithinResult.Fit expected, int a, int k) {
    return Math.max(meat[a * k + a], variance / expected.inverse()[a * k + a]);
  }

  @Example
  void theNumberOfThreadsDoesNotChangeAByte() {
    RandomPanel p = RandomPanel.draw(3, 9_000, 60, 0.7);
    int[] codes = dense(events(p, 5, true));
    int levels = Math.max(1, 1 + Arrays.stream(codes).max().orElse(0));
    var one = (CodedWithin.Fit) fast(p, codes, levels, 1);
    var many = (CodedWithin.Fit) fast(p, codes, levels, 5);
    assertThat(one.slopes()).isEqualTo(many.slopes());
    assertThat(one.meat()).isEqualTo(many.meat());
    assertThat(one.inverse()).isEqualTo(many.inverse());
  }

  @Example
  void whatHasNoFitIsNamed() {
    RandomPanel p = RandomPanel.draw(4, 30, 12, 1);
    int[] codes = dense(events(p, 3, false));
    assertThat(fast(p, codes, 99, 1)).isEqualTo(CodedWithin.Unsuited.DEPENDENT);
    int levels = Math.max(1, 1 + Arrays.stream(codes).max().orElse(0));
    p.y()[5] = Double.NaN;
    assertThat(fast(p, codes, levels, 1)).isEqualTo(CodedWithin.Unsuited.NOT_FINITE);
    var twice = CompactPanel.of(new int[] {0, 2}, new byte[] {5, 5}, new byte[2]);
    assertThat(CodedWithin.fit(twice, new int[2], 1, new double[] {1, 2}, Workers.of(1)))
        .isEqualTo(CodedWithin.Unsuited.REPEATED);
  }
}
