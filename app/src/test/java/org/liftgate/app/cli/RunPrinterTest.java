package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.liftgate.app.store.Json;

class RunPrinterTest {
  private static String printed(String run) {
    var bytes = new ByteArrayOutputStream();
    new RunPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .print(Json.parse(run, "run"));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachStageThatGaveUpStandsWithItsReasonAndOnce() {
    String text =
        printed(
            """
            {"status": "failed", "seconds": 1, "profile": "defended", "stages": [],
             "error": {"code": "failed", "message": "no room", "stage": "one", "problems": []},
             "errors": [
              {"code": "failed", "message": "no room", "stage": "one", "problems": []},
              {"code": "stopped", "message": "stopped by arms", "stage": "two", "problems": [
               {"file": null, "line": null, "column": null, "name": "arms", "value": "0",
                "message": "must be at least 2", "hint": "Maybe nobody was mailed."}]}]}
            """);
    assertThat(text)
        .containsOnlyOnce("stage one: no room")
        .containsSubsequence(
            "stage two: stopped by arms", "arms (0) must be at least 2", "Maybe nobody");
  }

  @Test
  void aRunThatFailedOutsideItsStagesSaysSo() {
    assertThat(
            printed(
                """
                {"status": "failed", "seconds": 1, "profile": "defended", "stages": [],
                 "error": {"code": "failed", "message": "no disk", "stage": null, "problems": []}}
                """))
        .contains("no disk");
  }

  @Test
  void stagesThatNobodyAskedForAreCountedAndNotListed() {
    String stages =
        """
        "seconds": 1, "stages": [
          {"id": "snapshot", "status": "succeeded", "seconds": 1},
          {"id": "clean", "status": "skipped", "seconds": 0},
          {"id": "report", "status": "skipped", "seconds": 0}]}
        """;
    assertThat(printed("{\"status\": \"succeeded\", \"profile\": \"defended\", " + stages))
        .contains("2 later stages were not asked for")
        .doesNotContain("report ");
    assertThat(printed("{\"status\": \"failed\", \"profile\": \"defended\", " + stages))
        .contains("clean ", "report ");
    assertThat(printed("{\"status\": \"succeeded\", \"profile\": \"published\", " + stages))
        .contains("clean ");
  }
}
