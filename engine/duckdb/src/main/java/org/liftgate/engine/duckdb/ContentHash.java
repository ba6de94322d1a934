package org.liftgate.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Schema;

/**
 * SHA-256 of a table's rows in stored order, whatever engine or file holds them.
 *
 * <p>A row is its values joined by commas and ended by a line feed. A missing value is nothing at
 * all; TEXT stands between double quotes, those inside doubled; BOOLEAN is {@code true} or {@code
 * false}; INTEGER is decimal; DECIMAL is plain with two digits after the point, more only up to the
 * last that is not zero; DATE is {@code 2017-02-28}; TIMESTAMP is {@code
 * 2017-02-28T23:59:59.000000}; DOUBLE has 17 significant digits, {@code 3.3333333333333331e-01},
 * with -0 as 0. Rows are taken 4,096 at a time; the lower-case hexadecimal SHA-256 of each such
 * chunk (UTF-8) follows the schema in a {@link Digest}: number of columns, name and type of each,
 * number of rows, then chunk by chunk.
 */
final class ContentHash {
  static final int CHUNK = 4096;

  /** Values per query, so that memory stays bounded however wide or long the table is. */
  private static final long BATCH_VALUES = 3_000_000;

  private ContentHash() {}

  /** Digest of the header and the chunk digests. */
  static String of(Schema schema, long rows, List<String> chunks) {
    var digest = Digest.sha256().add(Long.toString(schema.columns().size()));
    schema.columns().forEach(c -> digest.add(c.name()).add(c.type().name()));
    digest.add(Long.toString(rows));
    chunks.forEach(digest::add);
    return digest.hex();
  }

  /** Reads the chunk digests of a Parquet file (its path as a literal), some chunks a query. */
  static List<String> chunks(Connected db, String file, List<Types.Described> columns, long rows) {
    long batch = Math.max(1, BATCH_VALUES / Math.max(1, columns.size()) / CHUNK) * CHUNK;
    String row =
        columns.stream()
            .map(ContentHash::encoded)
            .collect(Collectors.joining(", ',', ", "concat(", ", chr(10))"));
    var chunks = new ArrayList<String>();
    for (long from = 0; from < rows; from += batch) {
      chunks.addAll(
          db.texts(
              """
              SELECT sha256(string_agg(line, '' ORDER BY n)) FROM (
                SELECT file_row_number AS n, %s AS line
                FROM read_parquet(%s, file_row_number = true)
                WHERE file_row_number BETWEEN %d AND %d)
              GROUP BY n // %d ORDER BY n // %d"""
                  .formatted(row, file, from, from + batch - 1, CHUNK, CHUNK)));
    }
    return chunks;
  }

  /** SQL of one value; NULL stays NULL, which concat passes over. */
  private static String encoded(Types.Described column) {
    String c = Sql.name(column.name());
    return switch (column.kernel().orElseThrow()) {
      case BOOLEAN, INTEGER, DATE -> "CAST(" + c + " AS VARCHAR)";
      case DECIMAL -> decimal(c, column.scale());
      case TEXT -> "'\"' || replace(" + c + ", '\"', '\"\"') || '\"'";
      case TIMESTAMP -> "strftime(" + c + ", '%Y-%m-%dT%H:%M:%S.%f')";
      case DOUBLE ->
          "CASE WHEN %1$s = 0 THEN '0.0000000000000000e+00' WHEN isfinite(%1$s) THEN printf('%%.16e', CAST(%1$s AS DOUBLE)) ELSE CAST(%1$s AS VARCHAR) END"
              .formatted(c);
    };
  }

  /** At least two digits after the point: nothing to do for money, the usual case. */
  private static String decimal(String c, int scale) {
    String text = "CAST(" + c + " AS VARCHAR)";
    return switch (scale) {
      case 0 -> text + " || '.00'";
      case 1 -> text + " || '0'";
      case 2 -> text;
      default ->
          "CASE WHEN %1$s = round(%1$s, 2) THEN CAST(CAST(%1$s AS DECIMAL(38,2)) AS VARCHAR) ELSE rtrim(%2$s, '0') END"
              .formatted(c, text);
    };
  }
}
