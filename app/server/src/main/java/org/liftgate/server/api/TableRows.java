package org.liftgate.server.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.kernel.Schema;

/**
 * The rows of a stored table, a few for the eye or all as CSV. Only a bounded number is in memory.
 */
public final class TableRows {
  private static final String NAME = "artifact";

  private final Platform platform;
  private final Path parquet;

  public TableRows(Platform platform, Path parquet) {
    this.platform = platform;
    this.parquet = parquet;
  }

  /**
   * @param rows values in the order of the columns; dates and times as ISO text
   */
  public record Head(Schema schema, List<List<@Nullable Object>> rows) {}

  public Head head(int limit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var session = platform.look()) {
      session.view(NAME, parquet);
      session.define("head", "SELECT * FROM " + NAME + " LIMIT " + limit, Map.of());
      session.scan(
          "head", row -> rows.add(Arrays.stream(row).<@Nullable Object>map(this::cell).toList()));
      return new Head(session.schema(NAME), rows);
    }
  }

  private @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean b -> b;
      case Double d when !Double.isFinite(d) -> d.toString();
      case Number n -> n;
      default -> value.toString();
    };
  }

  /**
   * RFC 4180 with a header line; text that a spreadsheet would take for a formula is quoted off.
   */
  void csv(OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try (var session = platform.look()) {
      session.view(NAME, parquet);
      writer.write(line(session.schema(NAME).names().toArray()));
      session.scan(
          NAME,
          row -> {
            try {
              writer.write(line(row));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  static String line(@Nullable Object[] row) {
    return Arrays.stream(row).map(TableRows::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (!(value instanceof String)) {
      return text;
    }
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
