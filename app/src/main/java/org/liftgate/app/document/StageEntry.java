package org.liftgate.app.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.store.Json;

/**
 * Where a stage of a run stands.
 *
 * @param attempt how often it was tried
 * @param error why it did not come through; null where it did
 */
public record StageEntry(
    String id,
    String uses,
    String status,
    List<String> needs,
    int attempt,
    double seconds,
    @Nullable JsonNode error) {

  public static StageEntry of(StageRow s) {
    JsonNode error = s.gaveUp() && s.message() != null ? Json.parse(s.message(), "error") : null;
    return new StageEntry(
        s.id(), s.uses(), s.status().word(), s.needs(), s.attempt(), s.seconds(), error);
  }
}
