package org.liftgate.reporting.explore;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.explore.Exploration.TableProfile;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;

/**
 * The exploration as a page of Markdown in plain words: what to notice first, then every column.
 */
public final class EdaSummary {
  private EdaSummary() {}

  /**
   * @param figures plots by the path of their file
   */
  public static String of(Exploration e, Map<String, Plot> figures) {
    var out = new StringBuilder("# What the data hold\n\n");
    out.append(
        "Counts are exact unless marked with ≈. Quantiles are values that occur in the data.\n\n");
    out.append("## Notice first\n\n");
    var notices = Notices.of(e);
    out.append(
        notices.isEmpty()
            ? "- Nothing stands out.\n"
            : notices.stream().map(n -> "- " + n + "\n").collect(Collectors.joining()));
    out.append("\n## Tables\n\n").append(tables(e));
    e.coverage().ifPresent(c -> out.append(coverage(c)));
    e.segments().ifPresent(s -> out.append(segments(s)));
    figures.forEach(
        (path, plot) -> out.append("\n![%s](%s)\n".formatted(Markdown.value(plot.id()), path)));
    e.tables().forEach(t -> out.append(columns(t)));
    return out.toString();
  }

  private static String tables(Exploration e) {
    return Markdown.table(
        List.of("Table", "Rows", "Columns", "Columns with gaps"),
        e.tables().stream()
            .map(
                t ->
                    List.of(
                        "`" + t.name() + "`",
                        Numbers.count(t.rows()),
                        Numbers.count(t.columns().size()),
                        Numbers.count(t.columns().stream().filter(c -> c.nulls() > 0).count())))
            .toList());
  }

  private static String coverage(Coverage c) {
    if (c.weeks().isEmpty()) {
      return "\n## Over time\n\n`%s` has no dated rows.\n".formatted(c.table());
    }
    double value = c.weeks().stream().mapToDouble(Coverage.Week::value).sum();
    return """

        ## Over time

        `%s` runs over %s weeks, from week %s to week %s. A typical week has %s rows. %s values of `%s` occur; the sum of `%s` is %s.
        """
        .formatted(
            c.table(),
            Numbers.count(c.weeks().size()),
            c.weeks().getFirst().label(),
            c.weeks().getLast().label(),
            Numbers.count(Math.round(c.typicalRows())),
            Numbers.count(c.units()),
            c.unit(),
            c.value(),
            Numbers.fixed(value, 2));
  }

  private static String segments(Segments s) {
    return "\n## By segment\n\n"
        + SegmentWords.missing(s, n -> "`" + n + "`")
        + "\n\n"
        + Markdown.table(
            SegmentWords.HEADS.stream().map(h -> h.replace("#", "")).toList(),
            s.levels().stream()
                .map(l -> SegmentWords.cells(l, Words::name).stream().map(Markdown::value).toList())
                .toList());
  }

  private static String columns(TableProfile t) {
    return "\n## `"
        + t.name()
        + "`\n\n"
        + Markdown.table(
            List.of(
                "Column",
                "Type",
                "Missing",
                "Different",
                "Zero",
                "Smallest",
                "1%",
                "25%",
                "Half",
                "75%",
                "99%",
                "Largest",
                "Mean",
                "Most frequent"),
            t.columns().stream().map(EdaSummary::cells).toList());
  }

  private static List<String> cells(ColumnProfile c) {
    var q = c.quantiles();
    return List.of(
        "`" + c.column() + "`",
        c.type().name().toLowerCase(java.util.Locale.ROOT),
        Numbers.percent(c.nullShare()),
        (c.exact() ? "" : "≈ ") + Numbers.count(c.distinct()),
        share(c.zeroShare()),
        blank(c.min()),
        quantile(q, 0),
        quantile(q, 1),
        quantile(q, 2),
        quantile(q, 3),
        quantile(q, 4),
        blank(c.max()),
        c.mean().isPresent() ? Numbers.plain(c.mean().getAsDouble()) : Numbers.NONE,
        !common(c)
            ? Numbers.NONE
            : c.top().stream()
                .limit(3)
                .map(
                    v ->
                        Markdown.value(v.value())
                            + " ("
                            + Numbers.percent(v.rows() / (double) c.rows())
                            + ")")
                .collect(Collectors.joining(", ")));
  }

  /** Whether a value is frequent enough to be worth a name. */
  private static boolean common(ColumnProfile c) {
    return !c.top().isEmpty() && c.top().getFirst().rows() >= .01 * c.rows();
  }

  private static String blank(String text) {
    return text.isEmpty() ? Numbers.NONE : Markdown.value(text);
  }

  private static String share(OptionalDouble value) {
    return value.isPresent() ? Numbers.percent(value.getAsDouble()) : Numbers.NONE;
  }

  private static String quantile(List<Double> q, int i) {
    return i < q.size() ? Numbers.plain(q.get(i)) : Numbers.NONE;
  }
}
