package org.liftgate.app.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.RunRow;

/**
 * A run in a list.
 *
 * @param profile {@code defended} or {@code published}
 * @param created ISO 8601, UTC, to the second; so is {@code finished}, null while the run goes on
 */
public record RunSummary(
    String run,
    String pipeline,
    String profile,
    boolean simulated,
    String status,
    String created,
    @Nullable String finished,
    @JsonProperty("result_digest") @Nullable String resultDigest) {

  public static RunSummary of(RunRow row) {
    return new RunSummary(
        row.id(),
        row.pipeline(),
        row.profile().word(),
        row.simulated(),
        row.status().word(),
        time(row.createdAt()),
        row.finishedAt() == 0 ? null : time(row.finishedAt()),
        row.resultDigest());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
