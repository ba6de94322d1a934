package org.liftgate.reporting.stages;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.explore.Coverage;

/** A small table row by row. A column that is not there reads like one that is empty. */
record Rows(Table table) {

  /** One row. */
  record Row(Table table, int index) {
    private @Nullable Object boxed(String column) {
      return table.find(column).map(c -> c.boxed(index)).orElse(null);
    }

    /** Text, empty where missing. */
    String text(String column) {
      Object value = boxed(column);
      return value == null ? "" : value.toString();
    }

    /** A finite number, empty where missing. */
    OptionalDouble number(String column) {
      return boxed(column) instanceof Number n && Double.isFinite(n.doubleValue())
          ? OptionalDouble.of(n.doubleValue())
          : OptionalDouble.empty();
    }

    /** A whole number; text that is one counts too, for ids of any type. */
    OptionalLong integer(String column) {
      Object value = boxed(column);
      if (value instanceof String s && s.matches("-?[0-9]{1,18}")) {
        return OptionalLong.of(Long.parseLong(s));
      }
      return value instanceof Number n ? OptionalLong.of(n.longValue()) : OptionalLong.empty();
    }

    boolean yes(String column) {
      return Boolean.TRUE.equals(boxed(column));
    }

    boolean is(String column, String value) {
      return text(column).equals(value);
    }
  }

  Stream<Row> stream() {
    return IntStream.range(0, table.rows()).mapToObj(i -> new Row(table, i));
  }

  /** Weeks of coverage; dates are counted in weeks from the first. */
  static List<Coverage.Week> weeks(Table table, Schema.Type time) {
    boolean dated = time != Schema.Type.INTEGER;
    long first = table.rows() == 0 ? 0 : table.longs("week")[0];
    return new Rows(table)
        .stream()
            .map(
                r -> {
                  long raw = r.integer("week").orElseThrow();
                  return new Coverage.Week(
                      dated ? (raw - first) / 7 + 1 : raw,
                      dated ? LocalDate.ofEpochDay(raw).toString() : Long.toString(raw),
                      r.integer("n").orElseThrow(),
                      r.integer("units").orElseThrow(),
                      r.number("amount").orElse(0));
                })
            .toList();
  }

  static List<Coverage.Activity> activity(Table table) {
    return new Rows(table)
        .stream()
            .map(
                r ->
                    new Coverage.Activity(
                        r.integer("weeks").orElseThrow(), r.integer("units").orElseThrow()))
            .toList();
  }
}
