package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PanelBootstrapTest {
  private static final int UNITS = 24;
  private static final int CLUSTERS = UNITS / 2;
  private static final int DRAWS = 20;

  /** One row; units in pairs are a cluster, in both blocks. */
  private record Row(int block, int unit, int period, double x, int code, double y) {}

  private static List<Row> rows(int seed) {
    var random = new SplittableRandom(seed);
    var rows = new ArrayList<Row>();
    for (int b = 0; b < 2; b++) {
      for (int u = 0; u < UNITS; u++) {
        for (int t = 0; t < 6; t++) {
          double x = random.nextGaussian() + u;
          int code = random.nextInt(4) - 1;
          double y = 1e4 + 3 * x + 5 * code * b + t * u % 7 + random.nextGaussian();
          if (random.nextInt(4) > 0) {
            rows.add(new Row(b, u, 10 * t, x, code, y));
          }
        }
      }
    }
    return rows;
  }

  /** Units as often as their cluster is drawn, each copy a unit of its own. */
  private static List<Row> drawn(List<Row> rows, byte[] times, java.util.Map<Integer, Integer> of) {
    var out = new ArrayList<Row>();
    for (int b = 0; b < 2; b++) {
      for (int u = 0; u < UNITS; u++) {
        Integer cluster = of.get(u / 2);
        for (int copy = 0; cluster != null && copy < times[cluster]; copy++) {
          for (Row r : rows) {
            if (r.block == b && r.unit == u) {
              out.add(new Row(b, 100 * u + copy, r.period, r.x, r.code, r.y));
            }
          }
        }
      }
    }
    return out;
  }

  private record Columns(PanelLayout layout, Regressors x, double[] y, int[] cluster) {
    static Columns of(List<Row> rows, boolean periodEffects) {
      int[] block = rows.stream().mapToInt(Row::block).toArray();
      int[] unit = rows.stream().mapToInt(Row::unit).toArray();
      int[] period = rows.stream().mapToInt(Row::period).toArray();
      double[] x = rows.stream().mapToDouble(Row::x).toArray();
      int[] codes = rows.stream().mapToInt(Row::code).toArray();
      return new Columns(
          periodEffects
              ? PanelLayout.of(block, unit, period)
              : PanelLayout.unitEffects(block, unit, period),
          new Regressors(new double[][] {x}, codes, 3),
          rows.stream().mapToDouble(Row::y).toArray(),
          rows.stream().mapToInt(r -> r.unit / 2).toArray());
    }

    WithinResult fit() {
      return TwoWayWithin.fit(layout, x, y, List.of(), false, Workers.of(1));
    }
  }

  @Property(tries = 12)
  void equalsFittingEachDrawAnew(@ForAll @IntRange(max = 1000) int seed, @ForAll boolean periods) {
    List<Row> rows = rows(seed);
    Columns all = Columns.of(rows, periods);
    double[] slopes = ((WithinResult.Fit) all.fit()).slopes();
    var draws =
        PanelBootstrap.run(
                all.layout, all.x, all.y, slopes, all.cluster, DRAWS, seed, Workers.of(2))
            .orElseThrow();
    var of = new java.util.LinkedHashMap<Integer, Integer>();
    rows.forEach(r -> of.putIfAbsent(r.unit / 2, of.size()));
    assertThat(draws.clusters()).isEqualTo(of.size());
    int at = 0;
    for (int r = 0; r < DRAWS; r++) {
      var times = new byte[CLUSTERS];
      BootstrapBatch.draw(seed, r, times);
      if (Columns.of(drawn(rows, times, of), periods).fit() instanceof WithinResult.Fit anew) {
        for (int k = 0; k < slopes.length; k++) {
          assertThat(draws.slopes()[at][k]).isCloseTo(anew.slopes()[k], within(1e-8));
        }
        at++;
      }
    }
    assertThat(draws.slopes()).hasNumberOfRows(at);
    assertThat(at).isGreaterThan(DRAWS / 2);
  }

  @Property(tries = 3)
  void unitsMustLieInOneCluster(@ForAll @IntRange(max = 100) int seed) {
    Columns all = Columns.of(rows(seed), true);
    double[] slopes = ((WithinResult.Fit) all.fit()).slopes();
    assertThat(
            PanelBootstrap.run(
                all.layout, all.x, all.y, slopes, all.x.codes(), DRAWS, seed, Workers.of(1)))
        .isEmpty();
  }
}
