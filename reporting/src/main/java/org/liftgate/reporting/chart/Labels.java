package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How wide text is and where labels go so that none covers another. */
final class Labels {
  private Labels() {}

  private static final String NARROW = "iljtfrI.,:;!'|()[]/ ";
  private static final String WIDE = "mwMWQGOCDNHU@%—";

  /**
   * Width of text in pixels in the usual sans-serif faces, rounded up by design: reserved room that
   * stays empty looks better than text that runs over.
   */
  static double width(String text, double size) {
    double em = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      em +=
          NARROW.indexOf(c) >= 0
              ? .34
              : WIDE.indexOf(c) >= 0 ? .84 : Character.isUpperCase(c) ? .70 : c > 0x2E80 ? 1 : .585;
    }
    return em * size;
  }

  /** Text cut with an ellipsis to a width. */
  static String fit(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", size) > width) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** Text in lines of a width, broken at blanks. */
  static List<String> wrap(String text, double size, double width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Text in at most so many lines of a width, the last cut where even they do not hold it. */
  static List<String> lines(String text, double size, double width, int most) {
    List<String> lines = wrap(text, size, width);
    if (lines.size() > most) {
      String rest = String.join(" ", lines.subList(most - 1, lines.size()));
      lines = new ArrayList<>(lines.subList(0, most - 1));
      lines.add(rest);
    }
    return lines.stream().map(l -> fit(l, size, width)).toList();
  }

  /**
   * Positions as near as possible (least squares) to those wanted, at least {@code gap} apart, and
   * inside [low, high] as far as the room allows. Pool adjacent violators: blocks of labels that
   * would overlap share one centre.
   */
  static double[] spread(double[] wanted, double gap, double low, double high) {
    int n = wanted.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> wanted[i]));
    var sums = new double[n];
    var sizes = new int[n];
    int blocks = 0;
    for (int k = 0; k < n; k++) {
      sums[blocks] = wanted[order[k]] - k * gap;
      sizes[blocks++] = 1;
      while (blocks > 1
          && sums[blocks - 2] / sizes[blocks - 2] >= sums[blocks - 1] / sizes[blocks - 1]) {
        sums[blocks - 2] += sums[blocks - 1];
        sizes[blocks - 2] += sizes[--blocks];
      }
    }
    var placed = new double[n];
    double last = high - (n - 1) * gap;
    for (int b = 0, k = 0; b < blocks; b++) {
      double base = Math.max(low, Math.min(last, sums[b] / sizes[b]));
      for (int j = 0; j < sizes[b]; j++, k++) {
        placed[order[k]] = base + k * gap;
      }
    }
    return placed;
  }
}
