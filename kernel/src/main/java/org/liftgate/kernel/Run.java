package org.liftgate.kernel;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One execution of a pipeline.
 *
 * @param id UUIDv7, so that ids sort by time
 * @param data folder of the raw data
 * @param settings values of the pipeline's parameters
 */
public record Run(
    String id,
    String pipeline,
    Profile profile,
    boolean simulated,
    Status status,
    long seed,
    String data,
    Map<String, Object> settings,
    Instant created,
    Optional<Instant> finished,
    Optional<String> resultDigest) {

  /** Where a run stands. */
  public enum Status {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    STOPPED,
    FAILED,
    CANCELLED;

    public boolean ended() {
      return this != QUEUED && this != RUNNING;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
