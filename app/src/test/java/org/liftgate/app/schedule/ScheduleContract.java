package org.liftgate.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.journal.Firing.Status;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.SettableClock;
import org.liftgate.app.schedule.Schedule.Misfire;
import org.liftgate.app.schedule.Schedule.Overlap;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Run;

/** What schedules do, on every database under the journal. */
abstract class ScheduleContract {
  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private Optional<String> url;
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
        parameters:
          night: {type: text, default: "", doc: The night it is for.}
        stages:
          - id: migrate
            uses: app.migrate
        """);
    url = database();
    clock.set(Instant.parse("2026-11-20T12:00:00Z"));
    platform = another();
  }

  private Platform another() {
    return Platform.open(
        folder.resolve("home"),
        folder.resolve("pipelines"),
        url,
        new Platform.Limits(64, 1),
        clock);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private Schedule nightly(String name, Misfire misfire, Overlap overlap, List<String> needs) {
    return new Schedule(
        name,
        "toy",
        "defended",
        folder.resolve("in").toString(),
        null,
        Map.of("night", "{date}"),
        "30 5 * * *",
        "Europe/Berlin",
        misfire,
        overlap,
        needs,
        "DONE",
        360);
  }

  private Schedule put(Schedule schedule) {
    new ScheduleBook(platform).put(schedule);
    return schedule;
  }

  private void data() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/DONE"), "");
  }

  private List<RunRow> tick(String now) {
    clock.set(Instant.parse(now));
    new Planner(platform).plan();
    return new Dispatcher(platform).dispatch();
  }

  private List<Status> statuses(String name) {
    return platform.journal().firings().of(name, 50).reversed().stream()
        .map(Firing::status)
        .toList();
  }

  private Firing last(String name) {
    return platform.journal().firings().of(name, 1).getFirst();
  }

  private void end(RunRow run, Run.Status status) {
    platform.journal().finish(run.id(), status, null, null, null, null);
  }

  @Test
  void aTimeThatHasComeStartsOneRunForItsDate() throws IOException {
    data();
    put(nightly("nightly", Misfire.LAST, Overlap.SKIP, List.of()));
    assertThat(tick("2026-11-21T04:29:59Z")).isEmpty();
    var runs = tick("2026-11-21T04:30:01Z");
    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().settings()).contains("2026-11-21");
    assertThat(runs.getFirst().options()).contains("\"asOf\":\"2026-11-21\"");
    assertThat(tick("2026-11-21T04:30:02Z")).isEmpty();
    assertThat(last("nightly").run()).isEqualTo(runs.getFirst().id());
  }

  @Test
  void timesThatPassedUnseenFollowTheMisfireRule() throws IOException {
    data();
    put(nightly("none", Misfire.NONE, Overlap.QUEUE, List.of()));
    put(nightly("last", Misfire.LAST, Overlap.QUEUE, List.of()));
    put(nightly("all", Misfire.ALL, Overlap.SKIP, List.of()));
    tick("2026-11-23T09:00:00Z");
    assertThat(statuses("none")).containsExactly(Status.MISSED, Status.MISSED, Status.MISSED);
    assertThat(statuses("last")).containsExactly(Status.MISSED, Status.MISSED, Status.STARTED);
    assertThat(statuses("all")).containsExactly(Status.STARTED, Status.DUE, Status.DUE);
  }

  @Test
  void aTimeSeenALittleLateIsNotMissed() throws IOException {
    data();
    put(nightly("none", Misfire.NONE, Overlap.SKIP, List.of()));
    assertThat(tick("2026-11-21T04:31:30Z")).hasSize(1);
  }

  @Test
  void aNightThatFindsAnotherWorkingIsLeftOut() throws IOException {
    data();
    put(nightly("nightly", Misfire.LAST, Overlap.SKIP, List.of()));
    var first = tick("2026-11-21T04:30:00Z").getFirst();
    assertThat(tick("2026-11-22T04:30:00Z")).isEmpty();
    assertThat(last("nightly").status()).isEqualTo(Status.SKIPPED);
    assertThat(last("nightly").reason()).isEqualTo("run " + first.id() + " was still working");
  }

  @Test
  void aNightThatFindsAnotherWorkingWaitsItsTurn() throws IOException {
    data();
    put(nightly("nightly", Misfire.LAST, Overlap.QUEUE, List.of()));
    var first = tick("2026-11-21T04:30:00Z").getFirst();
    assertThat(tick("2026-11-22T04:30:00Z")).isEmpty();
    assertThat(last("nightly").reason()).isEqualTo("waits for run " + first.id());
    end(first, Run.Status.FAILED);
    assertThat(tick("2026-11-22T04:31:00Z")).hasSize(1);
  }

  @Test
  void aNightThatFindsAnotherWorkingTakesItsPlace() throws IOException {
    data();
    put(nightly("nightly", Misfire.LAST, Overlap.CANCEL, List.of()));
    var first = tick("2026-11-21T04:30:00Z").getFirst();
    assertThat(tick("2026-11-22T04:30:00Z")).isEmpty();
    assertThat(platform.journal().run(first.id()).orElseThrow().cancelRequested()).isTrue();
    end(first, Run.Status.CANCELLED);
    assertThat(tick("2026-11-22T04:30:05Z")).hasSize(1);
  }

  @Test
  void aScheduleWaitsForTheSameDateOfTheOneItNeeds() throws IOException {
    data();
    put(nightly("sales", Misfire.LAST, Overlap.SKIP, List.of()));
    put(nightly("prices", Misfire.LAST, Overlap.SKIP, List.of("sales")));
    var sales = tick("2026-11-21T04:30:00Z");
    assertThat(sales).hasSize(1);
    assertThat(last("prices").reason()).isEqualTo("waits for sales of 2026-11-21");
    end(sales.getFirst(), Run.Status.SUCCEEDED);
    assertThat(tick("2026-11-21T04:40:00Z")).hasSize(1);
  }

  @Test
  void aScheduleIsLeftOutWhenTheOneItNeedsFailed() throws IOException {
    data();
    put(nightly("sales", Misfire.LAST, Overlap.SKIP, List.of()));
    put(nightly("prices", Misfire.LAST, Overlap.SKIP, List.of("sales")));
    end(tick("2026-11-21T04:30:00Z").getFirst(), Run.Status.STOPPED);
    assertThat(tick("2026-11-21T04:40:00Z")).isEmpty();
    assertThat(last("prices").reason()).isEqualTo("needs sales of 2026-11-21, whose run stopped");
  }

  @Test
  void aFiringWaitsForItsDataAndThenGivesUp() throws IOException {
    put(nightly("nightly", Misfire.LAST, Overlap.SKIP, List.of()));
    assertThat(tick("2026-11-21T04:30:00Z")).isEmpty();
    assertThat(last("nightly").reason()).startsWith("waits for folder ");
    Files.createDirectories(folder.resolve("in"));
    assertThat(tick("2026-11-21T04:31:00Z")).isEmpty();
    assertThat(last("nightly").reason()).startsWith("waits for marker ");
    tick("2026-11-21T10:31:00Z");
    assertThat(last("nightly").status()).isEqualTo(Status.SKIPPED);
    assertThat(last("nightly").reason()).endsWith("for longer than 360 minutes");
  }

  @Test
  void withoutAMarkerFilesMustRest() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    var s = nightly("nightly", Misfire.LAST, Overlap.SKIP, List.of());
    Path file = Files.writeString(in.resolve("sales.csv"), "a\n1\n");
    var bare =
        new Schedule(
            s.name(),
            s.pipeline(),
            s.profile(),
            s.data(),
            null,
            s.settings(),
            s.cron(),
            s.zone(),
            s.misfire(),
            s.overlap(),
            s.needs(),
            null,
            s.patienceMinutes());
    Files.writeString(
        folder.resolve("pipelines/toy/pipeline.yaml"),
        """
        name: toy
        version: "1"
        title: Toy
        question: Does it work?
        parameters:
          night: {type: text, default: "", doc: The night it is for.}
        sources:
          - layout: plain
            into: sql/plain
            files:
              sales: {names: [sales.csv], fields: {a: integer}}
        stages:
          - id: migrate
            uses: app.migrate
        """);
    Path sql = Files.createDirectories(folder.resolve("pipelines/toy/sql/plain"));
    Files.writeString(sql.resolve("sold.sql"), "SELECT a FROM sales\n");
    put(bare);
    assertThat(tick("2026-11-21T04:30:00Z")).isEmpty();
    assertThat(last("nightly").reason()).endsWith("to rest");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(tick("2026-11-21T04:30:10Z")).hasSize(1);
  }

  @Test
  void arrivingDataStartTheRunOfTheirDate() throws IOException {
    var s = nightly("arrivals", Misfire.LAST, Overlap.QUEUE, List.of());
    put(
        new Schedule(
            s.name(),
            s.pipeline(),
            s.profile(),
            folder.resolve("sales-{date}/in").toString(),
            null,
            s.settings(),
            null,
            s.zone(),
            s.misfire(),
            s.overlap(),
            s.needs(),
            s.marker(),
            s.patienceMinutes()));
    Files.createDirectories(folder.resolve("sales-2026-11-19/in"));
    Files.createDirectories(folder.resolve("sales-2026-13-40/in"));
    assertThat(tick("2026-11-21T10:00:00Z")).isEmpty();
    assertThat(statuses("arrivals")).isEmpty();
    Path in = Files.createDirectories(folder.resolve("sales-2026-11-21/in"));
    assertThat(tick("2026-11-21T10:00:01Z")).isEmpty();
    assertThat(last("arrivals").reason()).startsWith("waits for marker ");
    Files.writeString(in.resolve("DONE"), "");
    var runs = tick("2026-11-21T10:00:02Z");
    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().options()).contains("\"asOf\":\"2026-11-21\"");
    assertThat(tick("2026-11-21T10:00:03Z")).isEmpty();
  }

  @Test
  void simulatedDataAreRefused() throws IOException {
    data();
    Files.writeString(folder.resolve("in/truth.json"), "{}");
    put(nightly("nightly", Misfire.LAST, Overlap.SKIP, List.of()));
    assertThat(tick("2026-11-21T04:30:00Z")).isEmpty();
    assertThat(last("nightly").status()).isEqualTo(Status.SKIPPED);
    assertThat(last("nightly").reason()).contains("simulated data are never published");
  }

  @Test
  void aBackfillRunsWhatIsMissingOneAfterAnother() throws IOException {
    data();
    put(nightly("nightly", Misfire.NONE, Overlap.SKIP, List.of()));
    tick("2026-11-23T09:00:00Z");
    var planner = new Planner(platform);
    LocalDate from = LocalDate.of(2026, 11, 19);
    LocalDate to = LocalDate.of(2026, 11, 22);
    assertThat(planner.backfill("nightly", from, to, true)).hasSize(4);
    assertThat(statuses("nightly")).containsOnly(Status.MISSED);
    assertThat(planner.backfill("nightly", from, to, false)).hasSize(4);
    assertThat(planner.backfill("nightly", from, to, true)).isEmpty();
    var dates = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      for (RunRow run : new Dispatcher(platform).dispatch()) {
        dates.add(run.options().replaceAll(".*\"asOf\":\"([0-9-]+)\".*", "$1"));
        end(run, Run.Status.SUCCEEDED);
      }
    }
    assertThat(dates).containsExactly("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22");
  }

  @Test
  void aPausedScheduleMissesNothing() throws IOException {
    data();
    put(nightly("nightly", Misfire.ALL, Overlap.SKIP, List.of()));
    new ScheduleBook(platform).pause("nightly", true);
    assertThat(tick("2026-11-22T09:00:00Z")).isEmpty();
    new ScheduleBook(platform).pause("nightly", false);
    assertThat(tick("2026-11-22T10:00:00Z")).isEmpty();
    assertThat(statuses("nightly")).isEmpty();
    assertThat(tick("2026-11-23T04:30:00Z")).hasSize(1);
  }

  @Test
  void manyProcessesStartOneRun() throws Exception {
    data();
    put(nightly("nightly", Misfire.ALL, Overlap.QUEUE, List.of()));
    clock.pass(Duration.ofDays(1));
    var platforms = List.of(platform, another(), another());
    try (var threads = Executors.newFixedThreadPool(9)) {
      var started = new ArrayList<Future<List<RunRow>>>();
      for (int i = 0; i < 9; i++) {
        Platform mine = platforms.get(i % 3);
        started.add(
            threads.submit(
                () -> {
                  new Planner(mine).plan();
                  return new Dispatcher(mine).dispatch();
                }));
      }
      int runs = 0;
      for (var s : started) {
        runs += s.get().size();
      }
      assertThat(runs).isEqualTo(1);
    }
    assertThat(platform.journal().runs(10)).hasSize(1);
    platforms.subList(1, 3).forEach(Platform::close);
  }

  @Test
  void everythingWrongWithAScheduleIsToldAtOnce() {
    var wrong =
        new Schedule(
            "Nightly!",
            "toi",
            "defended",
            null,
            null,
            Map.of(),
            "61 5 * * *",
            "UTC",
            Misfire.LAST,
            Overlap.SKIP,
            List.of("sales"),
            null,
            360);
    assertThatThrownBy(() -> new ScheduleBook(platform).put(wrong))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.name())
                    .contains("name", "cron", "data", "needs")
                    .hasSizeGreaterThanOrEqualTo(5));
  }

  @Test
  void schedulesThatNeedEachOtherAreRefused() {
    put(nightly("a", Misfire.LAST, Overlap.SKIP, List.of()));
    put(nightly("b", Misfire.LAST, Overlap.SKIP, List.of("a")));
    assertThatThrownBy(() -> put(nightly("a", Misfire.LAST, Overlap.SKIP, List.of("b"))))
        .hasMessageContaining("cannot be kept");
  }
}
