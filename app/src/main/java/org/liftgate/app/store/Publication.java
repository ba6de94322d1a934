package org.liftgate.app.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline shows as its latest result, and how old it is.
 *
 * @param name of the pipeline, or of its original recipe
 * @param asOf the date the data are of
 * @param published ISO 8601, UTC
 * @param ageHours whole hours since then
 * @param stale whether a later run did not replace it
 * @param reason why not; null when it is fresh
 * @param run that made it; null where the publication does not say
 * @param laterRun that did not replace it; null when it is fresh
 */
public record Publication(
    String name,
    @JsonProperty("as_of") String asOf,
    String published,
    @JsonProperty("age_hours") long ageHours,
    boolean stale,
    @Nullable String reason,
    @Nullable String run,
    @JsonProperty("later_run") @Nullable String laterRun) {

  /** All of a home, by name. */
  public static List<Publication> all(Path home, Instant now) throws IOException {
    Path root = home.resolve("published");
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    var found = new ArrayList<Publication>();
    try (var folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        of(folder, now).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Publication> of(Path folder, Instant now) throws IOException {
    Path state = folder.resolve("state.json");
    Path latest = folder.resolve("latest");
    if (!Files.exists(state) || !Files.exists(latest)) {
      return Optional.empty();
    }
    JsonNode told = read(state);
    boolean stale = told.path("stale").asBoolean();
    var at = Instant.parse(told.path("published_at").asText());
    String tree = latest.toRealPath().getFileName().toString();
    Path manifest = latest.resolve("manifest.json");
    JsonNode by = Files.exists(manifest) ? read(manifest).at("/predicate/run") : null;
    return Optional.of(
        new Publication(
            folder.getFileName().toString(),
            tree.substring(0, Math.max(0, tree.indexOf('.'))),
            at.toString(),
            Duration.between(at, now).toHours(),
            stale,
            told.path("reason").textValue(),
            by == null ? null : by.textValue(),
            stale ? told.path("run").textValue() : null));
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.parse(Files.readString(file), file.getFileName().toString());
  }
}
