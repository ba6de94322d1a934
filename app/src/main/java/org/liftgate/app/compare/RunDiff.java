package org.liftgate.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Two runs of one pipeline side by side: what differs, and what each changed answer comes from. */
public final class RunDiff {
  private static final List<String> FACTS = List.of("run", "profile", "status", "resultDigest");
  private static final List<String> ANSWER =
      List.of("estimate", "std_error", "conf_low", "conf_high", "grade", "verdict");

  private final RunRecord left;
  private final RunRecord right;
  private final Causes causes;

  private RunDiff(RunRecord left, RunRecord right) {
    this.left = left;
    this.right = right;
    this.causes = new Causes(left, right);
  }

  /**
   * The document that {@code diff --json} prints: only what differs, and every estimate.
   *
   * @throws LiftgateException (input) if the runs are of different pipelines
   */
  public static ObjectNode of(RunRecord left, RunRecord right) {
    if (!left.text("pipeline").equals(right.text("pipeline"))) {
      throw LiftgateException.input(
          Problem.of(
              "RUN",
              right.text("run"),
              "is a run of " + right.text("pipeline") + ", the first of " + left.text("pipeline"),
              "Maybe see ./liftgate runs."));
    }
    return new RunDiff(left, right).document();
  }

  private ObjectNode document() {
    ObjectNode doc = Json.object().put("pipeline", left.text("pipeline"));
    doc.set("left", facts(left));
    doc.set("right", facts(right));
    doc.put(
        "equal",
        left.text("resultDigest").equals(right.text("resultDigest"))
            && left.text("status").equals(right.text("status")));
    changes(doc.putArray("settings"), causes.settings());
    changes(
        doc.putArray("environment"),
        Change.between(
            "environment",
            RunRecord.texts(left.facts().path("environment")),
            RunRecord.texts(right.facts().path("environment")),
            ""));
    ArrayNode stages = doc.putArray("stages");
    ArrayNode gates = doc.putArray("gates");
    ArrayNode tables = doc.putArray("tables");
    for (String id : ids()) {
      stage(id, stages);
      if (left.stages().containsKey(id) && right.stages().containsKey(id)) {
        changes(gates, causes.gates(id));
      }
      tables(id, tables);
    }
    estimates(doc.putArray("estimates"));
    return doc;
  }

  private static ObjectNode facts(RunRecord run) {
    ObjectNode node = Json.object();
    FACTS.forEach(f -> node.put(f.equals("resultDigest") ? "result_digest" : f, run.text(f)));
    node.put("simulated", run.facts().path("simulated").asBoolean());
    return node.put("seed", run.facts().path("seed").asLong());
  }

  private static void changes(ArrayNode list, List<Change> changes) {
    changes.forEach(c -> list.add(c.node()));
  }

  private Set<String> ids() {
    var ids = new LinkedHashSet<>(left.stages().keySet());
    ids.addAll(right.stages().keySet());
    return ids;
  }

  /** A stage counts as changed by what it gave, not by whether it was computed or cached. */
  private void stage(String id, ArrayNode list) {
    List<Change> own = causes.own(id);
    String from = status(left, id);
    String to = status(right, id);
    boolean tables = !contents(left, id).equals(contents(right, id));
    if (own.isEmpty() && !tables && good(from) == good(to)) {
      return;
    }
    ObjectNode node = list.addObject().put("id", id).put("left", from).put("right", to);
    node.put("tables_changed", tables);
    changes(node.putArray("causes"), own);
  }

  private static boolean good(@Nullable String status) {
    return "succeeded".equals(status) || "cached".equals(status);
  }

  private static @Nullable String status(RunRecord run, String id) {
    RunRecord.Stage stage = run.stages().get(id);
    return stage == null ? null : stage.status();
  }

  private static Map<String, String> contents(RunRecord run, String id) {
    RunRecord.Stage stage = run.stages().get(id);
    return stage == null ? Map.of() : Causes.contents(stage);
  }

  private void tables(String id, ArrayNode list) {
    for (String name : Change.between(contents(left, id), contents(right, id))) {
      list.addObject()
          .put("name", name)
          .put("stage", id)
          .put("left_rows", rows(left, id, name))
          .put("right_rows", rows(right, id, name))
          .put("left_content", contents(left, id).get(name))
          .put("right_content", contents(right, id).get(name));
    }
  }

  private static @Nullable Long rows(RunRecord run, String id, String name) {
    RunRecord.Stage stage = run.stages().get(id);
    JsonNode output = stage == null ? null : stage.outputs().get(name);
    return output == null ? null : output.path("rowCount").asLong();
  }

  private void estimates(ArrayNode list) {
    var from = answers(left);
    var to = answers(right);
    var names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    for (String name : names) {
      Answer a = from.get(name);
      Answer b = to.get(name);
      ObjectNode node = list.addObject().put("estimand", name);
      node.set("left", answer(a));
      node.set("right", answer(b));
      boolean changed = !node.path("left").equals(node.path("right"));
      node.put("changed", changed);
      ArrayNode because = node.putArray("because");
      if (changed) {
        changes(because, causes.of((b == null ? a : b).stage()));
      }
    }
  }

  /** A row of the headline and the stage that judged it. */
  private record Answer(String stage, JsonNode row) {}

  private static Map<String, Answer> answers(RunRecord run) {
    var found = new TreeMap<String, Answer>();
    for (RunRecord.Stage stage : run.stages().values()) {
      for (JsonNode row : stage.headline()) {
        String group = row.hasNonNull("group_id") ? ", group " + row.path("group_id").asText() : "";
        found.put(
            row.path("estimand").asText() + " (" + row.path("name").asText() + group + ")",
            new Answer(stage.id(), row));
      }
    }
    return found;
  }

  private static @Nullable JsonNode answer(@Nullable Answer answer) {
    if (answer == null) {
      return null;
    }
    ObjectNode node = Json.object();
    ANSWER.forEach(
        f -> node.set(f, answer.row().path(f).isMissingNode() ? null : answer.row().get(f)));
    return node;
  }
}
