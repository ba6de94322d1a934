package org.liftgate.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.journal.Delivery.Status;
import org.liftgate.app.journal.Outbox;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.SettableClock;
import org.liftgate.app.schedule.Dispatcher;
import org.liftgate.app.schedule.Planner;
import org.liftgate.app.schedule.Schedule;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.Run;

/** What people are told of a week of nights, on every database under the journal. */
abstract class WatchContract {
  private static final String BASE = "https://lift.example/";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private Platform platform;

  abstract Optional<String> database();

  @BeforeEach
  void open() throws IOException {
    Path pipeline = Files.createDirectories(folder.resolve("pipelines/toy"));
    Files.writeString(
        pipeline.resolve("pipeline.yaml"),
        """
        name: toy
        version: "1"
        title: Toy
        question: Does it work?
        stages:
          - id: migrate
            uses: app.migrate
        """);
    Files.createDirectories(folder.resolve("in"));
    clock.set(Instant.parse("2026-11-20T12:00:00Z"));
    platform =
        Platform.open(
            folder.resolve("home"),
            folder.resolve("pipelines"),
            database(),
            new Platform.Limits(64, 1),
            clock);
    new ScheduleBook(platform)
        .put(
            new Schedule(
                "nightly",
                "toy",
                "defended",
                folder.resolve("in").toString(),
                null,
                Map.of(),
                "30 5 * * *",
                "Europe/Berlin",
                Schedule.Misfire.LAST,
                Schedule.Overlap.SKIP,
                List.of(),
                "DONE",
                360));
    put("team", EnumSet.allOf(Event.class), false);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private void put(String name, Set<Event> on, boolean byHand) {
    new Targets(platform)
        .put(new Target(name, "webhook:http://localhost/" + name, on, List.of(), byHand, 60));
  }

  /** The run of a night; it starts at half past five in Berlin. */
  private RunRow night(String date) throws IOException {
    Files.writeString(folder.resolve("in/DONE"), "");
    clock.set(Instant.parse(date + "T04:30:01Z"));
    new Planner(platform).plan();
    return new Dispatcher(platform).dispatch().getFirst();
  }

  private void fail(RunRow run) {
    String error =
        Json.text(Json.object().put("message", "the disk is full").put("stage", "migrate"));
    clock.pass(Duration.ofMinutes(1));
    platform.journal().finish(run.id(), Run.Status.FAILED, null, null, null, error);
  }

  /** A run that read a file and judged one effect. */
  private void succeed(RunRow run, String file, double estimate, String verdict)
      throws IOException {
    var stage = Json.object();
    var predicate = stage.putObject("predicate");
    var definition = predicate.putObject("buildDefinition").put("buildType", "room.judge@1");
    definition.putObject("internalParameters").put("stageKey", "key of " + file);
    definition
        .putArray("resolvedDependencies")
        .addObject()
        .put("name", "sales.csv")
        .putObject("digest")
        .put("sha256", file);
    predicate
        .putArray("outputs")
        .addObject()
        .put("name", "verdicts")
        .put("contentHash", "of " + file)
        .put("rowCount", 1);
    predicate
        .putObject("headline")
        .putArray("headline")
        .addObject()
        .put("name", "did")
        .put("estimand", "att")
        .put("estimate", estimate)
        .put("std_error", 1)
        .put("conf_low", estimate - 2)
        .put("conf_high", estimate + 2)
        .put("grade", "quasi-experimental")
        .put("verdict", verdict);
    var whole = Json.object();
    var facts = whole.putObject("predicate").put("run", run.id()).put("pipeline", "toy");
    facts
        .putArray("stages")
        .addObject()
        .put("id", "judge")
        .put("status", "succeeded")
        .put("manifest", "judge.json");
    RunFolder at = RunFolder.of(platform.home(), run.id());
    Files.createDirectories(at.root());
    Files.writeString(at.root().resolve("judge.json"), Json.text(stage));
    Files.writeString(at.manifest(), Json.text(whole));
    clock.pass(Duration.ofMinutes(1));
    platform.journal().finish(run.id(), Run.Status.SUCCEEDED, "d", null, null, null);
  }

  private void warn(RunRow run, String gate) {
    platform
        .database()
        .transact(
            tx ->
                tx.update(
                    "INSERT INTO lg_gate_outcome (run_id, stage_id, ordinal, gate, kind, table_name, severity, status, message) VALUES (?,'migrate',?,?,'k','t','warn','warn','7 rows are odd')",
                    run.id(),
                    gate.length(),
                    gate));
  }

  /** What a look adds, oldest first. */
  private List<Delivery> look() {
    int before = all().size();
    int written = new Watch(platform, BASE).look();
    List<Delivery> now = all();
    assertThat(now).hasSize(before + written);
    clock.pass(Duration.ofMillis(1));
    return now.subList(0, written).reversed();
  }

  private List<Delivery> all() {
    return platform.journal().outbox().latest(null, 100);
  }

  private static String text(Delivery d) {
    return Json.parse(d.body(), "body").path("text").asText();
  }

  @Test
  void aFailureIsToldOnceAndSoIsTheRecovery() throws Exception {
    RunRow bad = night("2026-11-21");
    assertThat(look()).isEmpty();
    fail(bad);
    Callable<Integer> look = () -> new Watch(platform, BASE).look();
    try (var pool = Executors.newFixedThreadPool(4)) {
      int written = 0;
      for (var each : pool.invokeAll(List.of(look, look, look, look))) {
        written += each.get();
      }
      assertThat(written).isEqualTo(1);
    }
    Delivery told = all().getFirst();
    assertThat(told.event()).isEqualTo("failed");
    assertThat(told.subject()).isEqualTo("nightly of 2026-11-21 failed at stage migrate");
    assertThat(text(told))
        .isEqualTo(
            """
            Stage migrate: the disk is full

            What was published last stays published, and is marked stale.
            Once it is mended: ./liftgate resume RUN

            pipeline  toy
            run       RUN
            look      https://lift.example/runs/RUN
            """
                .replace("RUN", bad.id()));
    RunRow good = night("2026-11-22");
    succeed(good, "a", 4, "accept");
    var recovered = look();
    assertThat(recovered).hasSize(1);
    assertThat(recovered.getFirst().subject()).isEqualTo("nightly of 2026-11-22 is well again");
    assertThat(text(recovered.getFirst()))
        .contains("It succeeded again; run " + bad.id() + " before it failed.");
    succeed(night("2026-11-23"), "a", 4, "accept");
    assertThat(look()).isEmpty();
  }

  @Test
  void aVerdictThatChangedComesWithItsNumbersAndItsCause() throws IOException {
    RunRow first = night("2026-11-21");
    succeed(first, "a", 4.123, "accept");
    RunRow broken = night("2026-11-22");
    fail(broken);
    look();
    RunRow second = night("2026-11-23");
    succeed(second, "b", 1.5, "inconclusive");
    Delivery told = look().getFirst();
    assertThat(told.event()).isEqualTo("verdict");
    assertThat(told.subject())
        .isEqualTo("nightly of 2026-11-23: att (did) was accept, is inconclusive");
    assertThat(text(told))
        .isEqualTo(
            """
            att (did) was accept, is inconclusive.
              before  4.1 (95%%: 2.1 to 6.1), accept, quasi-experimental
              now     1.5 (95%%: −0.5 to 3.5), inconclusive, quasi-experimental
              because of the data: sales.csv changed

            It succeeded again; run %s before it failed.

            pipeline  toy
            run       %s
            look      https://lift.example/runs/%s
            compare   https://lift.example/compare?left=%s&right=%s
            """
                .formatted(broken.id(), second.id(), second.id(), first.id(), second.id()));
    JsonNode body = Json.parse(told.body(), "body");
    assertThat(body.at("/verdicts/0/because/0/what").asText()).isEqualTo("file");
    assertThat(body.path("events")).hasSize(2);
  }

  @Test
  void aWarningIsToldWhenItIsNewAndNotEveryNight() throws IOException {
    RunRow first = night("2026-11-21");
    warn(first, "odd-rows");
    succeed(first, "a", 4, "accept");
    assertThat(look().getFirst().subject()).isEqualTo("nightly of 2026-11-21: odd-rows warns");
    RunRow second = night("2026-11-22");
    warn(second, "odd-rows");
    succeed(second, "a", 4, "accept");
    assertThat(look()).isEmpty();
    RunRow third = night("2026-11-23");
    warn(third, "odd-rows");
    warn(third, "gaps");
    succeed(third, "a", 4, "accept");
    assertThat(text(look().getFirst()))
        .contains("Gate gaps of stage migrate warns, as it did not before: 7 rows are odd")
        .contains("As before, these warn: odd-rows.");
  }

  @Test
  void aNightWithoutDataIsLateOnceAndThenLeftOut() {
    clock.set(Instant.parse("2026-11-21T04:30:01Z"));
    new Planner(platform).plan();
    new Dispatcher(platform).dispatch();
    clock.set(Instant.parse("2026-11-21T05:29:59Z"));
    assertThat(look()).isEmpty();
    clock.set(Instant.parse("2026-11-21T05:30:00Z"));
    Delivery late = look().getFirst();
    assertThat(late.subject())
        .startsWith("nightly of 2026-11-21 is late: it waits for marker ")
        .endsWith("DONE");
    assertThat(text(late))
        .contains("It should have had a result by 06:30, 21 Nov (Europe/Berlin).")
        .contains("It waits until 11:30, 21 Nov (Europe/Berlin).");
    assertThat(look()).isEmpty();
    new ScheduleBook(platform).pause("nightly", true);
    clock.pass(Duration.ofHours(1));
    assertThat(look()).as("who pauses a schedule knows").isEmpty();
  }

  @Test
  void aNightThatGaveUpOrWorksTooLongIsTold() throws IOException {
    RunRow slow = night("2026-11-21");
    clock.pass(Duration.ofHours(1));
    assertThat(look().getFirst().subject())
        .isEqualTo("nightly of 2026-11-21 is late: its run still works");
    clock.set(Instant.parse("2026-11-22T04:30:01Z"));
    new Planner(platform).plan();
    new Dispatcher(platform).dispatch();
    assertThat(look().getFirst().subject())
        .isEqualTo("nightly of 2026-11-22 did not run: run " + slow.id() + " was still working");
  }

  @Test
  void eachIsToldOnlyWhatItWantsAndNothingFromBeforeItsTime() throws IOException {
    RunRow bad = night("2026-11-21");
    fail(bad);
    clock.pass(Duration.ofSeconds(1));
    put("chat", EnumSet.of(Event.RECOVERED), false);
    put("hand", EnumSet.allOf(Event.class), true);
    assertThat(look()).extracting(Delivery::target).containsExactly("team");
    RunRow good = night("2026-11-22");
    succeed(good, "a", 4, "accept");
    assertThat(look())
        .extracting(Delivery::target)
        .containsExactlyInAnyOrder("chat", "hand", "team");
    RunRow byHand =
        new RunRow(
            java.util.UUID.randomUUID().toString(),
            "toy",
            "toy",
            org.liftgate.kernel.Profile.DEFENDED,
            false,
            Run.Status.QUEUED,
            1,
            "",
            "{}",
            "{}",
            clock.millis(),
            0,
            null,
            null,
            false,
            null);
    platform.journal().create(byHand, List.of());
    fail(byHand);
    var told = look();
    assertThat(told).extracting(Delivery::target).containsExactly("hand");
    assertThat(told.getFirst().subject()).startsWith("Run " + byHand.id() + " of toy failed");
  }

  @Test
  void aMessageIsTriedLaterAndLaterUntilItIsDeadAndCanBeTriedAgain() {
    var outbox = platform.journal().outbox();
    Delivery d = new Notifications(platform).trial("team");
    assertThat(outbox.take(10)).extracting(Delivery::id).containsExactly(d.id());
    assertThat(outbox.take(10)).as("another process has it").isEmpty();
    clock.pass(Outbox.TAKEN);
    var waits = new ArrayList<Long>();
    for (int attempt = 2; attempt <= Outbox.ATTEMPTS; attempt++) {
      Delivery taken = outbox.take(10).getFirst();
      assertThat(taken.attempts()).isEqualTo(attempt);
      outbox.failed(taken, "no route to host");
      Delivery now = outbox.find(d.id()).orElseThrow();
      waits.add(Duration.between(clock.instant(), now.notBefore()).toSeconds());
      clock.set(now.notBefore());
    }
    assertThat(waits).startsWith(60L, 120L, 240L).contains(7200L).isSorted();
    assertThat(outbox.find(d.id()).orElseThrow().status()).isEqualTo(Status.DEAD);
    assertThat(outbox.take(10)).isEmpty();
    Delivery again = new Notifications(platform).again(d.id().substring(0, 8));
    assertThat(again.attempts()).isZero();
    Delivery stale = outbox.take(10).getFirst();
    clock.pass(Outbox.TAKEN);
    Delivery mine = outbox.take(10).getFirst();
    outbox.failed(stale, "too late to say so");
    outbox.sent(mine);
    assertThat(outbox.find(d.id()).orElseThrow().status()).isEqualTo(Status.SENT);
    assertThat(outbox.again(d.id())).isFalse();
  }

  @Test
  void whatWaitsForATargetThatIsRemovedIsNotSent() {
    Delivery d = new Notifications(platform).trial("team");
    new Targets(platform).remove("team");
    assertThat(platform.journal().outbox().take(10)).isEmpty();
    assertThat(new Notifications(platform).get(d.id()).reason())
        .isEqualTo("its target was removed");
  }
}
