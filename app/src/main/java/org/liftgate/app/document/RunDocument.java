package org.liftgate.app.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.Gate;

/** A run as {@code --json} prints it. */
public final class RunDocument {
  private final Platform platform;

  public RunDocument(Platform platform) {
    this.platform = platform;
  }

  public ObjectNode of(String id) {
    RunRow row = platform.journal().run(id).orElseThrow();
    List<StageRow> stages = platform.journal().stages(id);
    ObjectNode doc = Json.object();
    doc.put("run", row.id())
        .put("pipeline", row.pipeline())
        .put("profile", row.profile().word())
        .put("simulated", row.simulated())
        .put("status", row.status().word());
    long until = row.finishedAt() > 0 ? row.finishedAt() : System.currentTimeMillis();
    doc.put("seconds", (until - row.createdAt()) / 1000.0);
    doc.put("result_digest", row.resultDigest());
    doc.put("home", platform.home().toString());
    var report = RunFolder.of(platform.home(), id).report();
    doc.put("report", Files.exists(report) ? report.toString() : null);
    ArrayNode list = doc.putArray("stages");
    ArrayNode headline = doc.putArray("headline");
    ArrayNode comparison = doc.putArray("comparison");
    var manifests = platform.journal().memory().manifests(id);
    for (StageRow s : stages) {
      JsonNode manifest =
          s.manifestSha() == null
              ? Json.object()
              : Json.parse(manifests.getOrDefault(s.manifestSha(), "{}"), "manifest");
      list.add(stage(s, manifest));
      manifest.path("predicate").path("headline").path("headline").forEach(headline::add);
      manifest.path("predicate").path("headline").path("comparison").forEach(comparison::add);
    }
    if (row.errorBody() != null) {
      doc.set("error", Json.parse(row.errorBody(), "error"));
    }
    errors(doc, stages);
    return doc;
  }

  /** Why each stage that did not come through did not, in the pipeline's order. */
  private static void errors(ObjectNode doc, List<StageRow> stages) {
    List<JsonNode> reasons =
        stages.stream()
            .filter(StageRow::gaveUp)
            .map(StageRow::message)
            .filter(Objects::nonNull)
            .map(m -> Json.parse(m, "error"))
            .toList();
    if (!reasons.isEmpty()) {
      doc.putArray("errors").addAll(reasons);
    }
  }

  private static ObjectNode stage(StageRow s, JsonNode manifest) {
    ObjectNode node =
        Json.object()
            .put("id", s.id())
            .put("uses", s.uses())
            .put("status", s.status().word())
            .put("seconds", s.seconds());
    int[] counts = new int[3];
    ManifestJson.gates(manifest).forEach(g -> counts[g.status().ordinal()]++);
    ObjectNode gates = node.putObject("gates");
    for (Gate.Status status : Gate.Status.values()) {
      gates.put(status.word(), counts[status.ordinal()]);
    }
    long rows = 0;
    for (JsonNode o : manifest.path("predicate").path("outputs")) {
      rows += o.path("rowCount").asLong();
    }
    return node.put("rows", rows);
  }
}
