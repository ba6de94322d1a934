package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  /** Chunks that wait for their digest at most, so that memory stays bounded. */
  private static final int WAITING = 8;

  private ContentHash() {}

  /** Digest of the header and the chunk digests. */
  static String of(Schema schema, long rows, List<String> chunks) {
    var digest = Digest.sha256().add(Integer.toString(schema.columns().size()));
    schema.columns().forEach(c -> digest.add(c.name()).add(c.type().name()));
    digest.add(Long.toString(rows));
    chunks.forEach(digest::add);
    return digest.hex();
  }

  /** Reads the chunk digests of a Parquet file (its path as a literal) in one pass. */
  static List<String> chunks(Connected db, String file, List<Types.Described> columns) {
    var cells = columns.stream().map(CanonicalCell::of).toList();
    String list = cells.stream().map(CanonicalCell::sql).collect(Collectors.joining(", "));
    return db.read(
        file, "SELECT " + list + " FROM read_parquet(" + file + ")", rows -> chunks(rows, cells));
  }

  private static List<String> chunks(ResultSet rows, List<CanonicalCell> cells)
      throws SQLException {
    var waiting = new ArrayDeque<CompletableFuture<String>>();
    var digests = new ArrayList<String>();
    var text = new Utf8Buffer();
    CanonicalCell[] row = cells.toArray(CanonicalCell[]::new);
    int inChunk = 0;
    while (rows.next()) {
      append(rows, row, text);
      if (++inChunk == CHUNK) {
        inChunk = 0;
        byte[] chunk = text.take();
        waiting.add(CompletableFuture.supplyAsync(() -> Digest.of(chunk)));
        if (waiting.size() > WAITING) {
          digests.add(waiting.remove().join());
        }
      }
    }
    waiting.forEach(w -> digests.add(w.join()));
    if (inChunk > 0) {
      digests.add(Digest.of(text.take()));
    }
    return digests;
  }

  private static void append(ResultSet rows, CanonicalCell[] row, Utf8Buffer text)
      throws SQLException {
    for (int i = 0; i < row.length; i++) {
      if (i > 0) {
        text.add(',');
      }
      row[i].append(rows, i + 1, text);
    }
    text.add('\n');
  }
}
