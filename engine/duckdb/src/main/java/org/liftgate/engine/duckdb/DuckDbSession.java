package org.liftgate.engine.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** One in-memory DuckDB database: views by name, and what is done with them. */
final class DuckDbSession implements Engine.Session {
  private final Connected db;

  /** VIEW or TABLE, for dropping what a name held before. */
  private final Map<String, String> kinds = new HashMap<>();

  /** Delimited files that are still read the fast way, by name. */
  private final Map<String, DelimitedReader> files = new LinkedHashMap<>();

  private final AtomicInteger landings = new AtomicInteger();

  private DuckDbSession(Connected db) {
    this.db = db;
  }

  static DuckDbSession open(Engine.Settings settings) {
    try {
      Files.createDirectories(settings.spill());
      var properties = new Properties();
      properties.setProperty("jdbc_stream_results", "true");
      properties.setProperty("memory_limit", settings.memoryBytes() + "B");
      properties.setProperty("threads", Integer.toString(settings.threads()));
      properties.setProperty("temp_directory", settings.spill().toAbsolutePath().toString());
      properties.setProperty("preserve_insertion_order", "true");
      properties.setProperty("autoinstall_known_extensions", "false");
      properties.setProperty("autoload_known_extensions", "false");
      var connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      var session = new DuckDbSession(new Connected(connection, settings.memoryBytes()));
      session.db.run("settings", "SET TimeZone = 'UTC'");
      Functions.DEFINITIONS.forEach(f -> session.db.run("functions", "CREATE MACRO " + f));
      return session;
    } catch (SQLException e) {
      throw Faults.translate(e, "opening the engine", settings.memoryBytes());
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The engine cannot use its spill folder " + settings.spill() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void view(String name, Path parquet) {
    replace(name, "VIEW", "SELECT * FROM read_parquet(" + path(parquet) + ")");
  }

  @Override
  public void foreign(String name, Path parquet) {
    String file = parquet.getFileName().toString();
    String source = "read_parquet(" + path(parquet) + ")";
    var items =
        db.describe(file, "SELECT * FROM " + source).stream()
            .flatMap(c -> c.nearest().stream())
            .toList();
    if (items.isEmpty()) {
      throw LiftgateException.input(
          Problem.inFile(file, "file", "has no column of numbers, text or dates", ""));
    }
    replace(name, "VIEW", "SELECT " + String.join(", ", items) + " FROM " + source);
  }

  @Override
  public void viewNumbered(String name, Path parquet) {
    String rows = "SELECT file_row_number + 2 AS line_number, * EXCLUDE (file_row_number) FROM ";
    replace(name, "VIEW", rows + "read_parquet(" + path(parquet) + ", file_row_number = true)");
  }

  @Override
  public void define(String name, String select, Map<String, ?> parameters) {
    String rendered = Parameters.render(Lint.bare(select), parameters);
    if (References.of(db, rendered).contains(name)) {
      throw LiftgateException.input(
          Problem.of(
              name, null, "is made from itself", "Maybe the table it reads has another name."));
    }
    replace(name, "VIEW", rendered);
    schema(name);
  }

  @Override
  public void define(Table table) {
    forget(table.name());
    TableLoader.load(db, table);
    kinds.put(table.name(), "TABLE");
  }

  @Override
  public void define(String name, Engine.Delimited file) {
    var reader = new DelimitedReader(db, file);
    replace(name, "VIEW", reader.fast());
    numberLines(name);
    files.put(name, reader);
  }

  private void numberLines(String name) {
    replace(
        Engine.lines(name),
        "VIEW",
        "SELECT row_number() OVER () + 1 AS line_number, * FROM " + Sql.name(name));
  }

  @Override
  public void define(String name, List<Path> parquet, Schema columns) {
    String list = String.join(", ", columns.names().stream().map(Sql::name).toList());
    String files = String.join(", ", parquet.stream().map(DuckDbSession::path).toList());
    replace(name, "VIEW", "SELECT " + list + " FROM read_parquet([" + files + "])");
    numberLines(name);
  }

  @Override
  public synchronized Engine.Landing land(String name, Schema schema, Path folder) {
    return new ParquetLanding(
        db.another(), name, "landing_" + landings.incrementAndGet(), schema, folder);
  }

  @Override
  public void define(String name, Path json, String field, Schema schema) {
    replace(name, "TABLE", JsonRows.select(db, path(json), json, field, schema));
  }

  @Override
  public void drop(String name) {
    forget(name);
    forget(Engine.lines(name));
  }

  @Override
  public Engine.Written write(String name, List<String> key, Path target) {
    return exactly(() -> new TableWriter(db).write(name, key, target));
  }

  @Override
  public Table read(String name, String... columns) {
    Schema schema = schema(name);
    var wanted = columns.length == 0 ? schema.names() : List.of(columns);
    var problems =
        wanted.stream()
            .filter(c -> schema.column(c).isEmpty())
            .map(c -> missing(name, c, schema))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(problems.getFirst().sentence(), problems);
    }
    String list = String.join(", ", wanted.stream().map(Sql::name).toList());
    return exactly(() -> ColumnReader.read(db, name, "SELECT " + list + " FROM " + Sql.name(name)));
  }

