package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.explore.Segments;
import org.liftgate.reporting.stages.Rows.Row;

/** Segments from the rows of a table to two tables, and from those back for the report. */
final class SegmentReader {
  static final String LEVELS = "eda_segments";
  static final String TREND = "eda_segment_trend";
  private static final long MOST_ROWS = 5_000_000;

  private static final Schema LEVEL =
      Schema.of(
          new Column("table_name", Type.TEXT),
          new Column("value_name", Type.TEXT),
          new Column("position", Type.INTEGER),
          new Column("segment", Type.TEXT),
          new Column("level", Type.TEXT),
          new Column("rows", Type.INTEGER),
          new Column("missing", Type.INTEGER),
          new Column("mean", Type.DOUBLE),
          new Column("p10", Type.DOUBLE),
          new Column("p25", Type.DOUBLE),
          new Column("p50", Type.DOUBLE),
          new Column("p75", Type.DOUBLE),
          new Column("p90", Type.DOUBLE));

  private static final Schema WEEK =
      Schema.of(
          new Column("segment", Type.TEXT),
          new Column("level", Type.TEXT),
          new Column("week", Type.INTEGER),
          new Column("rows", Type.INTEGER),
          new Column("mean", Type.DOUBLE));

  private SegmentReader() {}

  /** From every row of the table, read once. */
  static Segments of(Explore.Segmented s, Engine.Session engine) {
    long rows = engine.count(s.table());
    if (rows > MOST_ROWS) {
      throw LiftgateException.input(
          Problem.of(
              "segments.table",
              s.table() + " with " + rows + " rows",
              "must have at most " + MOST_ROWS,
              "Maybe make a table of means or of a sample in SQL."));
    }
    String[] wanted =
        Stream.of(s.by().stream(), Stream.of(s.value()), s.time().stream())
            .flatMap(c -> c)
            .distinct()
            .toArray(String[]::new);
    Table table = engine.read(s.table(), wanted);
    var levels = new ArrayList<String[]>();
    for (String column : s.by()) {
      String[] names = table.texts(column);
      levels.add(
          Arrays.stream(names).map(n -> n == null ? Segments.MISSING : n).toArray(String[]::new));
    }
    return Segments.of(
        s.table(), s.value(), s.by(), levels, table.doubles(s.value()), weeks(s, table));
  }

  /** 1 for the seven days from the first of the table; 0 without a date. */
  private static long[] weeks(Explore.Segmented s, Table table) {
    var out = new long[table.rows()];
    if (s.time().isEmpty()) {
      return out;
    }
    var column = table.column(s.time().get());
    long[] raw = table.longs(s.time().get());
    long day = column.type() == Type.TIMESTAMP ? 86_400_000_000L : 1;
    long first = Long.MAX_VALUE;
    for (int i = 0; i < raw.length; i++) {
      if (!column.nulls().get(i)) {
        first = Math.min(first, Math.floorDiv(raw[i], day));
      }
    }
    for (int i = 0; i < raw.length; i++) {
      out[i] = column.nulls().get(i) ? 0 : (Math.floorDiv(raw[i], day) - first) / 7 + 1;
    }
    return out;
  }

  static Table levels(Segments s) {
    var rows = new ArrayList<List<@Nullable Object>>();
    long position = 0;
    for (Segments.Level l : s.levels()) {
      var row =
          new ArrayList<@Nullable Object>(
              Arrays.asList(
                  s.table(),
                  s.value(),
                  ++position,
                  l.column(),
                  l.level(),
                  l.rows(),
                  l.missing(),
                  Double.isFinite(l.mean()) ? (Double) l.mean() : null));
      for (int q = 0; q < 5; q++) {
        row.add(l.quantiles().isEmpty() ? null : l.quantiles().get(q));
      }
      rows.add(row);
    }
    return Table.named(LEVELS).rows(LEVEL, rows).build();
  }

  static Table trend(Segments s) {
    return Table.named(TREND)
        .rows(
            WEEK,
            s.trend().stream()
                .map(w -> List.of(w.column(), w.level(), w.week(), w.rows(), w.mean()))
                .toList())
        .build();
  }

  /** What a stage before has written. */
  static Segments read(Inputs inputs) {
    List<Row> rows =
        inputs.rows(LEVELS).stream()
            .sorted(java.util.Comparator.comparingLong(r -> r.integer("position").orElse(0)))
            .toList();
    var levels = rows.stream().map(SegmentReader::level).toList();
    var trend =
        inputs.rows(TREND).stream()
            .map(
                r ->
                    new Segments.Week(
                        r.text("segment"),
                        r.text("level"),
                        r.integer("week").orElse(0),
                        r.integer("rows").orElse(0),
                        r.number("mean").orElse(Double.NaN)))
            .sorted(java.util.Comparator.comparingLong(Segments.Week::week))
            .toList();
    return rows.isEmpty()
        ? new Segments("", "", List.of(), List.of())
        : new Segments(
            rows.getFirst().text("table_name"), rows.getFirst().text("value_name"), levels, trend);
  }

  private static Segments.Level level(Row r) {
    var quantiles =
        Map.of(1, "p10", 2, "p25", 3, "p50", 4, "p75", 5, "p90").entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMapToDouble(e -> r.number(e.getValue()).stream())
            .boxed()
            .toList();
    return new Segments.Level(
        r.text("segment"),
        r.text("level"),
        r.integer("rows").orElse(0),
        r.integer("missing").orElse(0),
        r.number("mean").orElse(Double.NaN),
        quantiles);
  }
}
