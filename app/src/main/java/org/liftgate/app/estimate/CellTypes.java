package org.liftgate.app.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;

/**
 * Types of columns of text by all their cells, not by a sample: integers, other numbers, dates,
 * true and false; else text. A column in which nine of ten cells are numbers (or dates) is one of
 * numbers with mistakes: those are problems by line and column, not a factor of many levels.
 *
 * @param table columns {@code c0}, {@code c1}, ... of text; its lines have {@code line_number} too
 */
record CellTypes(String file, String table, List<String> headers, Engine.Session session) {
  private static final double MOSTLY = .9;
  private static final int SHOWN = 20;
  private static final String WHOLE = "regexp_full_match(%1$s, '\\s*[+-]?[0-9]+\\s*')";
  private static final String NUMBER = "TRY_CAST(%1$s AS DOUBLE) IS NOT NULL";
  private static final String DATE =
      "(regexp_full_match(%1$s, '\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\\s*') AND TRY_CAST(%1$s AS DATE) IS NOT NULL)";

  /** Of every column. */
  private static final List<String> FIRST =
      List.of(
          "count(%1$s)",
          "count(TRY_CAST(%1$s AS DOUBLE))",
          "count(*) FILTER (WHERE isfinite(TRY_CAST(%1$s AS DOUBLE)) AND abs(TRY_CAST(%1$s AS DOUBLE)) > 9e15)");

  /** Of those that are not plainly numbers. */
  private static final List<String> SECOND =
      List.of(
          "count(*) FILTER (WHERE lower(%1$s) IN ('true', 'false'))",
          "count(*) FILTER (WHERE " + WHOLE + ")",
          "count(*) FILTER (WHERE " + WHOLE + " AND TRY_CAST(%1$s AS BIGINT) IS NOT NULL)",
          "count(*) FILTER (WHERE " + DATE + ")",
          "count(*) FILTER (WHERE regexp_full_match(%1$s, '\\s*[+-]?[0-9]+,[0-9]+\\s*'))");

  /** How many cells of a column are what. */
  private record Counted(
      long filled, long number, long logical, long whole, long fits, long date, long comma) {}

  /**
   * @throws LiftgateException with a problem for each cell that does not fit its column
   */
  List<Type> of(int[] positions, Set<String> asText) {
    List<Counted> counts = count(positions);
    var types = new ArrayList<Type>();
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < positions.length; i++) {
      boolean text = asText.contains(headers.get(positions[i]));
      Type type = text ? Type.TEXT : type(counts.get(i));
      if (type == Type.TEXT && !text) {
        problems.addAll(problems(positions[i], counts.get(i)));
      }
      types.add(type);
    }
    if (!problems.isEmpty()) {
      throw problems.size() == 1
          ? LiftgateException.input(problems.getFirst())
          : LiftgateException.input(file + " has cells that do not fit their column", problems);
    }
    return types;
  }

  String select(int[] positions, List<Type> types) {
    return IntStream.range(0, positions.length)
        .mapToObj(i -> value("c" + positions[i], types.get(i)))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
  }

  private static String value(String c, Type type) {
    return switch (type) {
      case INTEGER -> "CAST(%1$s AS BIGINT) AS %1$s".formatted(c);
      case TEXT -> c;
      default -> "CAST(%1$s AS %2$s) AS %1$s".formatted(c, type);
    };
  }

  private List<Counted> count(int[] positions) {
    List<long[]> first = counts(positions, FIRST);
    int[] again =
        IntStream.range(0, positions.length)
            .filter(i -> first.get(i)[1] < first.get(i)[0] || first.get(i)[2] > 0)
            .toArray();
    var second = new long[positions.length][SECOND.size()];
    List<long[]> looked = counts(IntStream.of(again).map(i -> positions[i]).toArray(), SECOND);
    for (int k = 0; k < again.length; k++) {
      second[again[k]] = looked.get(k);
    }
    return IntStream.range(0, positions.length)
        .mapToObj(i -> counted(first.get(i), second[i]))
        .toList();
  }

  private static Counted counted(long[] first, long[] second) {
    return new Counted(first[0], first[1], second[0], second[1], second[2], second[3], second[4]);
  }

  private List<long[]> counts(int[] positions, List<String> counts) {
    if (positions.length == 0) {
      return List.of();
    }
    var items = new ArrayList<String>();
    for (int p : positions) {
      counts.forEach(c -> items.add(c.formatted("c" + p) + " AS a" + items.size()));
    }
    Table row = session.query("SELECT " + String.join(", ", items) + " FROM " + table, Map.of());
    long[] all = row.row(0).stream().mapToLong(v -> (Long) v).toArray();
    int n = counts.size();
    return IntStream.range(0, positions.length)
        .mapToObj(i -> Arrays.copyOfRange(all, i * n, (i + 1) * n))
        .toList();
  }

  /** Whole numbers in a column of numbers become integers once they are read. */
  private static Type type(Counted c) {
    if (c.whole > 0 && c.whole == c.filled) {
      return c.fits == c.filled ? Type.INTEGER : Type.TEXT; // longer ones are names
    }
    if (c.number == c.filled) {
      return Type.DOUBLE;
    }
    if (c.logical == c.filled) {
      return Type.BOOLEAN;
    }
    return c.date == c.filled ? Type.DATE : Type.TEXT;
  }

  private List<Problem> problems(int position, Counted c) {
    if (c.comma >= MOSTLY * c.filled && c.comma > c.number) {
      return List.of(
          Problem.of(
                  headers.get(position),
                  null,
                  "writes decimals with a comma; it must be a point",
                  "Maybe export the file with English numbers.")
              .at(file, 1, position + 1L));
    }
    if (c.number < c.filled && c.number >= MOSTLY * c.filled) {
      return bad(position, NUMBER, "must be a number like the others", c.filled - c.number);
    }
    if (c.date < c.filled && c.date >= MOSTLY * c.filled) {
      return bad(
          position, DATE, "must be a date of the calendar, like 2017-02-28", c.filled - c.date);
    }
    return List.of();
  }

  private List<Problem> bad(int position, String good, String message, long all) {
    String c = "c" + position;
    String name = headers.get(position);
    Table cells =
        session.query(
            "SELECT line_number, %s FROM %s WHERE %s IS NOT NULL AND NOT %s ORDER BY line_number LIMIT %d"
                .formatted(c, Engine.lines(table), c, good.formatted(c), SHOWN),
            Map.of());
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < cells.rows(); i++) {
      problems.add(
          Problem.of(
                  name,
                  shortened((String) cells.column(c).boxed(i)),
                  message + (all > SHOWN ? " (%,d are not)".formatted(all) : ""),
                  "Maybe leave the cell empty or NA, or --text %s if it holds names."
                      .formatted(name))
              .at(file, cells.longs("line_number")[i], position + 1L));
    }
    return problems;
  }

  private static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "..." : value;
  }
}
