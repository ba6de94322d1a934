package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.ingest.raw.RawFile;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/**
 * Raw delimited files as typed tables. The layout among the pipeline's sources is found from file
 * names and headers; every file is hashed and checked, read by the engine, and turned into the
 * pipeline's raw tables by the SQL of the source. Writes a table {@code truth} too, empty unless
 * the folder holds {@code truth.json}.
 */
public final class SnapshotStage implements StageKind<SnapshotStage.Parameters> {
  private static final String TRUTH = "truth";

  @Doc("Reads the raw files of the run's data folder by header name.")
  public record Parameters(
      @Doc("Bytes a line of a raw file may have") @Default("2000000") long maxLineBytes,
      @Doc("How dates are written in strptime's letters, such as %d/%m/%Y; empty for 2017-02-28")
          @Default("\"\"")
          String dateFormat) {}

  @Override
  public String name() {
    return "ingest.snapshot";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Set<Reads> reads() {
    return Set.of(Reads.RAW_DATA);
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  /**
   * @throws LiftgateException when a file is missing, cannot be read, or holds cells of a wrong
   *     type: all problems of all files together
   */
  @Override
  public void run(Parameters parameters, StageContext context) {
    var folder = new DataFolder(context.data().orElseThrow());
    Layout layout = folder.layout(context.pipeline().sources());
    List<RawFile> files = scan(parameters, layout, folder, context);
    define(parameters, layout, files, context);
    SqlFolder sql = SqlFolder.of(context, layout.source().into()).seeing(visible(layout));
    for (String table : sql.define()) {
      long rows = sql.write(table, Optional.empty()).table().orElseThrow().rows();
      context.metric("rows." + table, rows);
    }
    tables(layout).forEach(context.engine()::drop);
    truth(folder, context);
  }

  private static List<String> tables(Layout layout) {
    return layout.source().files().stream().map(f -> f.table()).toList();
  }

  /** Files by their tables' names, and those that are there with their line numbers. */
  private static List<String> visible(Layout layout) {
    var names = new ArrayList<>(tables(layout));
    layout.found().forEach(f -> names.add(Engine.lines(f.file().table())));
    return names;
  }

  private static List<RawFile> scan(
      Parameters parameters, Layout layout, DataFolder folder, StageContext context) {
    context.note("The files are of the layout " + layout.source().layout() + ".");
    var files = new ArrayList<RawFile>();
    var problems = new ArrayList<Problem>();
    for (Layout.Found found : layout.found()) {
      RawFile file = folder.scan(found.name(), parameters.maxLineBytes(), context);
      files.add(file);
      problems.addAll(file.problems());
    }
    stop(problems);
    return files;
  }

  private static void define(
      Parameters parameters, Layout layout, List<RawFile> files, StageContext context) {
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < files.size(); i++) {
      Layout.Found found = layout.found().get(i);
      String table = found.file().table();
      context.progress(found.name(), i, files.size());
      try {
        context.engine().define(table, delimited(parameters, found, files.get(i)));
        long rows = files.get(i).records().orElseGet(() -> context.engine().count(table));
        tell(found, files.get(i), rows, context, problems);
      } catch (LiftgateException e) {
        if (e.code() != LiftgateException.Code.INPUT) {
          throw e;
        }
        problems.addAll(e.problems());
      }
    }
    stop(problems);
    layout.missing().forEach(f -> absent(f, context));
  }

  private static Engine.Delimited delimited(
      Parameters parameters, Layout.Found found, RawFile file) {
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
        org.liftgate.ingest.raw.HeaderLine.QUOTE,
        file.utf8() ? "utf-8" : "latin-1",
        found.header().headers(),
        fields,
        parameters.dateFormat(),
        parameters.maxLineBytes());
  }

  private static void tell(
      Layout.Found found, RawFile file, long rows, StageContext context, List<Problem> problems) {
    String name = found.name();
    if (rows == 0) {
      problems.add(
          Problem.inFile(name, "file", "has a header and no rows", "Maybe its export broke off."));
    }
    context.metric("rows_in." + found.file().table(), rows);
    context.metric("bytes_in." + found.file().table(), file.bytes());
    context.note(
        "%s: %,d rows, %,d bytes, SHA-256 %s.".formatted(name, rows, file.bytes(), file.sha256()));
    if (!found.extra().isEmpty()) {
      context.note(name + ": columns not used: " + String.join(", ", found.extra()) + ".");
    }
    if (!file.utf8()) {
      context.note(name + ": is not valid UTF-8 and was read as Latin-1.");
    }
    found.file().fields().stream()
        .filter(f -> !found.columns().containsKey(f.name()))
        .forEach(f -> context.note(name + ": has no column " + f.name() + "; it is missing."));
  }

  /** A file that may be missing is an empty table. */
  private static void absent(org.liftgate.kernel.Pipeline.Source.File file, StageContext context) {
    var columns = new ArrayList<Schema.Column>();
    columns.add(new Schema.Column("line_number", Schema.Type.INTEGER));
    file.fields().forEach(f -> columns.add(new Schema.Column(f.name(), f.type())));
    context.engine().define(Table.named(file.table()).rows(new Schema(columns), List.of()).build());
    context.metric("rows_in." + file.table(), 0);
    context.note("There is no file for " + file.table() + "; it is an empty table.");
  }

  private static void truth(DataFolder folder, StageContext context) {
    Optional<Path> file = folder.file("truth.json");
    if (file.isPresent()) {
      context.engine().define(TRUTH, file.get(), "estimands", Schemas.TRUTH);
      context.note("The folder holds truth.json: the data are simulated.");
    } else {
      context.engine().define(Table.named(TRUTH).rows(Schemas.TRUTH, List.of()).build());
    }
    context.write(TRUTH, List.of(), Optional.of(Schemas.TRUTH));
  }

  static void stop(List<Problem> problems) {
    if (!problems.isEmpty()) {
      int n = problems.size();
      throw LiftgateException.input(
          n == 1 ? problems.getFirst().sentence() : n + " problems in the raw files", problems);
    }
  }
}
