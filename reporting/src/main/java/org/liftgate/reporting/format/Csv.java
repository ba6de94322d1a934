package org.liftgate.reporting.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;

/**
 * A table as CSV (RFC 4180): UTF-8, ISO dates, dot decimals without exponent, full precision, empty
 * for null. Text that a spreadsheet would run as a formula gets a leading apostrophe.
 */
public final class Csv {
  /** For readers of the published tree. */
  public static final String NOTE =
      "In CSV, text that starts with =, +, -, @, tab or carriage return has a leading apostrophe, so"
          + " that spreadsheets do not run it; Parquet holds it as it is.";

  private Csv() {}

  public static void write(Table table, Path file) {
    List<Column> columns = table.schema().names().stream().map(table::column).toList();
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(String.join(",", table.schema().names().stream().map(Csv::quoted).toList()));
      out.write("\r\n");
      var line = new StringBuilder();
      for (int row = 0; row < table.rows(); row++) {
        line.setLength(0);
        for (int c = 0; c < columns.size(); c++) {
          line.append(c == 0 ? "" : ",").append(cell(columns.get(c), row));
        }
        out.append(line.append("\r\n"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(Column column, int row) {
    if (column.nulls().get(row)) {
      return "";
    }
    return switch (column) {
      case Table.Longs c -> whole(c, row);
      case Table.Doubles c -> decimal(c.values()[row]);
      case Table.Texts c -> text(c.labels()[c.codes()[row]]);
    };
  }

  private static String whole(Table.Longs c, int row) {
    long value = c.values()[row];
    return switch (c.type()) {
      case BOOLEAN -> value != 0 ? "true" : "false";
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case TIMESTAMP -> Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString();
      default -> Long.toString(value);
    };
  }

  private static String decimal(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String text = Double.toString(value);
    return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
  }

  private static String text(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    return quoted(formula ? "'" + value : value);
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain && !value.isEmpty() ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  /** What a column counts, where its name says so; its schema's own unit goes first. */
  public static String unit(Schema.Column column) {
    if (!column.unit().isEmpty()) {
      return column.unit();
    }
    return switch (column.name()) {
      case "period", "week" -> "weeks";
      case "start_day", "end_day", "day" -> "days";
      case "p_value", "q_value" -> "probability";
      case "treated_units", "comparison_units", "clean_treated_units", "clean_comparison_units" ->
          "units";
      case "estimate", "std_error", "conf_low", "conf_high", "did", "mde", "break_even" ->
          "units of the outcome";
      default -> "";
    };
  }
}
