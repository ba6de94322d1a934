package org.liftgate.reporting.explore;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;

/** Segments in words and cells. */
public final class SegmentWords {
  public static final List<String> HEADS =
      List.of(
          "Segment",
          "Level",
          "#Rows",
          "#Missing",
          "#Mean",
          "#10%",
          "#25%",
          "#Half",
          "#75%",
          "#90%");

  private SegmentWords() {}

  /** Where values are missing most, or that none is. */
  public static String missing(Segments s, UnaryOperator<String> called) {
    var worst =
        s.levels().stream()
            .filter(l -> l.missing() > 0)
            .max(Comparator.comparingDouble(SegmentWords::share));
    String unknown =
        s.levels().stream().anyMatch(l -> l.level().equals(Segments.MISSING))
            ? " Rows whose segment is not known stand as a level of their own, \u201cmissing\u201d."
            : "";
    return worst
            .map(
                l ->
                    "Values of %s are missing most often where %s is %s: in %s of %s rows."
                        .formatted(
                            called.apply(s.value()),
                            called.apply(l.column()),
                            l.level(),
                            Numbers.count(l.missing()),
                            Numbers.count(l.rows())))
            .orElse("No value of %s is missing in any segment.".formatted(called.apply(s.value())))
        + unknown;
  }

  private static double share(Segments.Level l) {
    return (double) l.missing() / l.rows();
  }

  /** One cell a head. */
  public static List<String> cells(Segments.Level l, UnaryOperator<String> called) {
    double size = l.quantiles().isEmpty() ? 1 : Math.abs(l.quantiles().getLast()) / 100;
    var cells =
        new java.util.ArrayList<>(
            List.of(
                Words.sentence(called.apply(l.column())),
                l.level(),
                Numbers.count(l.rows()),
                Numbers.percent(share(l)),
                Double.isFinite(l.mean()) ? Numbers.effect(l.mean(), size) : Numbers.NONE));
    for (int q = 0; q < 5; q++) {
      cells.add(
          l.quantiles().isEmpty() ? Numbers.NONE : Numbers.effect(l.quantiles().get(q), size));
    }
    return cells;
  }
}
