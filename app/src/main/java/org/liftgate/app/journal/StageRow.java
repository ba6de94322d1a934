package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a stage of a run stands. */
public record StageRow(
    String run,
    String id,
    int ordinal,
    String uses,
    List<String> needs,
    Status status,
    int attempt,
    long notBefore,
    long fence,
    @Nullable String owner,
    long leaseUntil,
    @Nullable String manifestSha,
    long startedAt,
    long finishedAt,
    @Nullable String message) {

  /** Where a stage stands. */
  public enum Status {
    PENDING,
    RUNNING,
    SUCCEEDED,
    CACHED,
    STOPPED,
    FAILED,
    SKIPPED,
    CANCELLED;

    public boolean good() {
      return this == SUCCEEDED || this == CACHED;
    }

    public boolean ended() {
      return this != PENDING && this != RUNNING;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Failed, or stopped by a gate. */
  public boolean gaveUp() {
    return status == Status.FAILED || status == Status.STOPPED;
  }

  static StageRow of(ResultSet row) throws SQLException {
    String needs = row.getString("needs");
    return new StageRow(
        row.getString("run_id"),
        row.getString("stage_id"),
        row.getInt("ordinal"),
        row.getString("uses_kind"),
        needs.isEmpty() ? List.of() : List.of(needs.split(",")),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        row.getLong("not_before"),
        row.getLong("fence"),
        row.getString("lease_owner"),
        row.getLong("lease_until"),
        row.getString("manifest_sha"),
        row.getLong("started_at"),
        row.getLong("finished_at"),
        row.getString("message"));
  }

  public double seconds() {
    return startedAt == 0 || finishedAt == 0 ? 0 : (finishedAt - startedAt) / 1000.0;
  }

  /** Whether another process may take it over: its lease ran out, or its owner is gone. */
  boolean abandoned(long now) {
    return status == Status.RUNNING
        && (leaseUntil < now
            || Optional.ofNullable(owner).map(o -> Owner.parse(o).dead()).orElse(true));
  }
}
