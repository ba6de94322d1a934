package org.liftgate.app.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** A Parquet file, read column by column. */
record ParquetFile(List<String> columns, Engine.Session session) implements DataFile {
  private static final String NAME = "data";

  static ParquetFile open(Path path, Engine.Session session) {
    try {
      session.foreign(NAME, path);
      return new ParquetFile(session.schema(NAME).names(), session);
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT) {
        throw e;
      }
      throw LiftgateException.input(
          Problem.inFile(
              DataFile.name(path),
              "file",
              "cannot be read as Parquet: " + e.problems().getFirst().message(),
              "Maybe it is cut off; copy it again."));
    }
  }

  @Override
  public Table read(List<String> columns, Set<String> asText) {
    Table table = PlainTypes.of(session.read(NAME, columns.toArray(String[]::new)));
    var builder = Table.named(NAME);
    for (String column : columns) {
      builder.column(
          column,
          asText.contains(column) ? PlainTypes.text(table.column(column)) : table.column(column));
    }
    return builder.build();
  }

  @Override
  public List<String> notes() {
    return new ArrayList<>();
  }
}
