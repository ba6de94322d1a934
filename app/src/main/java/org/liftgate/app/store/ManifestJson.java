package org.liftgate.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Schema;

/**
 * Manifests as JSON: an in-toto Statement v1 whose predicate uses the names of SLSA provenance and,
 * for outputs, of Frictionless resources.
 */
public final class ManifestJson {
  public static final String STATEMENT = "https://in-toto.io/Statement/v1";
  static final String STAGE = "https://liftgate.org/predicates/stage/v1";
  public static final String RUN = "https://liftgate.org/predicates/run/v1";

  private ManifestJson() {}

  /** What a stage's manifest says beyond the stage itself. */
  public record Frame(
      String run,
      String pipeline,
      Instant started,
      Instant finished,
      Map<String, String> environment,
      Map<String, String> parents,
      List<Artifact> inputs,
      JsonNode headline) {}

  public static ObjectNode stage(Manifest m, Frame frame) {
    ObjectNode statement = statement(STAGE);
    ArrayNode subject = statement.putArray("subject");
    m.outputs()
        .forEach(
            a ->
                subject
                    .addObject()
                    .put("name", a.name())
                    .putObject("digest")
                    .put("sha256", a.sha256()));
    ObjectNode predicate = statement.putObject("predicate");
    ObjectNode definition = predicate.putObject("buildDefinition");
    definition.put("buildType", m.uses() + "@" + m.version());
    ObjectNode external = definition.putObject("externalParameters");
    m.parameters().forEach(external::put);
    definition.putObject("internalParameters").put("stageKey", m.stageKey().orElse(null));
    ArrayNode dependencies = definition.putArray("resolvedDependencies");
    frame.inputs().forEach(a -> dependency(dependencies.addObject(), a));
    rawInputs(m, frame, dependencies);
    ObjectNode details = predicate.putObject("runDetails");
    details
        .putObject("builder")
        .put("id", "https://liftgate.org")
        .putObject("version")
        .put("liftgate", Environment.VERSION);
    details
        .putObject("metadata")
        .put("invocationId", frame.run())
        .put("startedOn", frame.started().toString())
        .put("finishedOn", frame.finished().toString());
    predicate.put("pipeline", frame.pipeline()).put("stage", m.stage()).put("status", m.status());
    ArrayNode outputs = predicate.putArray("outputs");
    m.outputs().forEach(a -> output(outputs.addObject(), a));
    predicate.set("gates", gates(m));
    predicate.set("metrics", Json.tree(m.metrics()));
    predicate.set("notes", Json.tree(m.notes()));
    predicate.set("timing", Json.tree(m.timing()));
    predicate.set("environment", Json.tree(frame.environment()));
    predicate.set("parents", Json.tree(frame.parents()));
    if (frame.headline() != null) {
      predicate.set("headline", frame.headline());
    }
    return statement;
  }

  static ObjectNode statement(String type) {
    return Json.object().put("_type", STATEMENT).put("predicateType", type);
  }

  private static void rawInputs(Manifest m, Frame frame, ArrayNode dependencies) {
    var named = frame.inputs().stream().map(Artifact::name).toList();
    m.inputs().entrySet().stream()
        .filter(e -> !named.contains(e.getKey()))
        .forEach(
            e -> {
              ObjectNode node = dependencies.addObject().put("name", e.getKey());
              if (e.getValue().isEmpty()) {
                node.put("uri", e.getKey()); // a database: what was read of it are the outputs
              } else {
                node.putObject("digest").put("sha256", e.getValue());
              }
            });
  }

  private static void dependency(ObjectNode node, Artifact a) {
    ObjectNode digest = node.put("name", a.name()).putObject("digest").put("sha256", a.sha256());
    a.table().ifPresent(t -> digest.put("liftgateContent", t.contentHash()));
  }

