package org.liftgate.reporting.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;

/** The exploration as tables. */
public final class EdaTables {
  private EdaTables() {}

  private static final Schema COLUMNS =
      Schema.of(
          new Column("table_name", Type.TEXT),
          new Column("position", Type.INTEGER),
          new Column("column_name", Type.TEXT),
          new Column("type", Type.TEXT),
          new Column("rows", Type.INTEGER),
          new Column("nulls", Type.INTEGER),
          new Column("distinct_values", Type.INTEGER),
          new Column("distinct_exact", Type.BOOLEAN),
          new Column("zero_share", Type.DOUBLE),
          new Column("negative_share", Type.DOUBLE),
          new Column("mean", Type.DOUBLE),
          new Column("min_value", Type.TEXT),
          new Column("p01", Type.DOUBLE),
          new Column("p25", Type.DOUBLE),
          new Column("p50", Type.DOUBLE),
          new Column("p75", Type.DOUBLE),
          new Column("p99", Type.DOUBLE),
          new Column("max_value", Type.TEXT),
          new Column("top_values", Type.TEXT));

  private static final Schema COVERAGE =
      Schema.of(
          new Column("week", Type.INTEGER, "weeks"),
          new Column("label", Type.TEXT),
          new Column("rows", Type.INTEGER),
          new Column("units", Type.INTEGER),
          new Column("value", Type.DECIMAL));

  private static final Schema DISTRIBUTION =
      Schema.of(
          new Column("table_name", Type.TEXT),
          new Column("column_name", Type.TEXT),
          new Column("bin", Type.INTEGER),
          new Column("low", Type.DOUBLE),
          new Column("high", Type.DOUBLE),
          new Column("rows", Type.INTEGER));

  /** One row a column; key (table_name, position). */
  public static Table columns(Exploration e) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var t : e.tables()) {
      long position = 0;
      for (ColumnProfile c : t.columns()) {
        rows.add(row(c, ++position));
      }
    }
    return Table.named("eda_columns").rows(COLUMNS, rows).build();
  }

  private static List<@Nullable Object> row(ColumnProfile c, long position) {
    var row =
        new ArrayList<@Nullable Object>(
            Arrays.asList(
                c.table(),
                position,
                c.column(),
                c.type().name(),
                c.rows(),
                c.nulls(),
                c.distinct(),
                c.exact(),
                number(c.zeroShare()),
                number(c.negativeShare()),
                number(c.mean()),
                text(c.min())));
    for (int i = 0; i < ColumnProfile.LEVELS.length; i++) {
      row.add(i < c.quantiles().size() ? c.quantiles().get(i) : null);
    }
    row.add(text(c.max()));
    row.add(
        text(
            c.top().stream()
                .map(v -> v.value() + " (" + v.rows() + ")")
                .collect(Collectors.joining("; "))));
    return row;
  }

  private static @Nullable Object number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Object text(String value) {
    return value.isEmpty() ? null : value;
  }

  /** One row a week of the facts; key (week). Sums leave and enter the engine as decimals. */
  public static Table coverage(Coverage c) {
    return Table.named("eda_coverage_weeks")
        .rows(
            COVERAGE,
            c.weeks().stream()
                .map(w -> List.of(w.week(), w.label(), w.rows(), w.units(), w.value()))
                .toList())
        .build();
  }

  /** One row a bin; key (table_name, column_name, bin); bin 0 and the last count the tails. */
  public static Table distribution(Exploration e) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Distribution d : e.distributions()) {
      if (d.bins().isEmpty()) {
        continue;
      }
      rows.add(
          Arrays.asList(d.table(), d.column(), 0L, null, d.bins().getFirst().low(), d.below()));
      long bin = 0;
      for (var b : d.bins()) {
        rows.add(Arrays.asList(d.table(), d.column(), ++bin, b.low(), b.high(), b.rows()));
      }
      rows.add(
          Arrays.asList(d.table(), d.column(), ++bin, d.bins().getLast().high(), null, d.above()));
    }
    return Table.named("eda_distribution").rows(DISTRIBUTION, rows).build();
  }
}
