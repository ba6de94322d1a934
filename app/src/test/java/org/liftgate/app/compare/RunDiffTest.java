package org.liftgate.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.store.Json;

/** Runs of two files, a stage for each, a panel of the first and a verdict of both. */
class RunDiffTest {
  private final ObjectNode facts = Json.object().put("pipeline", "p").put("resultDigest", "d");
  private final Map<String, RunRecord.Stage> stages = new LinkedHashMap<>();

  private RunRecord run(String sales, String costs, String pre, String panel, double answer) {
    stages.clear();
    stage("sales", "k" + sales, Map.of(), Map.of("sales.csv", sales), Map.of("sales", sales));
    stage("costs", "k" + costs, Map.of(), Map.of("costs.csv", costs), Map.of("costs", costs));
    stage("panel", sales + pre, Map.of("pre", pre), Map.of("sales", sales), Map.of("panel", panel));
    var verdict =
        stage(
            "verdict",
            panel + costs,
            Map.of(),
            Map.of("panel", panel),
            Map.of("verdicts", panel + answer));
    verdict
        .putObject("headline")
        .putArray("headline")
        .addObject()
        .put("name", "v")
        .put("estimand", "att")
        .put("estimate", answer);
    return new RunRecord(facts.deepCopy(), new LinkedHashMap<>(stages));
  }

  private ObjectNode stage(
      String id,
      String key,
      Map<String, String> parameters,
      Map<String, String> inputs,
      Map<String, String> outputs) {
    ObjectNode node = Json.object();
    ObjectNode definition = node.putObject("buildDefinition").put("buildType", "room." + id + "@1");
    definition.set("externalParameters", Json.tree(parameters));
    definition.putObject("internalParameters").put("stageKey", key);
    var read = definition.putArray("resolvedDependencies");
    inputs.forEach(
        (n, h) -> read.addObject().put("name", n).putObject("digest").put("liftgateContent", h));
    var wrote = node.putArray("outputs");
    outputs.forEach(
        (n, h) -> wrote.addObject().put("name", n).put("contentHash", h).put("rowCount", 3));
    stages.put(id, new RunRecord.Stage(id, "succeeded", node));
    return node;
  }

  private static List<String> because(RunRecord left, RunRecord right) {
    return RunDiff.of(left, right).at("/estimates/0/because").findValuesAsText("because");
  }

  @Test
  void theSameRunsAreEqual() {
    JsonNode diff = RunDiff.of(run("a", "b", "8", "x", 1), run("a", "b", "8", "x", 1));
    assertThat(diff.path("equal").asBoolean()).isTrue();
    assertThat(diff.path("stages")).isEmpty();
    assertThat(diff.at("/estimates/0/changed").asBoolean()).isFalse();
  }

  @Test
  void anAnswerIsBlamedOnTheFileItCameFromAndOnNoOther() {
    assertThat(because(run("a", "b", "8", "x", 1), run("A", "B", "8", "X", 2)))
        .containsExactly("sales.csv changed");
  }

  @Test
  void aParameterIsToldWithBothValuesAfterTheFileAboveIt() {
    assertThat(because(run("a", "b", "8", "x", 1), run("A", "b", "10", "X", 2)))
        .containsExactly("sales.csv changed", "parameter pre of stage panel changed: 8 -> 10");
  }

  @Test
  void aFileWhoseChangeLeftTheTableAsItWasIsNotBlamed() {
    RunRecord left = run("a", "b", "8", "x", 1);
    RunRecord right = run("a", "b", "10", "X", 2);
    ((ObjectNode)
            right
                .stages()
                .get("sales")
                .manifest()
                .at("/buildDefinition/resolvedDependencies/0/digest"))
        .put("liftgateContent", "other bytes");
    assertThat(because(left, right))
        .containsExactly("parameter pre of stage panel changed: 8 -> 10");
  }

  @Test
  void codeThatChangedAndResultsThatCannotBeMadeAgainAreTold() {
    RunRecord left = run("a", "b", "8", "x", 1);
    RunRecord right = run("a", "b", "8", "X", 2);
    assertThat(because(left, right))
        .containsExactly(
            "stage panel gave another result for the same inputs, code and parameters");
    ((ObjectNode) right.stages().get("panel").manifest().path("buildDefinition"))
        .put("buildType", "room.panel@2");
    ((ObjectNode) right.stages().get("panel").manifest().at("/buildDefinition/internalParameters"))
        .put("stageKey", "new");
    assertThat(because(left, right))
        .containsExactly("code of stage panel changed: room.panel@1 -> room.panel@2");
  }

  @Test
  void aKeyThatChangedUnseenIsLaidToSettingsElseToTexts() {
    RunRecord left = run("a", "b", "8", "x", 1);
    RunRecord right = run("a", "b", "8", "X", 2);
    ((ObjectNode) right.stages().get("panel").manifest().at("/buildDefinition/internalParameters"))
        .put("stageKey", "new");
    assertThat(because(left, right)).containsExactly("SQL, texts or code of stage panel changed");
    ((ObjectNode) right.facts()).putObject("settings").put("cut", "2");
    assertThat(because(left, right))
        .containsExactly("setting cut was added", "or SQL, texts or code of stage panel changed");
  }

  @Test
  void runsOfTwoPipelinesAndRunsThatHaveNotEndedAreRefused(@TempDir Path folder) {
    RunRecord left = run("a", "b", "8", "x", 1);
    facts.put("pipeline", "q").put("run", "r2");
    RunRecord right = run("a", "b", "8", "x", 1);
    assertThatThrownBy(() -> RunDiff.of(left, right)).hasMessageContaining("is a run of q");
    assertThatThrownBy(() -> RunRecord.of(folder)).hasMessageContaining("not ended");
  }
}
