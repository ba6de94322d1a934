package org.liftgate.ingest.simulate;

/**
 * What the history as observed adds up to, gathered while it is written.
 *
 * @param firstDay by household, the day of its first line; {@link Integer#MAX_VALUE} without any
 * @param start first day with a line
 * @param end last day with a line
 * @param cents sales of all households and days
 * @param units units of all households and days
 */
record Observed(int[] firstDay, int start, int end, long cents, long units) {

  /** Collects the history of households, one after the other. */
  static final class Tally {
    private final int[] firstDay;
    private int start = Integer.MAX_VALUE;
    private int end = Integer.MIN_VALUE;
    private long cents;
    private long units;

    Tally(int households) {
      firstDay = new int[households];
    }

    void add(int household, One one) {
      firstDay[household] = one.start;
      start = Math.min(start, one.start);
      end = Math.max(end, one.end);
      cents += one.cents;
      units += one.units;
    }

    Observed observed() {
      return new Observed(firstDay.clone(), start, end, cents, units);
    }
  }

  /** One household's history. */
  static final class One {
    private int start = Integer.MAX_VALUE;
    private int end = Integer.MIN_VALUE;
    private long cents;
    private long units;

    void add(Basket basket) {
      start = Math.min(start, basket.day);
      end = Math.max(end, basket.day);
      cents += basket.cents();
      units += basket.units();
    }
  }

  /** The history as observed of a draw, without writing it. */
  static Observed of(RetailDraw draw) {
    var tally = new Tally(draw.households());
    for (int h = 0; h < draw.households(); h++) {
      var one = new One();
      draw.shopping().trips(draw.household(h), World.asObserved(), 1, Shopping.DAYS, one::add);
      tally.add(h, one);
    }
    return tally.observed();
  }
}
