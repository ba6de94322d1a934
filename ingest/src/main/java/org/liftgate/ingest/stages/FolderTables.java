package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.ingest.raw.HeaderLine;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.ingest.raw.RawFile;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/**
 * The delimited files of a folder as typed tables of an engine: every file is hashed and checked,
 * columns are matched by header.
 */
public final class FolderTables implements RawInput {
  private final SnapshotStage.Parameters parameters;
  private final DataFolder folder;
  private final Layout layout;
  private final Map<String, RawFile> scanned = new TreeMap<>();

  /**
   * Finds the layout.
   *
   * @throws LiftgateException with the problems of the nearest layout when none fits
   */
  public FolderTables(SnapshotStage.Parameters parameters, Path data, List<Source> sources) {
    this.parameters = parameters;
    this.folder = new DataFolder(data);
    this.layout = folder.layout(sources);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public List<String> leftAlone() {
    return folder.besides(layout);
  }

  /** What was found out about the file of a table; after {@link #define}. */
  public RawFile file(String table) {
    return Optional.ofNullable(scanned.get(table)).orElseThrow();
  }

  /**
   * Defines the tables; cells are looked at when a table is read.
   *
   * @throws LiftgateException with all problems of all files
   */
  @Override
  public void define(Engine.Session engine, Told told) {
    scan(told);
    var problems = new ArrayList<Problem>();
    int done = 0;
    for (Layout.Found found : layout.found()) {
      told.progress(found.name(), done++, layout.found().size());
      try {
        define(found, engine, told, problems);
      } catch (LiftgateException e) {
        if (e.code() != LiftgateException.Code.INPUT) {
          throw e;
        }
        problems.addAll(e.problems());
      }
    }
    SnapshotStage.stop(problems);
    layout.missing().forEach(f -> absent(f, engine, told));
  }

  private void scan(Told told) {
    var problems = new ArrayList<Problem>();
    for (Layout.Found found : layout.found()) {
      RawFile file = folder.scan(found.name(), parameters.maxLineBytes(), told);
      scanned.put(found.file().table(), file);
      problems.addAll(file.problems());
    }
    SnapshotStage.stop(problems);
  }

  private void define(
      Layout.Found found, Engine.Session engine, Told told, List<Problem> problems) {
    String table = found.file().table();
    RawFile file = file(table);
    engine.define(table, delimited(found, file));
    long rows = file.records().orElseGet(() -> engine.count(table));
    tell(found, file, rows, told, problems);
  }

  private Engine.Delimited delimited(Layout.Found found, RawFile file) {
    var fields =
        found.file().fields().stream()
            .map(
                f ->
                    new Engine.Delimited.Field(
                        found.columns().getOrDefault(f.name(), f.name()),
                        f.name(),
                        f.type(),
                        f.required()))
            .toList();
    return new Engine.Delimited(
        file.path(),
        found.header().delimiter(),
        HeaderLine.QUOTE,
        file.utf8() ? "utf-8" : "latin-1",
        found.header().headers(),
        fields,
        parameters.dateFormat(),
        parameters.maxLineBytes());
  }

  private static void tell(
      Layout.Found found, RawFile file, long rows, Told told, List<Problem> problems) {
    String name = found.name();
    if (rows == 0) {
      problems.add(
          Problem.inFile(name, "file", "has a header and no rows", "Maybe its export broke off."));
    }
    told.metric("rows_in." + found.file().table(), rows);
    told.metric("bytes_in." + found.file().table(), file.bytes());
    told.note(
        "%s: %,d rows, %,d bytes, SHA-256 %s.".formatted(name, rows, file.bytes(), file.sha256()));
    if (!file.utf8()) {
      told.note(name + ": is not valid UTF-8 and was read as Latin-1.");
    }
    columns(found, found.extra(), name, told);
  }

  /** What of the columns is not as the layout has it. */
  static void columns(Layout.Found found, List<String> unused, String name, Told told) {
    if (!unused.isEmpty()) {
      told.note(name + ": columns not used: " + String.join(", ", unused) + ".");
    }
    found.file().fields().stream()
        .filter(f -> !found.columns().containsKey(f.name()))
        .forEach(f -> told.note(name + ": has no column " + f.name() + "; it is missing."));
  }

  /** What may be missing is an empty table. */
  static void absent(Source.File file, Engine.Session engine, Told told) {
    var columns = new ArrayList<Schema.Column>();
    columns.add(new Schema.Column("line_number", Schema.Type.INTEGER));
    file.fields().forEach(f -> columns.add(new Schema.Column(f.name(), f.type())));
    engine.define(Table.named(file.table()).rows(new Schema(columns), List.of()).build());
    told.metric("rows_in." + file.table(), 0);
    told.note("There is no file for " + file.table() + "; it is an empty table.");
  }

  @Override
  public Optional<Path> truth() {
    return folder.file("truth.json");
  }
}
