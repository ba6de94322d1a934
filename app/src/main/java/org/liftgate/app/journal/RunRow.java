package org.liftgate.app.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;

/**
 * A run as the journal has it.
 *
 * @param settings JSON object of {@code --set} values
 * @param options JSON object: until, force, engine, scale
 * @param errorBody JSON of the error a person reads, null when there is none
 */
public record RunRow(
    String id,
    String pipeline,
    String pipelinePath,
    Profile profile,
    boolean simulated,
    Run.Status status,
    long seed,
    String data,
    String settings,
    String options,
    long createdAt,
    long finishedAt,
    @Nullable String resultDigest,
    @Nullable String manifestSha,
    boolean cancelRequested,
    @Nullable String errorBody) {

  static RunRow of(ResultSet row) throws SQLException {
    return new RunRow(
        row.getString("run_id"),
        row.getString("pipeline"),
        row.getString("pipeline_path"),
        Profile.valueOf(row.getString("profile").toUpperCase(Locale.ROOT)),
        row.getBoolean("simulated"),
        Run.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getLong("seed"),
        row.getString("data_path"),
        row.getString("settings"),
        row.getString("options"),
        row.getLong("created_at"),
        row.getLong("finished_at"),
        row.getString("result_digest"),
        row.getString("manifest_sha"),
        row.getBoolean("cancel_requested"),
        row.getString("error_body"));
  }
}
