package org.liftgate.app.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.journal.StageRow;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;
import org.liftgate.kernel.Stage;

/**
 * Stages led by hand, on a real journal: what is tried again, what is not, what comes from the
 * cache.
 */
class StageRunnerTest {
  @TempDir Path folder;

  private Platform platform;
  private StageRunner runner;

  @BeforeEach
  void open() {
    platform =
        Platform.open(folder.resolve("home"), folder, Optional.empty(), new Platform.Limits(64, 1));
    runner = new StageRunner(platform);
    FlakyStage.CALLS.set(0);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private ActiveRun start(String stages) throws IOException {
    return start(stages, Profile.DEFENDED, null);
  }

  private ActiveRun start(String stages, Profile profile, String until) throws IOException {
    Path pipeline = Files.createDirectories(folder.resolve("toy"));
    Files.writeString(
        pipeline.resolve("pipeline.yaml"),
        "name: toy\nversion: \"1\"\ntitle: Toy\nquestion: Does it work?\nstages:\n" + stages);
    var request =
        new RunStarter.Request(
            pipeline.toString(),
            pipeline,
            1,
            Map.of(),
            profile,
            new RunOptions(until, false, "duckdb", null),
            1);
    return new RunStarter(platform).start(request, Progress.SILENT);
  }

  /** Leads a run as the routes do, until it ends or waits for a retry longer than two seconds. */
  private void lead(ActiveRun run) throws InterruptedException {
    for (int idle = 0; idle < 40 && !new RunFinisher(run).finishIfDone(); ) {
      List<String> next = run.runnable();
      idle = next.isEmpty() ? idle + 1 : 0;
      if (next.isEmpty()) {
        Thread.sleep(50);
      }
      next.forEach(stage -> runner.claim(run, stage).ifPresent(this::work));
    }
  }

  private void work(StageWork work) {
    try {
      runner.verifyInputs(work);
      runner.compute(work);
      runner.judge(work);
      runner.publish(work);
      runner.commit(work);
    } catch (RuntimeException e) {
      runner.fail(work, e);
    }
  }

  private StageRow stage(ActiveRun run, String id) {
    return run.stageRow(id).orElseThrow();
  }

  @Test
  void aFaultThatMayPassIsTriedAgainLater() throws Exception {
    var run = start("  - {id: a, uses: test.flaky, with: {failures: 1}}\n");
    lead(run);
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(stage(run, "a").attempt()).isEqualTo(2);
    assertThat(platform.journal().run(run.id()).orElseThrow().status())
        .isEqualTo(Run.Status.SUCCEEDED);
  }

  @Test
  void aFaultThatWillNotPassEndsTheStageAndSkipsWhatNeedsIt() throws Exception {
    var run =
        start(
            "  - {id: a, uses: test.flaky, with: {failures: 1, passing: false}}\n  - {id: b, uses: test.flaky, needs: [a]}\n  - {id: c, uses: test.flaky}\n");
    lead(run);
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.FAILED);
    assertThat(stage(run, "a").attempt()).isEqualTo(1);
    assertThat(stage(run, "b").status()).isEqualTo(StageRow.Status.SKIPPED);
    assertThat(stage(run, "c").status())
        .as("an independent branch goes on")
        .isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(platform.journal().run(run.id()).orElseThrow().errorBody()).contains("a wall");
  }

  @Test
  void everyStageThatGaveUpIsToldWithItsReason() throws Exception {
    var run =
        start(
            "  - {id: a, uses: test.flaky, with: {failures: 2, passing: false}}\n  - {id: b, uses: test.flaky, needs: [a]}\n  - {id: c, uses: test.flaky, with: {failures: 2, passing: false}}\n  - {id: d, uses: test.flaky}\n");
    lead(run);
    var document = new RunDocument(platform).of(run.id());
    assertThat(document.path("errors").findValuesAsText("stage")).containsExactly("a", "c");
    assertThat(document.path("errors").findValuesAsText("message"))
        .allSatisfy(m -> assertThat(m).contains("a wall"));
    assertThat(document.path("error")).isEqualTo(document.path("errors").path(0));
  }

  @Test
  void aResumedRunDoesOnlyWhatIsLeft() throws Exception {
    var run =
        start(
            "  - {id: a, uses: test.flaky}\n  - {id: b, uses: test.flaky, needs: [a], with: {failures: 2, passing: false}}\n");
    lead(run);
    assertThat(stage(run, "b").status()).isEqualTo(StageRow.Status.FAILED);
    var again = new RunStarter(platform).resume(run.id(), Progress.SILENT);
    lead(again);
    assertThat(stage(again, "b").status()).isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(stage(again, "a").attempt()).isEqualTo(1);
  }

  @Test
  void theSameWorkComesFromTheCacheWhateverRunAsks() throws Exception {
    var first = start("  - {id: a, uses: test.flaky}\n");
    lead(first);
    var second = start("  - {id: a, uses: test.flaky}\n");
    lead(second);
    assertThat(stage(second, "a").status()).isEqualTo(StageRow.Status.CACHED);
    assertThat(FlakyStage.CALLS).hasValue(1);
    var changed = start("  - {id: a, uses: test.flaky, with: {failures: 0, passing: false}}\n");
    lead(changed);
    assertThat(stage(changed, "a").status())
        .as("another parameter, another key")
        .isEqualTo(StageRow.Status.SUCCEEDED);
  }

