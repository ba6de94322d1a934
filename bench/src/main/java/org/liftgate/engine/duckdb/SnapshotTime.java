package org.liftgate.engine.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Schema.Type;

/**
 * A file of transactions into Parquet: by the engine, with every cell checked and typed, against
 * one COPY statement of DuckDB alone. In turns, each in a session of its own, in one process; the
 * content hash is timed apart. Prints the median of five after one to warm up.
 */
public final class SnapshotTime {
  private static final int RUNS = 5;
  private static final int THREADS = 2;
  private static final Set<String> AMOUNTS =
      Set.of("sales_value", "retail_disc", "coupon_disc", "coupon_match_disc");

  private SnapshotTime() {}

  /**
   * @param args transaction_data.csv; the SQL of the source that makes its raw table; a folder
   */
  public static void main(String[] args) throws IOException, SQLException {
    Path csv = Path.of(args[0]);
    String select = Files.readString(Path.of(args[1]));
    Path out = Files.createTempDirectory(Path.of(args[2]), "snapshot");
    var alone = new double[RUNS + 1];
    var ours = new double[RUNS + 1];
    var hash = new double[RUNS + 1];
    for (int i = 0; i <= RUNS; i++) {
      alone[i] = alone(csv, out.resolve("alone.parquet"));
      Path written = out.resolve("ours.parquet");
      double both = ours(csv, select, written, out);
      hash[i] = hash(written);
      ours[i] = both - hash[i];
      Files.delete(written);
      Files.delete(out.resolve("alone.parquet"));
    }
    System.out.printf(
        "first: DuckDB alone %.2f s, snapshot %.2f s, content hash apart %.2f s%n",
        alone[0], ours[0], hash[0]);
    System.out.printf(
        "median of %d: DuckDB alone %.2f s, snapshot %.2f s (%.2f times), content hash apart %.2f s%n",
        RUNS, median(alone), median(ours), median(ours) / median(alone), median(hash));
  }

  private static double median(double[] seconds) {
    double[] later = Arrays.copyOfRange(seconds, 1, seconds.length);
    Arrays.sort(later);
    return later[later.length / 2];
  }

  private static double alone(Path csv, Path target) throws SQLException {
    long began = System.nanoTime();
    try (var db = DriverManager.getConnection("jdbc:duckdb:", settings());
        var statement = db.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv(%s)) TO %s (FORMAT parquet)"
              .formatted(DuckDbSession.path(csv), DuckDbSession.path(target)));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static double ours(Path csv, String select, Path target, Path spill) throws IOException {
    long began = System.nanoTime();
    var settings = new Engine.Settings(spill, 400L << 20, THREADS);
    try (Engine.Session session = new DuckDbEngine().open(settings)) {
      session.define("transaction_data", delimited(csv));
      session.define("transactions_raw", select, Map.of());
      session.write("transactions_raw", List.of(), target);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static double hash(Path parquet) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:duckdb:", settings());
    try (var db = new Connected(connection, 400L << 20)) {
      String file = DuckDbSession.path(parquet);
      var columns = db.describe("file", "SELECT * FROM read_parquet(" + file + ")");
      long began = System.nanoTime();
      ContentHash.chunks(db, file, columns);
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private static Properties settings() {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("memory_limit", "400MB");
    properties.setProperty("threads", Integer.toString(THREADS));
    return properties;
  }

  private static Engine.Delimited delimited(Path csv) throws IOException {
    List<String> headers;
    try (BufferedReader reader = Files.newBufferedReader(csv)) {
      headers = List.of(reader.readLine().split(","));
    }
    var fields =
        headers.stream()
            .map(
                h -> {
                  String name = h.toLowerCase(Locale.ROOT);
                  Type type = AMOUNTS.contains(name) ? Type.DECIMAL : Type.INTEGER;
                  return new Engine.Delimited.Field(h, name, type, true);
                })
            .toList();
    return new Engine.Delimited(csv, ',', '"', "utf-8", headers, fields, "", 2_000_000);
  }
}
