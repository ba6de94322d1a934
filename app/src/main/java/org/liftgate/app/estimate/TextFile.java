package org.liftgate.app.estimate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.liftgate.ingest.raw.HeaderLine;
import org.liftgate.ingest.raw.RawFile;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Engine.Delimited;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** Delimited text with a header, plain or gzip, UTF-8 or Latin-1. */
record TextFile(Path path, HeaderLine header, boolean utf8, Engine.Session session)
    implements DataFile {
  private static final String ROWS = "data";
  private static final long LONGEST_LINE = 2_000_000;

  static TextFile open(Path path, Engine.Session session) throws IOException {
    HeaderLine header = HeaderLine.of(path);
    RawFile scan = RawFile.scan(path, LONGEST_LINE, _ -> {});
    if (!scan.problems().isEmpty()) {
      throw LiftgateException.input(
          scan.problems().size() == 1
              ? scan.problems().getFirst().sentence()
              : DataFile.name(path) + " is not text that can be read",
          scan.problems());
    }
    if (header.headers().isEmpty()) {
      throw file(path, "is empty; it must have a header and rows", "Maybe copy it again.");
    }
    return new TextFile(path, header, scan.utf8(), session);
  }

  private static LiftgateException file(Path path, String message, String hint) {
    return LiftgateException.input(Problem.inFile(DataFile.name(path), "file", message, hint));
  }

  @Override
  public List<String> columns() {
    return header.headers();
  }

  @Override
  public Table read(List<String> columns, Set<String> asText) {
    repeated(columns);
    int[] positions = DataFile.positions(header.headers(), columns);
    session.define(ROWS, delimited(positions));
    long rows = session.count(ROWS);
    if (rows == 0) {
      throw file(path, "has a header and no rows", "Maybe its export broke off.");
    }
    var cells = new CellTypes(DataFile.name(path), ROWS, header.headers(), session);
    List<Schema.Type> types = cells.of(positions, asText);
    Table read = session.query(cells.select(positions, types), Map.of());
    session.drop(ROWS);
    var builder = Table.named(ROWS);
    for (int i = 0; i < positions.length; i++) {
      builder.column(columns.get(i), PlainTypes.plain(read.column("c" + positions[i])));
    }
    return builder.build();
  }

  /** Fields by position, so that headers may be anything. */
  private Delimited delimited(int[] positions) {
    var fields =
        IntStream.of(positions)
            .mapToObj(i -> new Delimited.Field("" + i, "c" + i, Schema.Type.TEXT, true))
            .toList();
    var headers = IntStream.range(0, header.headers().size()).mapToObj(i -> "" + i).toList();
    String encoding = utf8 ? "utf-8" : "latin-1";
    return new Delimited(
        path, header.delimiter(), HeaderLine.QUOTE, encoding, headers, fields, "", LONGEST_LINE);
  }

  private void repeated(List<String> columns) {
    var problems =
        DataFile.repeated(header.headers()).stream()
            .filter(columns::contains)
            .map(
                h ->
                    Problem.of(h, null, "is a header twice", "Maybe rename one of them.")
                        .at(DataFile.name(path), 1, header.headers().lastIndexOf(h) + 1L))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(problems.getFirst().sentence(), problems);
    }
  }

  @Override
  public List<String> notes() {
    return utf8 ? List.of() : List.of("The file is not valid UTF-8 and was read as Latin-1.");
  }
}
