package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Targets of messages as the journal keeps them: a name and a definition that it does not read. */
public final class TargetRows {
  private final Database database;
  private final Clock clock;

  TargetRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param body the definition, JSON
   * @param created what ended before is not told to it
   */
  public record Row(String name, String body, Instant created) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString("target_id"),
          row.getString("body"),
          Instant.ofEpochMilli(row.getLong("created_at")));
    }
  }

  public List<Row> all() {
    return database.transact(tx -> tx.list("SELECT * FROM lg_target ORDER BY target_id", Row::of));
  }

  /** Adds a target or changes the one of this name. */
  public void put(String name, String body) {
    database.transact(
        tx ->
            tx.update("UPDATE lg_target SET body = ? WHERE target_id = ?", body, name) == 1
                ? 1
                : tx.update(
                    "INSERT INTO lg_target (target_id, body, created_at) VALUES (?,?,?)",
                    name,
                    body,
                    clock.millis()));
  }

  /** Forgets a target; what still waits for it is dead. */
  public boolean remove(String name) {
    return database.transact(
        tx -> {
          tx.update(
              "UPDATE lg_delivery SET status = 'dead', reason = 'its target was removed', changed_at = ? WHERE target_id = ? AND status = 'waiting'",
              clock.millis(),
              name);
          return tx.update("DELETE FROM lg_target WHERE target_id = ?", name) == 1;
        });
  }
}
