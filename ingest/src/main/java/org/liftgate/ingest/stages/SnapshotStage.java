package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/**
 * Raw delimited files, or tables of a database, as typed tables. The layout among the pipeline's
 * sources is found from names and headers; every file is hashed and checked and read by the engine,
 * every table is read in one snapshot of the database; the SQL of the source turns them into the
 * pipeline's raw tables. The same rows give the same tables wherever they lie. Writes a table
 * {@code truth} too, empty unless the data are simulated.
 */
public final class SnapshotStage implements StageKind<SnapshotStage.Parameters> {
  private static final String TRUTH = "truth";

  @Doc(
      "Reads the raw files of the run's data folder, or the tables of its database, by header name.")
  public record Parameters(
      @Doc("Bytes a line of a raw file may have") @Default("2000000") long maxLineBytes,
      @Doc("How dates are written in strptime's letters, such as %d/%m/%Y; empty for 2017-02-28")
          @Default("\"\"")
          String dateFormat,
      @Doc("Rows of a database's table that one reader takes at a time") @Default("250000")
          long partRows) {
    /** With parts of the usual size. */
    public Parameters(long maxLineBytes, String dateFormat) {
      this(maxLineBytes, dateFormat, 250_000);
    }
  }

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
   *     type: all problems of all files together; and then all cells out of their bounds
   */
  @Override
  public void run(Parameters parameters, StageContext context) {
    RawInput input = input(parameters, context);
    Layout layout = input.layout();
    context.note(layoutNote(context, layout));
    otherNames(layout).forEach(context::note);
    input.leftAlone().forEach(context::note);
    input.define(context.engine(), Told.of(context));
    CellBounds.check(layout, context.engine());
    SqlFolder sql = SqlFolder.of(context, layout.source().into()).seeing(visible(layout));
    for (String table : sql.define()) {
      long rows = sql.write(table, Optional.empty()).table().orElseThrow().rows();
      context.metric("rows." + table, rows);
    }
    tables(layout).forEach(context.engine()::drop);
    truth(input, context);
  }

  private static RawInput input(Parameters parameters, StageContext context) {
    var sources = context.pipeline().sources();
    return context
        .database()
        .<RawInput>map(d -> new DatabaseTables(d, sources, parameters, context.scratch()))
        .orElseGet(() -> new FolderTables(parameters, context.data().orElseThrow(), sources));
  }

  private static String layoutNote(StageContext context, Layout layout) {
    return "The %s are of the layout %s."
        .formatted(context.database().isPresent() ? "tables" : "files", layout.source().layout());
  }

  /** Headers that are read under another name than their own, as the layout says. */
  private static List<String> otherNames(Layout layout) {
    return layout.found().stream()
        .map(
            f ->
                f.columns().entrySet().stream()
                    .filter(c -> !Layout.alike(c.getKey(), c.getValue()))
                    .map(c -> "%s as %s".formatted(c.getValue(), c.getKey()))
                    .collect(Collectors.joining(", ", f.name() + ": headers read as names: ", ".")))
        .filter(note -> !note.endsWith(": ."))
        .toList();
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

  private static void truth(RawInput input, StageContext context) {
    Optional<Path> file = input.truth();
    if (file.isPresent()) {
      context.engine().define(TRUTH, file.get(), "estimands", Schemas.TRUTH);
      context.note("There is a truth.json: the data are simulated.");
    } else {
      context.engine().define(Table.named(TRUTH).rows(Schemas.TRUTH, List.of()).build());
    }
    context.write(TRUTH, List.of(), Optional.of(Schemas.TRUTH));
  }

  static void stop(List<Problem> problems) {
    if (!problems.isEmpty()) {
      int n = problems.size();
      throw LiftgateException.input(
          n == 1 ? problems.getFirst().sentence() : n + " problems in the raw data", problems);
    }
  }
}
