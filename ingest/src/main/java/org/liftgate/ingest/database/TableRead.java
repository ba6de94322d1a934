package org.liftgate.ingest.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** How a table of a layout is read: which columns, in which parts, in which order. */
public final class TableRead {
  /** Parts are files later; beyond this they are made larger. */
  private static final int MOST_PARTS = 10_000;

  private final Layout.Found found;
  private final TableShape shape;
  private final Dialect dialect;
  private final Optional<TableShape.Column> line;

  /**
   * @param found the table and its columns
   * @param shape of that table
   */
  public TableRead(Layout.Found found, TableShape shape, Dialect dialect) {
    this.found = found;
    this.shape = shape;
    this.dialect = dialect;
    boolean taken =
        found.file().fields().stream().anyMatch(f -> f.name().equalsIgnoreCase("line_number"));
    this.line = taken ? Optional.empty() : shape.line();
  }

  /** The name the layout gives it. */
  public String table() {
    return found.file().table();
  }

  /** Its name in the database. */
  public String name() {
    return shape.name();
  }

  /** Whether a run goes on without rows of it. */
  public boolean optional() {
    return found.file().optional();
  }

  String quotedName() {
    return dialect.quoted(shape.name());
  }

  /** Columns that nothing asks for. */
  public List<String> unused() {
    return found.extra().stream()
        .filter(c -> line.filter(l -> l.name().equals(c)).isEmpty())
        .toList();
  }

  /** The layout's columns. */
  public Schema columns() {
    return new Schema(
        found.file().fields().stream().map(f -> new Schema.Column(f.name(), f.type())).toList());
  }

  /** The layout's columns and, where the table has it, the line number last. */
  public Schema landed() {
    var columns = new ArrayList<>(columns().columns());
    line.ifPresent(_ -> columns.add(new Schema.Column("line_number", Schema.Type.INTEGER)));
    return new Schema(columns);
  }

  /** Whether rows come in the order they are to have. */
  public boolean ordered() {
    return line.isPresent() && shape.lineIsKey();
  }

  /** What rows are to be put in order by, where they do not come so. */
  public List<String> order() {
    return line.isPresent() ? List.of("line_number") : columns().names();
  }

  /** A part of the table; no range is all of it. */
  public record Part(TableRead read, int ordinal, Optional<Ranges.Range> range) {}

  /**
   * The parts of a table, in order.
   *
   * @param each rows of a part, as far as its numbers are spread evenly
   */
  public List<Part> parts(Connection connection, long rows, long each) throws SQLException {
    int wanted = Math.toIntExact(Math.min(MOST_PARTS, Math.ceilDiv(rows, Math.max(1, each))));
    var ranges = wanted < 2 ? List.<Ranges.Range>of() : ranges(connection, wanted);
    if (ranges.isEmpty()) {
      return List.of(new Part(this, 0, Optional.empty()));
    }
    var parts = new ArrayList<Part>();
    for (Ranges.Range range : ranges) {
      parts.add(new Part(this, parts.size(), Optional.of(range)));
    }
    return parts;
  }

  private List<Ranges.Range> ranges(Connection connection, int wanted) throws SQLException {
    Optional<TableShape.Column> by = shape.ranged();
    if (by.isEmpty()) {
      return List.of();
    }
    String column = dialect.quoted(by.get().name());
    String bounds = "SELECT MIN(%1$s), MAX(%1$s) FROM %2$s".formatted(column, quotedName());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(bounds)) {
      row.next();
      return Ranges.of(row.getLong(1), row.getLong(2), wanted);
    }
  }

  /** Rows in the table, by the connection's snapshot. */
  public long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + quotedName())) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Takes the rows of a part one by one. */
  public interface Rows {
    void row(@Nullable Object[] values);

    /** A cell that does not fit; its row is not handed on. */
    void unfit(Problem problem);

    /** Called every few thousand rows; stops the reading by what it throws. */
    void read(long more);
  }

  private static final int STEP = 4096;

  /** Reads a part row by row; never holds more of it than the driver's buffer. */
  public void read(Part part, Connection connection, Rows into) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            select(part), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchSize(dialect.fetchSize());
      if (part.range().isPresent()) {
        statement.setLong(1, part.range().get().low());
        statement.setLong(2, part.range().get().high());
      }
      try (ResultSet rows = statement.executeQuery()) {
        long n = 0;
        while (rows.next()) {
          hand(rows, into);
          if (++n % STEP == 0) {
            into.read(STEP);
          }
        }
        into.read(n % STEP);
      }
    }
  }

  private String select(Part part) {
    var columns = new ArrayList<String>();
    present().forEach(f -> columns.add(found.columns().get(f.name())));
    line.ifPresent(c -> columns.add(c.name()));
    String sql =
        columns.stream().map(dialect::quoted).collect(Collectors.joining(", ", "SELECT ", ""))
            + " FROM "
            + quotedName();
    if (part.range().isPresent()) {
      String by = dialect.quoted(shape.ranged().orElseThrow().name());
      sql += " WHERE " + by + " >= ? AND " + by + " <= ?";
    }
    return ordered() ? sql + " ORDER BY " + dialect.quoted(line.orElseThrow().name()) : sql;
  }

  private List<Source.Field> present() {
    return found.file().fields().stream()
        .filter(f -> found.columns().containsKey(f.name()))
        .toList();
  }

  private void hand(ResultSet rows, Rows into) throws SQLException {
    List<Source.Field> fields = found.file().fields();
    var values = new Object[fields.size() + (line.isPresent() ? 1 : 0)];
    int column = 0;
    boolean fits = true;
    for (int i = 0; i < fields.size(); i++) {
      Source.Field field = fields.get(i);
      String header = found.columns().get(field.name());
      if (header == null) {
        continue;
      }
      column++;
      try {
        values[i] =
            Cells.read(rows, column, shape.column(header).orElseThrow().type(), field.type());
      } catch (Cells.Unfit e) {
        fits = false;
        into.unfit(problem(rows, column, header, e.getMessage()));
      }
    }
    if (line.isPresent()) {
      long number = rows.getLong(column + 1);
      values[fields.size()] = rows.wasNull() ? null : (Object) number;
    }
    if (fits) {
      into.row(values);
    }
  }

  private Problem problem(ResultSet rows, int column, String header, String must)
      throws SQLException {
    String value = String.valueOf(rows.getString(column));
    String where =
        line.isPresent()
            ? ", in the row of line_number " + rows.getString(present().size() + 1)
            : "";
    return Problem.of(
        shape.name() + "." + header,
        value.length() > 60 ? value.substring(0, 60) + "..." : value,
        must + where,
        "Maybe columns are swapped; a missing value is NULL, empty or NA.");
  }
}
