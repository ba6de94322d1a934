package org.liftgate.engine.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** An array in a JSON file as rows. */
final class JsonRows {
  private JsonRows() {}

  /** The SELECT that reads it. */
  static String select(Connected db, String path, Path file, String field, Schema schema) {
    String object =
        "SELECT json -> %s AS list FROM read_json_objects(%s, format = 'unstructured', maximum_object_size = %d)"
            .formatted(Sql.text("$." + Sql.name(field)), path, size(file));
    String kind =
        db.read(
            file.getFileName().toString(),
            "SELECT json_type(list) FROM (" + object + ")",
            rows -> rows.next() ? rows.getString(1) : null);
    if (!"ARRAY".equals(kind)) {
      throw LiftgateException.input(
          Problem.inFile(
              file.toString(), field, "must be an array", "Maybe another tool wrote this file."));
    }
    String columns =
        schema.columns().stream().map(JsonRows::column).collect(Collectors.joining(", "));
    return "SELECT %s FROM (SELECT UNNEST(CAST(list AS JSON[])) AS e FROM (%s))"
        .formatted(columns, object);
  }

  /** The engine sets aside several buffers of the largest object: no larger than the file needs. */
  private static long size(Path file) {
    try {
      return Math.max(1L << 20, Files.size(file) + 1024);
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.inFile(file.toString(), "file", "cannot be read: " + e.getMessage(), ""));
    }
  }

  private static String column(Schema.Column column) {
    return "CAST(json_extract_string(e, %s) AS %s) AS %s"
        .formatted(
            Sql.text("$." + Sql.name(column.name())),
            Types.sql(column.type()),
            Sql.name(column.name()));
  }
}