  @Test
  void aStageGivenBackIsDoneAgainByWhoeverIsNext() throws Exception {
    var run = start("  - {id: a, uses: test.flaky}\n");
    StageWork work = runner.claim(run, "a").orElseThrow();
    runner.verifyInputs(work);
    run.giveBack();
    assertThatThrownBy(() -> work.context.checkCancelled()).hasMessageContaining("cancelled");
    runner.fail(work, LiftgateException.cancelled());
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.PENDING);
    assertThat(stage(run, "a").message()).startsWith("given back");
    assertThat(runner.claim(run, "a")).as("not by the one who gave it back").isEmpty();
    run.letGo();
    var next = new RunStarter(platform).take(run.id(), Progress.SILENT).orElseThrow();
    lead(next);
    assertThat(stage(next, "a").status()).isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(stage(next, "a").attempt()).isEqualTo(2);
  }

  @Test
  void aProcessThatStopsBeginsNoStage() throws Exception {
    var run = start("  - {id: a, uses: test.flaky}\n");
    platform.stop();
    assertThat(runner.claim(run, "a")).isEmpty();
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.PENDING);
  }

  @Test
  void listenersHearOfEveryAttemptAndOneThatFailsDoesNoHarm() throws Exception {
    var heard = new ArrayList<String>();
    platform.listen(
        event -> {
          throw new IllegalStateException("a listener of no use");
        });
    platform.listen(
        event ->
            heard.add(
                switch (event) {
                  case RunEvent.RunBegan _ -> "run";
                  case RunEvent.StageBegan b ->
                      b.attempt().stage() + " attempt " + b.attempt().number();
                  case RunEvent.StageEnded e -> e.attempt().stage() + " " + e.status().word();
                  case RunEvent.RunEnded e -> "run " + e.status().word();
                  case RunEvent.RunLeft _ -> "left";
                }));
    var run =
        start(
            "  - {id: a, uses: test.flaky, with: {failures: 1}}\n  - {id: b, uses: test.flaky, needs: [a], with: {failures: 9, passing: false}}\n");
    lead(run);
    run.letGo();
    assertThat(heard)
        .containsExactly(
            "run",
            "a attempt 1",
            "a pending",
            "a attempt 2",
            "a succeeded",
            "b attempt 1",
            "b failed",
            "run failed",
            "left");
  }

  private static final String TWO_RECIPES =
      """
        - {id: ours, uses: test.flaky, profile: defended}
        - {id: theirs, uses: test.flaky, profile: published, with: {passing: false}}
        - {id: both, uses: test.flaky, needs: [theirs]}
      """;

  @Test
  void aPublishedRunLeavesOutWhatIsDefended() throws Exception {
    var run = start(TWO_RECIPES, Profile.PUBLISHED, null);
    lead(run);
    assertThat(stage(run, "ours").status()).isEqualTo(StageRow.Status.SKIPPED);
    assertThat(stage(run, "theirs").status()).isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(stage(run, "both").status()).isEqualTo(StageRow.Status.SUCCEEDED);
    assertThat(platform.journal().run(run.id()).orElseThrow().status())
        .isEqualTo(Run.Status.SUCCEEDED);
  }

  @Test
  void aDefendedRunExecutesEveryStage() throws Exception {
    var run = start(TWO_RECIPES, Profile.DEFENDED, null);
    lead(run);
    assertThat(List.of("ours", "theirs", "both"))
        .allSatisfy(id -> assertThat(stage(run, id).status()).isEqualTo(StageRow.Status.SUCCEEDED));
  }

  @Test
  void untilAStageThatTheProfileLeavesOutIsSaid() {
    assertThatThrownBy(() -> start(TWO_RECIPES, Profile.PUBLISHED, "ours"))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems().getFirst().sentence())
                    .contains("--until (ours) must be a stage that a published run executes")
                    .contains("Maybe without --profile."));
  }

  @Test
  void gatesOfTheOriginalAtMostWarnWhereAnotherAnswerIsDefended() {
    var gate = new Gate("g", "test.gate", "t", Gate.Severity.FAIL, List.of(), new Nothing(), true);
    assertThat(GateJudge.severity(gate, of(Profile.PUBLISHED), Profile.DEFENDED))
        .isEqualTo(Gate.Severity.WARN);
    assertThat(GateJudge.severity(gate, of(Profile.PUBLISHED), Profile.PUBLISHED))
        .isEqualTo(Gate.Severity.FAIL);
    assertThat(GateJudge.severity(gate, of(Profile.DEFENDED), Profile.DEFENDED))
        .isEqualTo(Gate.Severity.FAIL);
  }

  record Nothing() {}

  private static Stage of(Profile profile) {
    return new Stage(
        "s", "test.flaky", List.of(), new Nothing(), List.of("g"), Optional.of(profile), "");
  }
}
