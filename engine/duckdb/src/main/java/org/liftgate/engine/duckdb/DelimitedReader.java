package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liftgate.kernel.Engine.Delimited;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * A delimited file as a SELECT, in file order on all threads.
 *
 * <p>First the fast way, in which {@link Cell} lets DuckDB's parser do the conversions. If that
 * stumbles, the file is read again as text: bad cells and broken records become problems with line
 * and column; if there is none (integers beyond 2^53, say), the text itself is converted.
 *
 * <p>A problem's line is the record's number plus one for the header. It is the physical line
 * unless a quoted field before it holds a line break or a blank line was passed over.
 */
final class DelimitedReader {
  private static final int MOST_PROBLEMS = 100;

  private final Connected db;
  private final Delimited file;
  private final String fileName;
  private final List<Cell> cells;

  DelimitedReader(Connected db, Delimited file) {
    this.db = db;
    this.file = file;
    this.fileName = file.file().getFileName().toString();
    this.cells = cells();
  }

  /** Fails on the first cell that does not fit. */
  String fast() {
    return select(cells.stream().map(Cell::fast).toList(), source(true));
  }

  /** For a file in which {@link #diagnose()} finds nothing wrong. */
  String exact() {
    return select(cells.stream().map(Cell::exact).toList(), source(false));
  }

  private static String select(List<String> values, String source) {
    return "SELECT " + String.join(", ", values) + " FROM " + source;
  }

  static String title(List<Problem> problems) {
    List<String> files = problems.stream().map(Problem::file).distinct().toList();
    int n = problems.size();
    return "%s %s %d%s bad cell%5$s or line%5$s"
        .formatted(
            String.join(", ", files),
            files.size() == 1 ? "has" : "have",
            n,
            n >= MOST_PROBLEMS ? " or more" : "",
            n == 1 ? "" : "s");
  }

  private List<Cell> cells() {
    var problems = new ArrayList<Problem>();
    var cells = new ArrayList<Cell>();
    for (Delimited.Field field : file.fields()) {
      int index = file.headers().indexOf(field.header());
      if (index < 0 && field.required()) {
        problems.add(
            Problem.inFile(
                fileName,
                field.header(),
                "is not a header of this file",
                Problem.didYouMean(field.header(), file.headers())));
      }
      cells.add(new Cell(index, field, file.dateFormat()));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(fileName + " lacks headers", problems);
    }
    return cells;
  }

  private String source(boolean fast) {
    var types = new TreeMap<Integer, String>();
    IntStream.range(0, file.headers().size()).forEach(i -> types.put(i, "VARCHAR"));
    if (fast) {
      cells.stream().filter(Cell::present).forEach(c -> types.put(c.index(), c.fastType()));
    }
    return "read_csv(" + options(types) + ")";
  }

  private String options(TreeMap<Integer, String> types) {
    String columns =
        types.entrySet().stream()
            .map(e -> "c" + e.getKey() + ": '" + e.getValue() + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    String quote = Sql.text(String.valueOf(file.quote()));
    var options =
        new ArrayList<>(
            List.of(
                DuckDbSession.path(file.file()),
                "auto_detect = false",
                "header = true",
                "columns = " + columns,
                "delim = " + Sql.text(String.valueOf(file.delimiter())),
                "quote = " + quote,
                "escape = " + quote,
                "nullstr = ['', 'NA']",
                "allow_quoted_nulls = true",
                "encoding = " + Sql.text(file.encoding()),
                "max_line_size = " + file.maxLineBytes(),
                "compression = " + (fileName.endsWith(".gz") ? "'gzip'" : "'none'")));
    if (!file.dateFormat().isEmpty()) {
      options.add("dateformat = " + Sql.text(file.dateFormat()));
    }
    return String.join(", ", options);
  }

  /** Reads everything as text; collects what does not fit, lines first to last. */
  List<Problem> diagnose() {
    List<Cell> present = cells.stream().filter(Cell::present).toList();
    String source = source(false);
    String tolerant =
        source.substring(0, source.length() - 1)
            + ", store_rejects = true, rejects_limit = %d, rejects_table = '%s', rejects_scan = '%s_scan')"
                .formatted(MOST_PROBLEMS, rejects(), rejects());
    String bad = present.stream().map(Cell::bad).collect(Collectors.joining(" OR "));
    String values =
        present.stream()
            .map(c -> "CASE WHEN " + c.bad() + " THEN " + c.column() + " END")
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT n, %s FROM (SELECT row_number() OVER () AS n, * FROM %s) WHERE %s ORDER BY n LIMIT %d"
            .formatted(values, tolerant, bad, MOST_PROBLEMS);
    List<Problem> badCells = db.read(fileName, sql, rows -> badCells(rows, present));
    List<Problem> problems = new ArrayList<>(rejected());
    for (Problem cell : badCells) {
      problems.add(shifted(cell, problems));
    }
    problems.sort(java.util.Comparator.comparingLong(p -> p.line().orElse(0)));
    return problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()));
  }

  private List<Problem> badCells(ResultSet rows, List<Cell> present) throws SQLException {
    var problems = new ArrayList<Problem>();
    while (rows.next()) {
      for (int i = 0; i < present.size(); i++) {
        String value = rows.getString(i + 2);
        if (value != null) {
          problems.add(present.get(i).problem(fileName, rows.getLong(1) + 1, value));
        }
      }
    }
    return problems;
  }

  /** Rejected records are not counted by the reader, so later ones lie further down. */
  private static Problem shifted(Problem cell, List<Problem> rejected) {
    long line = cell.line().orElse(0);
    for (Problem r : rejected) {
      boolean record = r.column().isEmpty();
      if (record && r.line().orElse(0) <= line) {
        line++;
      }
    }
    return cell.at(cell.file(), line, cell.column().orElse(0));
  }

  private String rejects() {
    return "liftgate_rejects_" + Integer.toUnsignedString(file.file().hashCode());
  }

  private List<Problem> rejected() {
    return db.read(
        fileName,
        "SELECT DISTINCT ON (line) line, error_type, csv_line, error_message FROM "
            + rejects()
            + " ORDER BY line",
        rows -> {
          var problems = new ArrayList<Problem>();
          while (rows.next()) {
            problems.add(reject(rows.getLong(1), rows.getString(2), rows.getString(3)));
          }
          return problems;
        });
  }

  private Problem reject(long line, String type, String text) {
    int columns = file.headers().size();
    String message =
        switch (type) {
          case "TOO MANY COLUMNS" -> "has more than the " + columns + " columns of the header";
          case "MISSING COLUMNS" -> "has fewer than the " + columns + " columns of the header";
          case "UNQUOTED VALUE" -> "has a quote that is not closed, or text after a closing quote";
          case "LINE SIZE OVER MAXIMUM" -> "is longer than " + file.maxLineBytes() + " bytes";
          case "INVALID ENCODING" -> "is not valid " + file.encoding();
          default -> "cannot be read (" + type.toLowerCase(java.util.Locale.ROOT) + ")";
        };
    String shown = Optional.ofNullable(text).orElse("").strip();
    return Problem.of(
            "record",
            shown.length() > 80 ? shown.substring(0, 80) + "..." : shown,
            message,
            "Maybe a field holds the delimiter or a quote and is not quoted.")
        .at(fileName, line, 0);
  }
}
