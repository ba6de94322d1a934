package org.liftgate.app.source;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.ingest.stages.FolderTables;
import org.liftgate.ingest.stages.Told;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;

/**
 * Files of a layout into the raw tables of a database. All cells of all files are checked before
 * the database is touched; then the rows of every table are replaced in one transaction, so that
 * readers see the old load or the new one and a load that breaks off has changed nothing: start it
 * again.
 */
public final class Load {
  private final String pipeline;
  private final FolderTables files;
  private final RawSource target;
  private final Path scratch;

  /**
   * @param files of the folder to load
   * @param scratch an empty folder
   */
  public Load(String pipeline, FolderTables files, RawSource target, Path scratch) {
    this.pipeline = pipeline;
    this.files = files;
    this.target = target;
    this.scratch = scratch;
  }

  /**
   * What a load did.
   *
   * @param changed false where the same files had been loaded before
   */
  public record Outcome(String layout, boolean simulated, boolean changed, List<Filled> tables) {
    /** Rows of all tables. */
    public long rows() {
      return tables.stream().mapToLong(Filled::rows).sum();
    }
  }

  /** A table and the file it was filled from; no file for an optional one that is not there. */
  public record Filled(String table, @Nullable String file, @Nullable String sha256, long rows) {}

  /**
   * @param truth the text of {@code truth.json}, where the files are simulated
   * @param again fill even where the same files have been loaded
   * @throws LiftgateException with every bad cell; when the database cannot be reached; when tables
   *     of these names belong to somebody else
   */
  public Outcome run(Engine.Session engine, Optional<String> truth, boolean again, Told told) {
    var shape = new RawShape(files.layout().source(), target.dialect());
    files.define(engine, told);
    Map<String, Filled> filled = store(engine, told);
    String key = key(shape, truth, filled);
    var migration = new RawMigration(pipeline, shape);
    try (Connection connection = target.openForLoad()) {
      connection.setAutoCommit(true);
      migration.apply(target);
      var record = new LoadRecord(connection, pipeline, shape);
      record.ensure();
      connection.setAutoCommit(false);
      boolean same = record.lock().equals(key) && record.counted(filled.values());
      boolean changed = again || !same;
      if (changed) {
        fill(connection, shape, engine, filled, told);
        record.write(key, truth, filled.values());
      }
      connection.commit();
      return new Outcome(
          shape.source().layout(), truth.isPresent(), changed, List.copyOf(filled.values()));
    } catch (SQLException e) {
      throw target.fault(e, "loading into");
    }
  }

  /** Reads and checks everything once; from then on the engine has the tables stored. */
  private Map<String, Filled> store(Engine.Session engine, Told told) {
    var filled = new LinkedHashMap<String, Filled>();
    int done = 0;
    for (Layout.Found found : files.layout().found()) {
      String table = found.file().table();
      told.progress("reading " + found.name(), done++, files.layout().found().size());
      Engine.Written written = engine.write(table, List.of(), scratch.resolve(table + ".parquet"));
      engine.drop(table);
      engine.view(table, written.file());
      filled.put(
          table, new Filled(table, found.name(), files.file(table).sha256(), written.rows()));
    }
    files
        .layout()
        .missing()
        .forEach(f -> filled.put(f.table(), new Filled(f.table(), null, null, 0)));
    return filled;
  }

  private static String key(RawShape shape, Optional<String> truth, Map<String, Filled> filled) {
    var digest = Digest.sha256().add(shape.source().layout());
    for (Source.File file : shape.source().files()) {
      digest.add(file.table()).add(shape.digest(file));
      digest.add(String.valueOf(filled.get(file.table()).sha256()));
    }
    return digest.add(truth.orElse("")).hex();
  }

  private void fill(
      Connection connection,
      RawShape shape,
      Engine.Session engine,
      Map<String, Filled> filled,
      Told told)
      throws SQLException {
    long total = filled.values().stream().mapToLong(Filled::rows).sum();
    long before = 0;
    for (Source.File file : shape.source().files()) {
      try (PreparedStatement empty =
          connection.prepareStatement("DELETE FROM " + shape.quoted(file.table()))) {
        empty.executeUpdate();
      }
      if (filled.get(file.table()).file() != null) {
        try (var batch = new InsertBatch(connection, shape.insert(file))) {
          long offset = before;
          engine.scan(
              file.table(),
              row -> {
                if (batch.add(row)) {
                  told.progress("filling " + file.table(), offset + batch.rows(), total);
                }
              });
          batch.flush();
          before += batch.rows();
        } catch (InsertBatch.Broken e) {
          throw e.cause();
        }
      }
    }
  }
}
