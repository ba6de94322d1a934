package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ClusterBootstrapTest {
  private static final int DRAWS = 31;

  private static CompactPanel compact(RandomPanel p) {
    return CompactPanel.of(p.unit(), p.period(), p.treated(), Workers.of(1)).orElseThrow();
  }

  /**
   * Each replicate equals a fit of the rows of the units drawn, copies being units of their own.
   */
  @Property(tries = 40)
  void replicatesEqualFitsOfTheUnitsDrawn(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(min = 12, max = 60) int units,
      @ForAll @IntRange(min = 3, max = 90) int periods,
      @ForAll @DoubleRange(min = 0.2, max = 1) double seen) {
    RandomPanel p = RandomPanel.draw(seed, units, periods, seen);
    CompactPanel panel = compact(p);
    if (BinaryWithin.fit(panel, p.y(), Workers.of(1)) instanceof BinaryWithin.Fit fit) {
      var masks = UnitMasks.of(panel, Workers.of(1)).orElseThrow();
      var drawn = BootstrapUnits.of(masks, fit.scores());
      double[] ours = new BootstrapBatch(drawn, p.y(), fit, DRAWS).run(seed, 5);
      for (int r = 0; r < DRAWS; r++) {
        var times = new byte[units];
        BootstrapBatch.draw(seed, 5 + r, times);
        assertThat(IntStream.range(0, units).map(u -> times[u]).sum()).isEqualTo(units);
        same(ours[r], refit(p, panel, drawn.order(), times));
      }
    }
  }

  /** A sample in parts has a slope here, common to its parts, that the general way refuses. */
  private static void same(double ours, WithinResult refit) {
    if (refit instanceof WithinResult.Fit f) {
      assertThat(ours).isCloseTo(f.slopes()[0], within(1e-10 * (1 + Math.abs(f.slopes()[0]))));
    } else if (refit instanceof WithinResult.Dependent) {
      assertThat(ours).isNaN();
    }
  }

  private static WithinResult refit(RandomPanel p, CompactPanel panel, int[] order, byte[] times) {
    var rows = new ArrayList<Integer>();
    var copies = new ArrayList<Integer>();
    int copy = 0;
    for (int place = 0; place < times.length; place++) {
      for (int k = 0; k < times[place]; k++, copy++) {
        for (int i = panel.offsets[order[place]]; i < panel.offsets[order[place] + 1]; i++) {
          rows.add(i);
          copies.add(copy);
        }
      }
    }
    int[] unit = copies.stream().mapToInt(c -> c).toArray();
    int[] period = rows.stream().mapToInt(i -> p.period()[i]).toArray();
    double[] d = rows.stream().mapToDouble(i -> p.treated()[i]).toArray();
    double[] y = rows.stream().mapToDouble(i -> p.y()[i]).toArray();
    return TwoWayWithin.fit(
        PanelLayout.of(new int[unit.length], unit, period),
        Regressors.of(d),
        y,
        List.of(),
        false,
        Workers.of(1));
  }

  /** Streams of seeds near each other are no shifted copies: the spread is that of the sandwich. */
  @Example
  void theSpreadOfTheReplicatesIsTheClusteredStandardError() {
    RandomPanel p = RandomPanel.draw(8, 1500, 12, 0.8);
    CompactPanel panel = compact(p);
    var fit = (BinaryWithin.Fit) BinaryWithin.fit(panel, p.y(), Workers.of(2));
    double analytic = Math.sqrt(fit.meat()) / fit.information();
    for (long seed : new long[] {0, 1, 0x9E3779B97F4A7C15L}) {
      var draws = ClusterBootstrap.run(panel, p.y(), fit, 2000, seed, Workers.of(2));
      assertThat(draws.standardError() / analytic).isCloseTo(1, within(0.06));
      double mean = Arrays.stream(draws.slopes()).average().orElseThrow();
      assertThat(mean).isCloseTo(fit.slope(), within(0.1 * analytic));
      assertThat(draws.quantile(0.025))
          .isCloseTo(fit.slope() - 1.96 * analytic, within(0.25 * analytic));
    }
  }

  @Example
  void theNumberOfThreadsDoesNotChangeAByte() {
    RandomPanel p = RandomPanel.draw(2, 90, 30, 0.7);
    CompactPanel panel = compact(p);
    var fit = (BinaryWithin.Fit) BinaryWithin.fit(panel, p.y(), Workers.of(1));
    var one = ClusterBootstrap.run(panel, p.y(), fit, 200, 7, Workers.of(1));
    var many = ClusterBootstrap.run(panel, p.y(), fit, 200, 7, Workers.of(4));
    assertThat(one.slopes()).isEqualTo(many.slopes());
    assertThat(one.slopes()).doesNotHaveDuplicates();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterBootstrap.run(panel, p.y(), fit, 1, 7, Workers.of(1)));
  }
}
