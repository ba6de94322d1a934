package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * A planned campaign: when it runs, how many households it mails, what its coupons cover, what it
 * does.
 *
 * @param index 0-based, in order of start; its key in the files is {@code index + 1}
 * @param extraLines lines a week that a mailed household buys on top while it runs; 0 is a true
 *     null
 * @param commodities whose products its coupons cover, ascending
 */
record Campaign(
    int index, Type type, int start, int end, int mailed, double extraLines, int[] commodities) {

  /** The three kinds of the real retailer: sizes of list and coupon book differ. */
  enum Type {
    /** Large list, long coupon book. */
    A(0.40, 45, 40, 55),
    /** Small list, short book, about a month. */
    B(0.06, 10, 32, 46),
    /** Small list, long run. */
    C(0.05, 16, 64, 80);

    private final double share;
    private final int commodities;
    private final int shortest;
    private final int longest;

    Type(double share, int commodities, int shortest, int longest) {
      this.share = share;
      this.commodities = commodities;
      this.shortest = shortest;
      this.longest = longest;
    }

    String word() {
      return "Type" + name();
    }
  }

  /** Types, and extra lines a week, of six campaigns that follow each other; then again. */
  private static final Type[] TYPES = {Type.B, Type.A, Type.B, Type.C, Type.B, Type.B};

  private static final double[] EXTRA_LINES = {3.2, 2.4, 0, 0, 4.0, 2.8};

  /** The smallest arm a campaign may have on either side, with room for ineligible households. */
  static final int SMALLEST_LIST = 70;

  static final int SMALLEST_REST = 66;

  int key() {
    return index + 1;
  }

  boolean runsOn(int day) {
    return day >= start && day <= end;
  }

  boolean covers(int commodity) {
    return Arrays.binarySearch(commodities, commodity) >= 0;
  }

  /**
   * 30 campaigns at scale 1, like the real calendar (days 224 to 659, overlapping); 6 at scale 0.1
   * and below, so far apart that the weeks of one panel hardly reach into the next.
   */
  static List<Campaign> plan(RetailParameters parameters, double scale, long seed, int households) {
    double grown = Math.clamp((scale - 0.1) / 0.9, 0.0, 1.0);
    int count = (int) StrictMath.round(6 + 24 * grown);
    double first = 57 + (224 - 57) * grown;
    double last = 642 + (659 - 642) * grown;
    var plan = new ArrayList<Campaign>();
    for (int k = 0; k < count; k++) {
      int start = (int) StrictMath.round(first + (last - first) * k / (count - 1));
      plan.add(one(parameters, k, start, seed, households));
    }
    return plan;
  }

  private static Campaign one(
      RetailParameters parameters, int index, int start, long seed, int households) {
    var random = Stream.of(seed, Purpose.CAMPAIGN, index);
    Type type = TYPES[index % TYPES.length];
    int length = type.shortest + random.below(type.longest - type.shortest + 1);
    int wanted = (int) StrictMath.round(type.share * households * random.between(0.8, 1.2));
    int least = Math.min(SMALLEST_LIST + random.below(30), households - SMALLEST_REST);
    int mailed = Math.clamp(wanted, least, households - SMALLEST_REST);
    double extra = EXTRA_LINES[index % EXTRA_LINES.length] * parameters.effectSize();
    return new Campaign(index, type, start, start + length - 1, mailed, extra, book(type, random));
  }

  private static int[] book(Type type, Stream random) {
    return IntStream.generate(() -> random.below(Assortment.COMMODITIES))
        .distinct()
        .limit(type.commodities)
        .sorted()
        .toArray();
  }
}