  @Override
  public void scan(String name, Consumer<@Nullable Object[]> row) {
    RowScan.read(db, name, row);
  }

  @Override
  public Table query(String select, Map<String, ?> parameters) {
    String sql = Parameters.render(Lint.bare(select), parameters);
    return exactly(() -> ColumnReader.read(db, "query", sql));
  }

  @Override
  public long count(String name) {
    return exactly(
        () ->
            db.read(
                name,
                "SELECT COUNT(*) FROM " + Sql.name(name),
                rows -> {
                  rows.next();
                  return rows.getLong(1);
                }));
  }

  /**
   * Reads delimited files the fast way first. When that stumbles, all of them are looked at closely
   * once: bad cells are thrown together; where there are none, they are read exactly from then on.
   */
  private <T> T exactly(Supplier<T> work) {
    try {
      return work.get();
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT || files.isEmpty()) {
        throw e;
      }
      var problems = new ArrayList<Problem>();
      files.values().forEach(f -> problems.addAll(f.diagnose()));
      if (!problems.isEmpty()) {
        throw LiftgateException.input(DelimitedReader.title(problems), problems);
      }
      Map.copyOf(files).forEach((name, reader) -> replace(name, "VIEW", reader.exact()));
      return work.get();
    }
  }

  @Override
  public Schema schema(String name) {
    return Types.schema(name, db.describe(name, Sql.name(name)));
  }

  @Override
  public Set<String> references(String select) {
    return References.of(db, Parameters.blank(Lint.bare(select)));
  }

  @Override
  public List<Problem> lint(String file, String select) {
    return Lint.check(db, file, select);
  }

  @Override
  public void cancel() {
    db.cancel();
  }

  @Override
  public void close() {
    db.close();
  }

  static Problem missing(String table, String column, Schema schema) {
    String hint = Problem.didYouMean(column, schema.names());
    return Problem.of(
        table + "." + column,
        null,
        "is not a column",
        hint.isEmpty() ? "Maybe one of " + schema.names() + "." : hint);
  }

  static String path(Path file) {
    return Sql.text(file.toAbsolutePath().toString());
  }

  private void replace(String name, String kind, String select) {
    forget(name);
    db.run(name, "CREATE " + kind + " " + Sql.name(name) + " AS " + select);
    kinds.put(name, kind);
  }

  private void forget(String name) {
    files.remove(name);
    String kind = kinds.remove(name);
    if (kind != null) {
      db.run(name, "DROP " + kind + " " + Sql.name(name));
    }
  }
}
