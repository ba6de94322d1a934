package org.liftgate.app.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;

/** Finds runs among any number of them, a page at a time. */
public final class RunSearch {
  private final Database database;

  RunSearch(Database database) {
    this.database = database;
  }

  /**
   * What a run must be; null lets every run pass.
   *
   * @param since least time of creation in milliseconds
   * @param until time of creation must be before it, in milliseconds
   */
  public record Filter(
      @Nullable String pipeline,
      Run.@Nullable Status status,
      @Nullable Profile profile,
      @Nullable Boolean simulated,
      @Nullable Long since,
      @Nullable Long until) {
    static final Filter ALL = new Filter(null, null, null, null, null, null);
  }

  /** The last run of a page: the next page goes on behind it, whatever has been added since. */
  public record Place(long createdAt, String run) {}

  /** Newest first, at most {@code limit} of them, behind a place. */
  public List<RunRow> newestFirst(Filter filter, @Nullable Place after, int limit) {
    var where = new ArrayList<String>();
    var values = new ArrayList<Object>();
    add(where, values, "pipeline = ?", filter.pipeline());
    add(where, values, "status = ?", filter.status() == null ? null : filter.status().word());
    add(where, values, "profile = ?", filter.profile() == null ? null : filter.profile().word());
    add(where, values, "simulated = ?", filter.simulated());
    add(where, values, "created_at >= ?", filter.since());
    add(where, values, "created_at < ?", filter.until());
    if (after != null) {
      // The first condition is for the index, the second for runs of the same millisecond.
      add(where, values, "created_at <= ?", after.createdAt());
      add(where, values, "(created_at < ? OR run_id < ?)", after.createdAt());
      values.add(after.run());
    }
    String sql =
        "SELECT * FROM lg_run"
            + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
            + " ORDER BY created_at DESC, run_id DESC LIMIT "
            + limit;
    return database.transact(tx -> tx.list(sql, RunRow::of, values.toArray()));
  }

  private static void add(
      List<String> where, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      where.add(condition);
      values.add(value);
    }
  }
}
