package org.liftgate.reporting.explore;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.reporting.format.Numbers;

/**
 * A column's numbers in bins of one width, from its 1st to its 99th percentile; the tails beyond
 * are counted apart so that a single giant does not flatten the picture.
 *
 * @param below rows under the first bin
 * @param above rows over the last
 */
public record Distribution(String table, String column, List<Bin> bins, long below, long above) {
  private static final int BINS = 40;

  /** Values from {@code low} (included) to {@code high} (included in the last bin only). */
  public record Bin(double low, double high, long rows) {
    String label() {
      return Numbers.plain(low) + " to " + Numbers.plain(high);
    }
  }

  /** Bins of whole width for whole numbers; no bins when all values are alike. */
  public static Distribution of(String table, String column, Frequencies f) {
    double low = f.quantile(.01).orElse(0);
    double high = f.quantile(.99).orElse(0);
    if (!(high > low) || !Double.isFinite(high - low)) {
      return new Distribution(table, column, List.of(), 0, 0);
    }
    low = low > 0 && low < .1 * high ? 0 : low;
    double width = width(f, low, high);
    int count = (int) Math.floor((high - low) / width + 1e-9) + (whole(f) ? 1 : 0);
    return fill(table, column, f, low, width, Math.max(1, count));
  }

  private static double width(Frequencies f, double low, double high) {
    double width = (high - low) / BINS;
    return whole(f) ? Math.max(1, Math.ceil(width)) : width;
  }

  private static boolean whole(Frequencies f) {
    return java.util.Arrays.stream(f.numbers()).allMatch(v -> v == Math.rint(v));
  }

  private static Distribution fill(
      String table, String column, Frequencies f, double low, double width, int count) {
    var rows = new long[count];
    long below = 0;
    long above = 0;
    for (int i = 0; i < f.numbers().length; i++) {
      double place = (f.numbers()[i] - low) / width;
      boolean edge = !whole(f) && Math.abs(place - count) < 1e-9;
      int bin = edge ? count - 1 : (int) Math.floor(place + 1e-12);
      if (bin < 0) {
        below += f.counts()[i];
      } else if (bin >= count) {
        above += f.counts()[i];
      } else {
        rows[bin] += f.counts()[i];
      }
    }
    var bins = new ArrayList<Bin>();
    for (int b = 0; b < count; b++) {
      bins.add(new Bin(low + b * width, low + (b + 1) * width, rows[b]));
    }
    return new Distribution(table, column, bins, below, above);
  }
}
