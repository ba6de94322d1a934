package org.liftgate.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * A run as its manifests say.
 *
 * @param facts predicate of the run's manifest
 * @param stages stages in the order of the pipeline, by id
 */
public record RunRecord(JsonNode facts, Map<String, Stage> stages) {
  /**
   * Reads the manifests of a run's folder.
   *
   * @throws LiftgateException (input) if the run has no manifest yet
   */
  public static RunRecord of(Path folder) {
    JsonNode facts = predicate(folder, "manifest.json");
    var stages = new LinkedHashMap<String, Stage>();
    for (JsonNode row : facts.path("stages")) {
      JsonNode manifest =
          row.hasNonNull("manifest")
              ? predicate(folder, row.path("manifest").asText())
              : Json.object();
      stages.put(
          row.path("id").asText(),
          new Stage(row.path("id").asText(), row.path("status").asText(), manifest));
    }
    return new RunRecord(facts, stages);
  }

  private static JsonNode predicate(Path folder, String name) {
    try {
      return Json.parse(Files.readString(folder.resolve(name)), name).path("predicate");
    } catch (IOException _) {
      throw LiftgateException.input(
          Problem.of(
              "RUN",
              folder.getFileName().toString(),
              "has no " + name,
              "Maybe it has not ended yet."));
    }
  }

  String text(String name) {
    return facts.path(name).asText();
  }

  /** Which stage wrote each table and file. */
  Map<String, String> producers() {
    var found = new TreeMap<String, String>();
    stages.values().forEach(s -> s.outputs().keySet().forEach(o -> found.put(o, s.id())));
    return found;
  }

  /** One stage of a run; {@code manifest} is empty where it has none. */
  record Stage(String id, String status, JsonNode manifest) {
    String kind() {
      return manifest.path("buildDefinition").path("buildType").asText();
    }

    String key() {
      return manifest
          .path("buildDefinition")
          .path("internalParameters")
          .path("stageKey")
          .asText("");
    }

    String engine() {
      return manifest.path("environment").path("engine").asText();
    }

    String liftgate() {
      return manifest.path("environment").path("liftgate").asText();
    }

    Map<String, String> parameters() {
      return texts(manifest.path("buildDefinition").path("externalParameters"));
    }

    /** What was read: contents of tables, SHA-256 of files, by name. */
    Map<String, String> inputs() {
      var found = new TreeMap<String, String>();
      for (JsonNode d : manifest.path("buildDefinition").path("resolvedDependencies")) {
        JsonNode digest = d.path("digest");
        found.put(
            d.path("name").asText(),
            digest.path("liftgateContent").asText(digest.path("sha256").asText()));
      }
      return found;
    }

    /** What was written, by name. */
    Map<String, JsonNode> outputs() {
      var found = new TreeMap<String, JsonNode>();
      manifest.path("outputs").forEach(o -> found.put(o.path("name").asText(), o));
      return found;
    }

    /** Gate results by gate and group. */
    Map<String, JsonNode> gates() {
      var found = new LinkedHashMap<String, JsonNode>();
      for (JsonNode g : manifest.path("gates")) {
        String group = g.path("group").isNull() ? "" : " " + g.path("group").asText();
        found.put(g.path("gate").asText() + group, g);
      }
      return found;
    }

    JsonNode headline() {
      return manifest.path("headline").path("headline");
    }
  }

  static Map<String, String> texts(JsonNode object) {
    var found = new TreeMap<String, String>();
    object.properties().forEach(p -> found.put(p.getKey(), p.getValue().asText()));
    return found;
  }
}
