package org.liftgate.app.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of one table, numbered by their line, sent some thousand at a time. */
final class InsertBatch implements AutoCloseable {
  private static final int ROWS = 2000;

  private final PreparedStatement statement;
  private long rows;
  private int pending;

  /**
   * @param insert a statement of the line number and each column
   */
  InsertBatch(Connection connection, String insert) throws SQLException {
    this.statement = connection.prepareStatement(insert);
  }

  /** A fault of the database within a callback that cannot throw it. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException because;

    Broken(SQLException because) {
      super(because);
      this.because = because;
    }

    SQLException cause() {
      return because;
    }
  }

  /** Whether the row went out together with those before it. */
  boolean add(@Nullable Object[] row) {
    try {
      statement.setLong(1, rows + 2); // the header is line 1
      for (int i = 0; i < row.length; i++) {
        statement.setObject(i + 2, row[i]);
      }
      statement.addBatch();
      rows++;
      if (++pending < ROWS) {
        return false;
      }
      flush();
      return true;
    } catch (SQLException e) {
      throw new Broken(e);
    }
  }

  void flush() throws SQLException {
    if (pending > 0) {
      statement.executeBatch();
      pending = 0;
    }
  }

  long rows() {
    return rows;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
