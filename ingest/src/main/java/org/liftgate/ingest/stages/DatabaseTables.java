package org.liftgate.ingest.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.ingest.database.Catalogue;
import org.liftgate.ingest.database.Dialect;
import org.liftgate.ingest.database.SharedSnapshot;
import org.liftgate.ingest.database.TableRead;
import org.liftgate.ingest.database.TableRead.Part;
import org.liftgate.ingest.raw.HeaderLine;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext.RawDatabase;

/**
 * Tables of a database as typed tables of an engine. All are read in one snapshot of the database,
 * in parts by ranges of a numeric column, several at once, and landed as Parquet. Rows stand in the
 * order of their {@code line_number}, as in the file they were loaded from; a table without it is
 * put in the order of its columns. The rows read must be as many as the snapshot counts.
 */
final class DatabaseTables implements RawInput {
  /** More at once would only press on the server. */
  private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  private final RawDatabase database;
  private final Path scratch;
  private final long partRows;
  private final Layout layout;
  private final List<TableRead> reads = new ArrayList<>();
  private Dialect dialect = Dialect.MYSQL;

  /**
   * Finds the layout.
   *
   * @throws LiftgateException with every table and column that is missing, by the nearest layout
   */
  DatabaseTables(
      RawDatabase database,
      List<Source> sources,
      SnapshotStage.Parameters parameters,
      Path scratch) {
    this.database = database;
    this.scratch = scratch;
    this.partRows = parameters.partRows();
    try (Connection connection = database.open()) {
      dialect = Dialect.of(connection);
      var catalogue = new Catalogue(connection);
      this.layout = layout(catalogue.headers(), sources);
      for (Layout.Found found : layout.found()) {
        reads.add(new TableRead(found, catalogue.shape(found.name()), dialect));
      }
    } catch (SQLException e) {
      throw database.fault(e, "looking for tables");
    }
  }

  private Layout layout(Map<String, HeaderLine> headers, List<Source> sources) {
    var layouts = sources.stream().map(s -> Layout.of(s, headers, Layout.Holder.DATABASE)).toList();
    return layouts.stream().filter(Layout::complete).findFirst().orElseThrow(() -> unfit(layouts));
  }

  private LiftgateException unfit(List<Layout> layouts) {
    Optional<Layout> nearest = layouts.stream().max(Comparator.comparingInt(Layout::fit));
    return nearest
        .map(
            l ->
                LiftgateException.input(
                    "%s fits no layout; the nearest is %s, with %d problem%s"
                        .formatted(
                            database.name(),
                            l.source().layout(),
                            l.problems().size(),
                            l.problems().size() == 1 ? "" : "s"),
                    l.problems()))
        .orElseGet(
            () ->
                LiftgateException.input(
                    Problem.of("sources", null, "must name at least one layout", "")));
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void define(Engine.Session engine, Told told) {
    SharedSnapshot snapshot = null;
    try {
      snapshot = SharedSnapshot.begin(database.open(), database::open, dialect, reads, READERS);
      read(snapshot, engine, told);
      snapshot.close();
      snapshot = null;
    } catch (SQLException e) {
      throw database.fault(e, "reading " + database.name());
    } finally {
      if (snapshot != null) {
        snapshot.abort();
      }
    }
    layout.missing().forEach(f -> FolderTables.absent(f, engine, told));
  }

  private void read(SharedSnapshot snapshot, Engine.Session engine, Told told) throws SQLException {
    int n = snapshot.connections().size();
    told.note(
        "Read from %s in one snapshot, by %d reader%s%s."
            .formatted(
                database.name(),
                n,
                n == 1 ? "" : "s at once",
                snapshot.alone().map(why -> ", because " + why).orElse("")));
    for (String table : snapshot.unprotected(dialect, reads)) {
      told.note(table + ": its engine has no snapshots; only its count was held to.");
    }
    Map<TableRead, Long> counts = counts(snapshot.connections().getFirst());
    var parts = new ArrayList<Part>();
    for (TableRead read : reads) {
      parts.addAll(read.parts(snapshot.connections().getFirst(), counts.get(read), partRows));
    }
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    var readers = new PartReaders(database, snapshot, engine, scratch, told, total);
    Map<Part, List<Path>> landed = readers.read(parts);
    for (TableRead read : reads) {
      hold(read, counts.get(read), readers.rows(read), told);
      define(read, parts.stream().filter(p -> p.read() == read).map(landed::get).toList(), engine);
    }
  }

  private Map<TableRead, Long> counts(Connection connection) throws SQLException {
    var counts = new LinkedHashMap<TableRead, Long>();
    var problems = new ArrayList<Problem>();
    for (TableRead read : reads) {
      long rows = read.count(connection);
      counts.put(read, rows);
      if (rows == 0 && !read.optional()) {
        problems.add(
            Problem.of(
                read.name(), null, "holds no rows", "Maybe its load broke off; load it again."));
      }
    }
    SnapshotStage.stop(problems);
    return counts;
  }

  private void hold(TableRead read, long counted, long rows, Told told) {
    if (counted != rows) {
      throw LiftgateException.failed(
          "%s: %,d rows were read where the database counts %,d\nMaybe somebody writes to it; run again when that has ended."
              .formatted(read.name(), rows, counted),
          null);
    }
    told.metric("rows_in." + read.table(), rows);
    told.note("%s: %,d rows, as the database counts.".formatted(read.name(), rows));
    layout.found().stream()
        .filter(f -> f.file().table().equals(read.table()))
        .forEach(f -> FolderTables.columns(f, read.unused(), read.name(), told));
    if (!read.ordered()) {
      told.note(
          "%s: rows were put in the order of %s."
              .formatted(read.name(), String.join(", ", read.order())));
    }
  }

  private void define(TableRead read, List<List<Path>> landed, Engine.Session engine) {
    List<Path> files = landed.stream().flatMap(List::stream).toList();
    if (!read.ordered()) {
      String loose = "loose_" + read.table();
      engine.define(loose, files, read.landed());
      Path sorted = scratch.resolve(read.table() + "-sorted.parquet");
      engine.write(loose, read.order(), sorted);
      engine.drop(loose);
      files = List.of(sorted);
    }
    engine.define(read.table(), files, read.columns());
  }

  @Override
  public Optional<Path> truth() {
    return database
        .truth(layout.source().layout())
        .map(
            text -> {
              try {
                return Files.writeString(scratch.resolve("truth.json"), text);
              } catch (IOException e) {
                throw LiftgateException.failed("cannot write a file: " + e.getMessage(), e);
              }
            });
  }
}
