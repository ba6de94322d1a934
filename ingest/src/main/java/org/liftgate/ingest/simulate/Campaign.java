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
 * @param index 0-based, in order of start
 * @param key its key in the files; {@code index + 1} unless given
 * @param extraLines lines a week that a mailed household buys on top while it runs; 0 is a true
 *     null
 * @param commodities whose products its coupons cover, ascending
 */
record Campaign(
    int index,
    int key,
    Type type,
    int start,
    int end,
    int mailed,
    double extraLines,
    int[] commodities) {

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
    var lists = parameters.lists();
    int byScale = (int) StrictMath.round(6 + 24 * grown);
    int count = lists.campaigns() == 0 ? byScale : lists.campaigns();
    double first = 57 + (224 - 57) * grown;
    double last = 642 + (659 - 642) * grown;
    double middle = (first + last) / 2;
    double[] extra = extraLines(parameters, seed, count);
    var plan = new ArrayList<Campaign>();
    for (int k = 0; k < count; k++) {
      double planned = count == 1 ? middle : first + (last - first) * k / (count - 1);
      double moved = planned + lists.overlap() * (middle - planned);
      plan.add(one(k, (int) StrictMath.round(moved), extra[k], seed, households));
    }
    return plan;
  }

  /**
   * Extra lines a week of each campaign: as planned, or with as many nulls as asked for, drawn at
   * random, and the planned effects that are not null in turn among the others.
   */
  static double[] extraLines(RetailParameters parameters, long seed, int count) {
    int nulls = parameters.lists().nullCampaigns();
    double[] real = Arrays.stream(EXTRA_LINES).filter(lines -> lines > 0).toArray();
    var extra = new double[count];
    int turn = 0;
    for (int k = 0; k < count; k++) {
      if (nulls < 0) {
        extra[k] = EXTRA_LINES[k % EXTRA_LINES.length];
      } else if (rank(seed, k, count) >= nulls) {
        extra[k] = real[turn++ % real.length];
      }
      extra[k] *= parameters.effectSize();
    }
    return extra;
  }

  /** Place of a campaign in an order drawn at random; the first in it are null. */
  private static long rank(long seed, int index, int count) {
    double own = Stream.of(seed, Purpose.NULLS, index).uniform();
    return IntStream.range(0, count)
        .filter(k -> Stream.of(seed, Purpose.NULLS, k).uniform() < own)
        .count();
  }

  /** The same campaign with a longer or shorter list. */
  Campaign mailing(int households) {
    return new Campaign(index, key, type, start, end, households, extraLines, commodities);
  }

  private static Campaign one(int index, int start, double extra, long seed, int households) {
    var random = Stream.of(seed, Purpose.CAMPAIGN, index);
    Type type = TYPES[index % TYPES.length];
    int length = type.shortest + random.below(type.longest - type.shortest + 1);
    int wanted = (int) StrictMath.round(type.share * households * random.between(0.8, 1.2));
    int least = Math.min(SMALLEST_LIST + random.below(30), households - SMALLEST_REST);
    int mailed = Math.clamp(wanted, least, households - SMALLEST_REST);
    return new Campaign(
        index, index + 1, type, start, start + length - 1, mailed, extra, book(type, random));
  }

  private static int[] book(Type type, Stream random) {
    return IntStream.generate(() -> random.below(Assortment.PLANNED))
        .distinct()
        .limit(type.commodities)
        .sorted()
        .toArray();
  }
}
