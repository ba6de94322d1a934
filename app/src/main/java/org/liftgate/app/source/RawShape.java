package org.liftgate.app.source;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.liftgate.ingest.database.Dialect;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/**
 * The raw tables of a layout in a database: a column for each field, and {@code line_number}, the
 * row's line in its file, as the key. Rows lie in that order, so that parts are read without
 * sorting and a snapshot of the table equals one of the file.
 */
final class RawShape {
  static final String LINE = "line_number";

  private final Source source;
  private final Dialect dialect;

  RawShape(Source source, Dialect dialect) {
    this.source = source;
    this.dialect = dialect;
    var taken =
        source.files().stream()
            .filter(f -> f.fields().stream().anyMatch(c -> c.name().equalsIgnoreCase(LINE)))
            .map(
                f ->
                    Problem.of(
                        f.table() + "." + LINE,
                        null,
                        "is the name that load gives to a row's line",
                        "Maybe rename the field in pipeline.yaml."))
            .toList();
    if (!taken.isEmpty()) {
      throw LiftgateException.input("layout " + source.layout() + " cannot be loaded", taken);
    }
  }

  Source source() {
    return source;
  }

  List<String> tables() {
    return source.files().stream().map(f -> named(f.table())).toList();
  }

  /** Upper case in H2, so that whoever writes SQL there need not quote. */
  String named(String name) {
    return dialect == Dialect.H2 ? name.toUpperCase(Locale.ROOT) : name;
  }

  String quoted(String name) {
    return dialect.quoted(named(name));
  }

  String create(Source.File file) {
    String columns =
        file.fields().stream()
            .map(f -> quoted(f.name()) + " " + type(f.type()))
            .collect(Collectors.joining(", "));
    return "CREATE TABLE %s (%s BIGINT NOT NULL PRIMARY KEY, %s)%s"
        .formatted(
            quoted(file.table()),
            quoted(LINE),
            columns,
            dialect == Dialect.MYSQL
                ? " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                : "");
  }

  String insert(Source.File file) {
    String columns =
        file.fields().stream().map(f -> ", " + quoted(f.name())).collect(Collectors.joining());
    return "INSERT INTO %s (%s%s) VALUES (?%s)"
        .formatted(quoted(file.table()), quoted(LINE), columns, ", ?".repeat(file.fields().size()));
  }

  /** Changes whenever the table has to. */
  String digest(Source.File file) {
    return Digest.sha256().add(create(file)).hex();
  }

  private String type(Schema.Type type) {
    boolean h2 = dialect == Dialect.H2;
    return switch (type) {
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(18,4)";
      case DOUBLE -> "DOUBLE PRECISION";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TEXT -> h2 ? "CHARACTER VARYING" : "MEDIUMTEXT";
      case TIMESTAMP -> h2 ? "TIMESTAMP(6)" : "DATETIME(6)";
    };
  }
}
