package org.liftgate.ingest.simulate;

/**
 * What a point of offered depth does, and what deals of a depth do, added up over households x
 * commodities x weeks: all of them, and those of a household's regular commodities (bought in the
 * first {@link #REGULAR_WEEKS} weeks) in the weeks after.
 */
final class DepthSums {
  static final int REGULAR_WEEKS = 26;
  static final int ALL = 0;
  static final int REGULAR = 1;

  /** Upper ends of bins of depth in points; the first holds weeks without a deal. */
  private static final int[] BINS = {0, 10, 20, 100};

  private static final int OUTCOMES = Outcome.values().length;

  private final RetailDraw draw;
  private final int weeks;
  private final long[][] slope = new long[2][OUTCOMES];
  private final long[][][] bins = new long[2][BINS.length][OUTCOMES];
  private final long[][] cells = new long[2][BINS.length];

  /**
   * @param weeks whole weeks of the calendar that were observed
   */
  DepthSums(RetailDraw draw, int weeks) {
    this.draw = draw;
    this.weeks = weeks;
  }

  static int bins() {
    return BINS.length;
  }

  static String bin(int bin) {
    return "bin(" + BINS[bin - 1] + "," + BINS[bin] + "]";
  }

  void add(Household household, History observed) {
    var regular = regular(observed);
    cells(household, regular);
    both(household, observed, 1, false, regular);
    both(household, world(household, World.withoutDeals()), -1, false, regular);
    both(household, world(household, World.deeper(1)), 1, true, regular);
    both(household, world(household, World.deeper(-1)), -1, true, regular);
  }

  private History world(Household household, World world) {
    return History.of(draw, household, world, 1, 7 * weeks);
  }

  private boolean[] regular(History observed) {
    var regular = new boolean[draw.assortment().commodities()];
    for (int i = 0; i < observed.size(); i++) {
      if (observed.day(i) <= 7 * REGULAR_WEEKS) {
        regular[draw.assortment().commodityOf(observed.product(i))] = true;
      }
    }
    return regular;
  }

  private void cells(Household household, boolean[] regular) {
    for (int c = 0; c < regular.length; c++) {
      for (int w = 1; w <= weeks; w++) {
        int bin = bin(household, c, w);
        cells[ALL][bin]++;
        if (regular[c] && w > REGULAR_WEEKS) {
          cells[REGULAR][bin]++;
        }
      }
    }
  }

  private int bin(Household household, int commodity, int week) {
    int points = draw.shelf().points(household.store(), commodity, week);
    int bin = 0;
    while (points > BINS[bin]) {
      bin++;
    }
    return bin;
  }

  private void both(
      Household household, History history, int sign, boolean steps, boolean[] regular) {
    for (int i = 0; i < history.size(); i++) {
      int week = Shopping.week(history.day(i));
      if (week > weeks) {
        continue;
      }
      int commodity = draw.assortment().commodityOf(history.product(i));
      int bin = bin(household, commodity, week);
      add(steps ? slope[ALL] : bins[ALL][bin], history, i, sign);
      if (regular[commodity] && week > REGULAR_WEEKS) {
        add(steps ? slope[REGULAR] : bins[REGULAR][bin], history, i, sign);
      }
    }
  }

  private static void add(long[] into, History history, int line, int sign) {
    for (int o = 0; o < OUTCOMES; o++) {
      into[o] += sign * history.amount(o, line);
    }
  }

  void merge(DepthSums other) {
    for (int p = 0; p < 2; p++) {
      Sums.add(slope[p], other.slope[p]);
      Sums.add(cells[p], other.cells[p]);
      for (int b = 0; b < BINS.length; b++) {
        Sums.add(bins[p][b], other.bins[p][b]);
      }
    }
  }

  long cells(int population, int bin) {
    return cells[population][bin];
  }

  long cells(int population) {
    return java.util.Arrays.stream(cells[population]).sum();
  }

  /** Half of one point deeper less one point shallower, mean of a cell. */
  double perPoint(int population, Outcome outcome) {
    return outcome.scaled(slope[population][outcome.ordinal()]) / 2 / cells(population);
  }

  /** As observed less all deals removed, mean of a cell in the bin. */
  double ofBin(int population, int bin, Outcome outcome) {
    return outcome.scaled(bins[population][bin][outcome.ordinal()]) / cells[population][bin];
  }
}
