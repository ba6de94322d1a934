package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.ingest.simulate.Draws.Line;

/** Offers are the same for whoever walks in, show in the files, and move demand as stated. */
class ShelfTest {
  private static final int DRAWS = 6;

  @TempDir Path temp;

  @Test
  void lines_are_sold_at_the_depth_their_store_offers() {
    var draw = Draws.with(Map.of("deals", true, "stores", 10));
    int[] stores = Draws.stores(draw);
    int deals = 0;
    for (Line line : Draws.lines(draw, World.asObserved())) {
      int points = points(draw, stores[line.household()], line);
      long each = Math.floorDiv(draw.assortment().shelfCents(line.product()) * points, 100);
      assertThat(line.off()).isEqualTo(each * line.quantity());
      deals += points > 0 ? 1 : 0;
    }
    assertThat(deals).isGreaterThan(1_000);
  }

  private static int points(RetailDraw draw, int store, Line line) {
    int commodity = draw.assortment().commodityOf(line.product());
    return draw.shelf().points(store, commodity, Shopping.week(line.day()));
  }

  @Test
  void deals_leave_lists_and_usual_lines_alone() {
    var usual = Draws.with(Map.of());
    var deals = Draws.with(Map.of("deals", true));
    for (Campaign c : usual.campaigns()) {
      assertThat(deals.mailings().list(c)).isEqualTo(usual.mailings().list(c));
    }
    var bought = new HashMap<List<Integer>, Integer>();
    Draws.lines(deals, World.asObserved())
        .forEach(l -> bought.merge(key(l), l.quantity(), Integer::sum));
    var before = new HashMap<List<Integer>, Integer>();
    Draws.lines(usual, World.asObserved())
        .forEach(l -> before.merge(key(l), l.quantity(), Integer::sum));
    before.forEach((k, units) -> assertThat(bought.get(k)).isGreaterThanOrEqualTo(units));
  }

  private static List<Integer> key(Line line) {
    return List.of(line.household(), line.day(), line.product());
  }

  @Test
  void stores_and_their_noise_leave_trips_alone() {
    var usual = Draws.with(Map.of());
    var few = Draws.with(Map.of("stores", 3));
    assertThat(Draws.lines(few, World.asObserved()).stream().map(ShelfTest::key))
        .isEqualTo(Draws.lines(usual, World.asObserved()).stream().map(ShelfTest::key).toList());
    assertThat(few.household(7).store()).isLessThan(3);
    double alone = togetherness(Map.of("stores", 3));
    double shared = togetherness(Map.of("stores", 3, "store_noise", 0.4));
    assertThat(shared).isGreaterThan(alone + 0.2);
  }

  /** Correlation over weeks of units that two halves of a store's households buy. */
  private static double togetherness(Map<String, ?> switches) {
    var draw = Draws.with(switches);
    int[] stores = Draws.stores(draw);
    double[][] weeks = new double[2][102];
    for (Line line : Draws.lines(draw, World.withoutAny())) {
      if (stores[line.household()] == 0) {
        weeks[line.household() % 2][Shopping.week(line.day()) - 1] += line.quantity();
      }
    }
    return correlation(weeks[0], weeks[1]);
  }

  private static double correlation(double[] a, double[] b) {
    double[] x = centred(a);
    double[] y = centred(b);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }

  @Test
  void one_point_deeper_moves_units_by_the_stated_share_and_base_prices_not_at_all() {
    var draw = Draws.with(Map.of("deals", true, "depth_effect", 3.0));
    long up = units(Draws.lines(draw, World.deeper(1)));
    long down = units(Draws.lines(draw, World.deeper(-1)));
    var none = new HashMap<String, Object>(Map.of("deals", true, "depth_effect", 0.0));
    long usual = units(Draws.lines(Draws.with(none), World.withoutAny()));
    assertThat((up - down) / 2.0 / usual).isCloseTo(0.03, within(0.005));
    assertThat(Draws.lines(Draws.with(none), World.deeper(1)).stream().map(ShelfTest::key))
        .isEqualTo(
            Draws.lines(Draws.with(none), World.asObserved()).stream()
                .map(ShelfTest::key)
                .toList());
  }

  private static long units(List<Line> lines) {
    return lines.stream().mapToLong(Line::quantity).sum();
  }

