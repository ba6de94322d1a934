package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small draws, and what they hold, in plain lists. */
final class Draws {
  static final double SCALE = 0.06;

  /** A line as it is bought. */
  record Line(int household, int day, int product, int quantity, long cents, long off) {}

  private Draws() {}

  static RetailDraw with(Map<String, ?> switches) {
    return with(switches, 5);
  }

  static RetailDraw with(Map<String, ?> switches, long seed) {
    return RetailDraw.of(RetailParameters.defaults().with(switches), SCALE, seed);
  }

  static List<Line> lines(RetailDraw draw, World world) {
    var lines = new ArrayList<Line>();
    for (int h = 0; h < draw.households(); h++) {
      lines.addAll(lines(draw, world, h));
    }
    return lines;
  }

  static List<Line> lines(RetailDraw draw, World world, int household) {
    var lines = new ArrayList<Line>();
    draw.shopping()
        .trips(
            draw.household(household),
            world,
            1,
            Shopping.DAYS,
            basket -> {
              for (int i = 0; i < basket.size; i++) {
                lines.add(
                    new Line(
                        household,
                        basket.day,
                        basket.products[i],
                        basket.quantities[i],
                        basket.values[i],
                        basket.discounts[i]));
              }
            });
    return lines;
  }

  /** Where each household shops. */
  static int[] stores(RetailDraw draw) {
    return IntStream.range(0, draw.households()).map(h -> draw.household(h).store()).toArray();
  }

  static double truth(
      List<Truth.Value> values,
      String treatment,
      String outcome,
      Optional<Integer> group,
      String term) {
    return values.stream()
        .filter(v -> v.treatment().equals(treatment) && v.outcome().equals(outcome))
        .filter(v -> v.group().equals(group) && v.term().equals(term))
        .findFirst()
        .orElseThrow(() -> new AssertionError(treatment + " " + outcome + " " + group + " " + term))
        .value();
  }
}
