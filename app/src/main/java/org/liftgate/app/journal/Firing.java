package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one nominal time of a schedule.
 *
 * @param run the run it started; null while it has none
 * @param dueAt since when it waits
 * @param reason why it waits, or was left out; empty where there is nothing to say
 */
public record Firing(
    String schedule,
    Instant nominal,
    Status status,
    @Nullable String run,
    String reason,
    boolean backfill,
    Instant dueAt,
    Instant changed) {

  /** Due firings start when they can; the others have been decided. */
  public enum Status {
    DUE,
    STARTED,
    SKIPPED,
    MISSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Firing of(ResultSet row) throws SQLException {
    return new Firing(
        row.getString("schedule_id"),
        Instant.ofEpochMilli(row.getLong("nominal")),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("run_id"),
        row.getString("reason"),
        row.getBoolean("backfill"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }
}