  @Test
  void features_bring_lines_and_are_written_where_asked_for() throws IOException {
    var switches = Map.of("causal_data", true, "feature_effect", 2.0, "stores", 4);
    var draw = Draws.with(switches);
    var none = Draws.with(Map.of("causal_data", true, "stores", 4));
    assertThat(units(Draws.lines(draw, World.withoutAny())))
        .isGreaterThan(units(Draws.lines(none, World.withoutAny())));
    assertThat(Draws.lines(none, World.withoutAny()))
        .as("writing a file changes nothing")
        .isEqualTo(Draws.lines(Draws.with(Map.of("stores", 4)), World.withoutAny()));
    new CausalFile(draw, () -> false).write(temp);
    var rows = Files.readAllLines(temp.resolve("causal_data.csv"));
    assertThat(rows.getFirst()).isEqualTo("PRODUCT_ID,STORE_ID,WEEK_NO,display,mailer");
    var products = new HashMap<Long, Integer>();
    for (int p = 0; p < draw.assortment().products(); p++) {
      products.put(draw.assortment().key(p), p);
    }
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      int commodity = draw.assortment().commodityOf(products.get(Long.valueOf(cells[0])));
      int store = (Integer.parseInt(cells[1]) - 286) / 3;
      int week = Integer.parseInt(cells[2]);
      assertThat(cells[3].charAt(0)).isEqualTo(draw.shelf().display(store, commodity, week));
      assertThat(cells[4].charAt(0)).isEqualTo(draw.shelf().mailer(store, commodity, week));
      assertThat(cells[3] + cells[4]).isNotEqualTo("00");
    }
    assertThat(rows).doesNotHaveDuplicates().hasSizeGreaterThan(10_000);
  }

  @Test
  void effects_of_store_by_commodity_and_commodity_by_week_identify_depth_under_level_alone() {
    assertThat(Math.abs(bias("level"))).isLessThan(4.8);
    assertThat(bias("history")).isGreaterThan(6);
    assertThat(bias("hidden")).isGreaterThan(6);
  }

  /** Mean bias over draws of a two-way regression of units on depth, in its standard errors. */
  private static double bias(String selection) {
    double[] biases =
        LongStream.rangeClosed(1, DRAWS)
            .parallel()
            .mapToDouble(
                seed -> {
                  var draw =
                      Draws.with(
                          Map.of(
                              "deals",
                              true,
                              "stores",
                              6,
                              "selection",
                              Selection.valueOf(selection.toUpperCase(java.util.Locale.ROOT))),
                          seed);
                  double truth = perPoint(draw);
                  return slope(draw) - truth;
                })
            .toArray();
    double mean = Arrays.stream(biases).average().orElseThrow();
    double variance = Arrays.stream(biases).map(b -> (b - mean) * (b - mean)).sum() / (DRAWS - 1);
    return mean / Math.sqrt(variance / DRAWS);
  }

  private static double perPoint(RetailDraw draw) {
    var sums = new DepthSums(draw, 101);
    for (int h = 0; h < draw.households(); h++) {
      var household = draw.household(h);
      sums.add(household, History.of(draw, household, World.asObserved(), 1, Shopping.DAYS));
    }
    return sums.perPoint(DepthSums.ALL, Outcome.UNITS);
  }

  /** Units of a store's household by commodity and week on points; stores weigh by households. */
  private static double slope(RetailDraw draw) {
    int stores = draw.parameters().shelf().stores();
    var households = new double[stores];
    int[] stands = Draws.stores(draw);
    Arrays.stream(stands).forEach(store -> households[store]++);
    var units = new double[draw.assortment().commodities()][stores][101];
    for (Line line : Draws.lines(draw, World.asObserved())) {
      if (line.day() <= 707) {
        int store = stands[line.household()];
        units[draw.assortment().commodityOf(line.product())][store][
                Shopping.week(line.day()) - 1] +=
            line.quantity() / households[store];
      }
    }
    double xy = 0;
    double xx = 0;
    for (int c = 0; c < units.length; c++) {
      var points = new double[stores][101];
      for (int s = 0; s < stores; s++) {
        for (int w = 0; w < 101; w++) {
          points[s][w] = draw.shelf().points(s, c, w + 1);
        }
      }
      double[][] x = within2(points, households);
      double[][] y = within2(units[c], households);
      for (int s = 0; s < stores; s++) {
        for (int w = 0; w < 101; w++) {
          xy += households[s] * x[s][w] * y[s][w];
          xx += households[s] * x[s][w] * x[s][w];
        }
      }
    }
    return xy / xx;
  }

  private static double[][] within2(double[][] values, double[] weights) {
    int weeks = values[0].length;
    double total = Arrays.stream(weights).sum();
    var week = new double[weeks];
    var out = new double[values.length][weeks];
    for (int s = 0; s < values.length; s++) {
      double mean = Arrays.stream(values[s]).average().orElseThrow();
      for (int w = 0; w < weeks; w++) {
        out[s][w] = values[s][w] - mean;
        week[w] += weights[s] * out[s][w] / total;
      }
    }
    for (double[] row : out) {
      Arrays.setAll(row, w -> row[w] - week[w]);
    }
    return out;
  }
}