  private static void output(ObjectNode node, Artifact a) {
    node.put("name", a.name())
        .put("path", RunFolder.relative(a))
        .put("mediatype", a.mediatype())
        .put("bytes", a.bytes())
        .put("hash", "sha256:" + a.sha256());
    a.table()
        .ifPresent(
            t -> {
              node.put("contentHash", t.contentHash()).put("rowCount", t.rows());
              ArrayNode fields = node.putObject("schema").putArray("fields");
              for (Schema.Column c : t.schema().columns()) {
                fields
                    .addObject()
                    .put("name", c.name())
                    .put("type", c.type().name().toLowerCase(java.util.Locale.ROOT))
                    .put("unit", c.unit());
              }
              node.set("columnMetrics", Json.tree(t.metrics()));
            });
  }

  private static ArrayNode gates(Manifest m) {
    ArrayNode gates = Json.object().putArray("gates");
    for (Manifest.GateResult g : m.gates()) {
      ObjectNode node = gates.addObject();
      node.put("gate", g.gate())
          .put("kind", g.kind())
          .put("table", g.table())
          .put("group", g.outcome().group().orElse(null));
      node.put("severity", g.severity().name().toLowerCase(java.util.Locale.ROOT))
          .put("outcome", g.status().word());
      node.put("measure", g.outcome().measure())
          .put("threshold", g.outcome().threshold())
          .put("message", g.outcome().message());
      g.quarantine().ifPresent(q -> output(node.putObject("quarantine"), q));
    }
    return gates;
  }

  /** The outputs a stage's manifest lists. */
  public static List<Artifact> outputs(JsonNode statement, String stage) {
    var found = new java.util.ArrayList<Artifact>();
    statement.path("predicate").path("outputs").forEach(o -> found.add(artifact(o, stage)));
    return found;
  }

  private static Artifact artifact(JsonNode o, String stage) {
    java.util.Optional<Artifact.TableFacts> facts = java.util.Optional.empty();
    if (o.has("contentHash")) {
      var columns = new java.util.ArrayList<Schema.Column>();
      for (JsonNode f : o.path("schema").path("fields")) {
        var type = Schema.Type.valueOf(f.path("type").asText().toUpperCase(java.util.Locale.ROOT));
        columns.add(new Schema.Column(f.path("name").asText(), type, f.path("unit").asText()));
      }
      facts =
          java.util.Optional.of(
              new Artifact.TableFacts(
                  o.path("contentHash").asText(),
                  o.path("rowCount").asLong(),
                  new Schema(columns),
                  metrics(o.path("columnMetrics"))));
    }
    return new Artifact(
        o.path("name").asText(),
        stage,
        o.path("mediatype").asText(),
        o.path("hash").asText().replace("sha256:", ""),
        o.path("bytes").asLong(),
        facts);
  }

  private static Map<String, Map<String, String>> metrics(JsonNode node) {
    var found = new java.util.TreeMap<String, Map<String, String>>();
    for (var column : node.properties()) {
      var values = new java.util.TreeMap<String, String>();
      column
          .getValue()
          .properties()
          .forEach(
              v -> values.put(v.getKey(), v.getValue().isNull() ? null : v.getValue().asText()));
      found.put(column.getKey(), values);
    }
    return found;
  }

  /** The gate results a stage's manifest lists. */
  public static List<Manifest.GateResult> gates(JsonNode statement) {
    var found = new java.util.ArrayList<Manifest.GateResult>();
    for (JsonNode g : statement.path("predicate").path("gates")) {
      var status =
          Gate.Status.valueOf(g.path("outcome").asText().toUpperCase(java.util.Locale.ROOT));
      var outcome =
          new Gate.Outcome(
              java.util.Optional.ofNullable(g.path("group").textValue()),
              status == Gate.Status.PASS,
              number(g.path("measure")),
              number(g.path("threshold")),
              g.path("message").asText(),
              java.util.Optional.empty());
      var severity =
          Gate.Severity.valueOf(g.path("severity").asText().toUpperCase(java.util.Locale.ROOT));
      var quarantine =
          g.has("quarantine")
              ? java.util.Optional.of(artifact(g.path("quarantine"), ""))
              : java.util.Optional.<Artifact>empty();
      found.add(
          new Manifest.GateResult(
              g.path("gate").asText(),
              g.path("kind").asText(),
              g.path("table").asText(),
              severity,
              status,
              outcome,
              quarantine));
    }
    return found;
  }

  private static Double number(JsonNode node) {
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
  }
}
