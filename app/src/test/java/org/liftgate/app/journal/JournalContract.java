package org.liftgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** What every database under the journal must do. */
abstract class JournalContract {
  private final SettableClock clock = new SettableClock();
  private Database database;
  private Journal journal;

  abstract Database open();

  @BeforeEach
  void migrated() {
    database = open();
    database.migrate();
    journal = new Journal(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Owner stranger(int i) {
    return new Owner("another-host", 100 + i, i);
  }

  private String run() {
    return run(
        new Journal.NewStage("a", "x.a", List.of(), false),
        new Journal.NewStage("b", "x.b", List.of("a"), false),
        new Journal.NewStage("c", "x.c", List.of("b"), false));
  }

  private String run(Journal.NewStage... stages) {
    RunRow row = row();
    journal.create(row, List.of(stages));
    return row.id();
  }

  private RunRow row() {
    return new RunRow(
        UUID.randomUUID().toString(),
        "p",
        "/p",
        Profile.DEFENDED,
        false,
        Run.Status.QUEUED,
        1,
        "/d",
        "{}",
        "{}",
        clock.millis(),
        0,
        null,
        null,
        false,
        null);
  }

  private String keyed(String key, String digest) {
    var stages = List.of(new Journal.NewStage("a", "x.a", List.of(), false));
    return journal.create(row(), stages, Optional.empty(), key, digest);
  }

  @Test
  void aKeyStandsForOneRequestAndOneRun() {
    String run = keyed("night", "one");
    assertThat(keyed("night", "one")).isEqualTo(run);
    assertThat(keyed("another", "one")).isNotEqualTo(run);
    assertThatThrownBy(() -> keyed("night", "two"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("key (night) was used for another request, run " + run);
  }

  @Test
  void manyRequestsWithOneKeyMakeOneRun() throws Exception {
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(20)) {
      var answers = new java.util.ArrayList<java.util.concurrent.Future<String>>();
      for (int i = 0; i < 100; i++) {
        answers.add(threads.submit(() -> keyed("stampede", "one")));
      }
      var runs = new java.util.HashSet<String>();
      for (var answer : answers) {
        runs.add(answer.get());
      }
      assertThat(runs).hasSize(1);
      assertThat(journal.runs(1000)).extracting(RunRow::id).containsExactlyElementsOf(runs);
    }
  }

  private static Manifest manifest(String stage, Manifest.GateResult... gates) {
    var facts =
        new Artifact.TableFacts(
            "c".repeat(64), 3, Schema.of(new Schema.Column("x", Schema.Type.INTEGER)), Map.of());
    var table =
        new Artifact("t_" + stage, stage, Artifact.PARQUET, "a".repeat(64), 10, Optional.of(facts));
    return new Manifest(
        stage,
        "x",
        1,
        Optional.of("k"),
        "succeeded",
        Map.of(),
        Map.of(),
        List.of(table),
        List.of(gates),
        Map.of(),
        List.of(),
        Map.of());
  }

  private Outcomes.Commit commit(String stage, StageRow.Status status) {
    return new Outcomes.Commit(
        status,
        "sha-" + stage + "-" + UUID.randomUUID(),
        "{}",
        "key-" + stage,
        manifest(stage),
        "{\"cached\":true}",
        null,
        null);
  }

  private StageRow stage(String run, String id) {
    return journal.stages(run).stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theSchemaIsTheOneThisProgramKnows() throws java.io.IOException {
    assertThat(database.current("d")).isFalse();
    database.migrate("d");
    assertThat(database.current("d")).isTrue();
    assertThat(database.current("another digest")).isFalse();
    assertThat(database.migrate().migrationsExecuted).isZero();
    assertThat(database.applied())
        .extracting(Database.Applied::version)
        .filteredOn(java.util.Objects::nonNull)
        .isEqualTo(MigrationFoldersTest.versions(database.dialect()));
    assertThat(database.applied()).extracting(Database.Applied::version).endsWith((String) null);
  }

  @Test
  void aRunWaitsForOneLeader() {
    String run = run();
    assertThat(journal.leads().waiting()).contains(run);
    assertThat(journal.leads().take(run, stranger(1))).isTrue();
    assertThat(journal.leads().take(run, stranger(2))).isFalse();
    assertThat(journal.leads().take(run, stranger(1))).isTrue();
    assertThat(journal.leads().leader(run)).contains(stranger(1).toString());
    assertThat(journal.leads().waiting()).doesNotContain(run);
  }

  @Test
  void aLeaderThatIsSilentLosesItsRun() {
    String run = run();
    journal.leads().take(run, stranger(1));
    clock.pass(Journal.LEASE.minusSeconds(1));
    journal.leases().heartbeat(run, stranger(1));
    clock.pass(Journal.LEASE.minusSeconds(1));
    assertThat(journal.leads().take(run, stranger(2))).isFalse();
    clock.pass(java.time.Duration.ofSeconds(2));
    assertThat(journal.leads().waiting()).contains(run);
    assertThat(journal.leads().take(run, stranger(2))).isTrue();
    journal.leases().heartbeat(run, stranger(1));
    assertThat(journal.leads().leader(run)).contains(stranger(2).toString());
    assertThat(journal.leads().lost(run, stranger(1))).isTrue();
    assertThat(journal.leads().lost(run, stranger(2))).isFalse();
    var failed = Run.Status.FAILED;
    assertThat(journal.finish(run, Optional.of(stranger(1)), failed, null, null, null, null))
        .isFalse();
    assertThat(journal.finish(run, Optional.of(stranger(2)), failed, null, null, null, null))
        .isTrue();
    assertThat(journal.leads().lost(run, stranger(1))).isFalse();
  }

  @Test
  void aLeaderLetsARunGo() {
    String run = run();
    journal.leads().take(run, stranger(1));
    journal.leads().release(run, stranger(2));
    assertThat(journal.leads().leader(run)).isPresent();
    journal.leads().release(run, stranger(1));
    assertThat(journal.leads().waiting()).contains(run);
    journal.finish(run, Run.Status.FAILED, null, null, null, null);
    assertThat(journal.leads().waiting()).doesNotContain(run);
    assertThat(journal.leads().take(run, stranger(2))).isFalse();
  }

  @Test
  void aStageRunsOnlyAfterWhatItNeeds() {
    String run = run();
    assertThat(journal.leases().runnable(run)).containsExactly("a");
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    assertThat(journal.leases().runnable(run)).isEmpty();
    journal.outcomes().commit(claim, commit("a", StageRow.Status.SUCCEEDED));
    assertThat(journal.leases().runnable(run)).containsExactly("b");
    assertThat(journal.run(run).orElseThrow().status()).isEqualTo(Run.Status.RUNNING);
    assertThat(journal.memory().cached("key-a")).contains("{\"cached\":true}");
  }

  @Test
  void ofManyOwnersAtOnceOneGetsTheClaim() throws Exception {
    String run = run();
    try (var threads = Executors.newFixedThreadPool(6)) {
      var tasks = new ArrayList<Callable<Optional<Claim>>>();
      for (int i = 0; i < 12; i++) {
        Owner owner = stranger(i);
        tasks.add(() -> journal.leases().claim(run, "a", owner));
      }
      long won = threads.invokeAll(tasks).stream().filter(f -> f.resultNow().isPresent()).count();
      assertThat(won).isEqualTo(1);
    }
  }

  @Test
  void aLeaseThatRanOutCanBeTakenAndTheFormerOwnerChangesNothing() {
    String run = run();
    var first = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    clock.pass(Journal.LEASE.minusMillis(1));
    assertThat(journal.leases().claim(run, "a", stranger(2))).isEmpty();
    clock.pass(Duration.ofMillis(2));
    assertThat(journal.leases().runnable(run)).containsExactly("a");
    var second = journal.leases().claim(run, "a", stranger(2)).orElseThrow();
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThatThrownBy(
            () -> journal.outcomes().commit(first, commit("a", StageRow.Status.SUCCEEDED)))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("taken over");
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.RUNNING);
    journal.outcomes().fail(first, StageRow.Status.FAILED, "late", Optional.empty());
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.RUNNING);
    journal.outcomes().commit(second, commit("a", StageRow.Status.SUCCEEDED));
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.SUCCEEDED);
  }

  @Test
  void aHeartbeatKeepsTheLease() {
    String run = run();
    journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(20));
      assertThat(journal.leases().heartbeat(run, stranger(1))).isFalse();
    }
    assertThat(journal.leases().claim(run, "a", stranger(2))).isEmpty();
  }

  @Test
  void theLeaseOfADeadProcessOfThisHostIsFreeAtOnce() {
    String run = run();
    Owner me = Owner.current();
    journal
        .leases()
        .claim(run, "a", new Owner(me.host(), me.pid(), me.started() - 5000))
        .orElseThrow();
    assertThat(journal.leases().claim(run, "a", me)).isPresent();
    assertThat(journal.leases().claim(run, "a", stranger(3))).isEmpty();
  }

  @Test
  void committingTwiceUnderOneClaimDoesItOnce() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    var commit = commit("a", StageRow.Status.CACHED);
    journal.outcomes().commit(claim, commit);
    journal.outcomes().commit(claim, commit);
    assertThat(count("SELECT COUNT(*) FROM lg_artifact WHERE run_id = '" + run + "'")).isEqualTo(1);
  }

  @Test
  void whatGoesWithACommitIsRolledBackWithIt() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    var commit = commit("a", StageRow.Status.SUCCEEDED);
    var failing =
        new Outcomes.Commit(
            commit.status(),
            commit.manifestSha(),
            "{}",
            null,
            commit.manifest(),
            null,
            null,
            tx -> {
              tx.update(
                  "INSERT INTO lg_cache (cache_key, run_id, body, created_at) VALUES ('half', 'r', '', 0)");
              throw LiftgateException.stopped("no", List.of());
            });
    assertThatThrownBy(() -> journal.outcomes().commit(claim, failing)).hasMessage("no");
    assertThat(stage(run, "a").status()).isEqualTo(StageRow.Status.RUNNING);
    assertThat(journal.memory().cached("half")).isEmpty();
    assertThat(count("SELECT COUNT(*) FROM lg_artifact WHERE run_id = '" + run + "'")).isZero();
  }

  @Test
  void aRetryWaitsForItsTime() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    journal
        .outcomes()
        .fail(claim, StageRow.Status.FAILED, "lock", Optional.of(clock.millis() + 5000));
    assertThat(journal.leases().runnable(run)).isEmpty();
    assertThat(journal.leases().claim(run, "a", stranger(1))).isEmpty();
    clock.pass(Duration.ofSeconds(5));
    assertThat(journal.leases().runnable(run)).containsExactly("a");
    assertThat(journal.leases().claim(run, "a", stranger(1)).orElseThrow().attempt()).isEqualTo(2);
  }

  @Test
  void afterAStopWhatDependsOnItIsSkippedAndAReopenedRunGoesOn() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    journal.outcomes().commit(claim, commit("a", StageRow.Status.STOPPED));
    journal.skipBlocked(run);
    assertThat(stage(run, "b").status()).isEqualTo(StageRow.Status.SKIPPED);
    assertThat(stage(run, "c").status()).isEqualTo(StageRow.Status.SKIPPED);
    assertThat(journal.finish(run, Run.Status.STOPPED, "d", "m", "{}", "{}")).isTrue();
    assertThat(journal.finish(run, Run.Status.FAILED, "d", "m", "{}", "{}")).isFalse();
    journal.reopen(run, List.of());
    assertThat(journal.leases().runnable(run)).containsExactly("a");
    assertThat(journal.run(run).orElseThrow().status()).isEqualTo(Run.Status.RUNNING);
  }

  @Test
  void aCancelledRunHearsOfItByItsHeartbeat() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    journal.requestCancel(run);
    assertThat(journal.leases().heartbeat(run, stranger(1))).isTrue();
    journal.outcomes().fail(claim, StageRow.Status.CANCELLED, "cancelled", Optional.empty());
    journal.cancelPending(run);
    assertThat(journal.stages(run)).allMatch(s -> s.status() == StageRow.Status.CANCELLED);
  }

  @Test
  void stagesThatLostTheirOutputsAreDoneAgain() {
    String run = run();
    journal
        .outcomes()
        .commit(
            journal.leases().claim(run, "a", stranger(1)).orElseThrow(),
            commit("a", StageRow.Status.CACHED));
    journal.redo(run, List.of("a"));
    assertThat(journal.leases().runnable(run)).containsExactly("a");
  }

  @Test
  void gateOutcomesAreRowsOfTheirOwn() {
    String run = run();
    var claim = journal.leases().claim(run, "a", stranger(1)).orElseThrow();
    var outcome = new Gate.Outcome(Optional.of("7"), false, 0.5, null, "half", Optional.empty());
    var result =
        new Manifest.GateResult(
            "g", "x.g", "t", Gate.Severity.WARN, Gate.Status.WARN, outcome, Optional.empty());
    journal
        .outcomes()
        .commit(
            claim,
            new Outcomes.Commit(
                StageRow.Status.SUCCEEDED,
                "m1-" + run,
                "{}",
                null,
                manifest("a", result),
                null,
                null,
                null));
    assertThat(
            count(
                "SELECT COUNT(*) FROM lg_gate_outcome WHERE run_id = '"
                    + run
                    + "' AND group_id = '7' AND measure = 0.5 AND threshold IS NULL"))
        .isEqualTo(1);
    String other = run();
    assertThat(journal.atOnce().gates(List.of(other, run)))
        .singleElement()
        .satisfies(
            j -> {
              assertThat(j.run()).isEqualTo(run);
              assertThat(j.outcome().measure()).isEqualTo(0.5);
            });
    assertThat(journal.atOnce().tables(List.of(run, other)))
        .containsExactly(new RunsAtOnce.Made(run, "a", "t_a", 3, "c".repeat(64)));
    assertThat(journal.atOnce().manifests(List.of(run), "a")).containsEntry(run, "{}");
    assertThat(journal.atOnce().manifests(List.of(run), "b")).isEmpty();
    assertThat(journal.atOnce().gates(List.of())).isEmpty();
  }

  @Test
  void martsAgreeWithTheDatabaseToTheCentOrNothingIsWritten() {
    var facts = new HashMap<>(Map.of("run", "r", "pipeline", "p", "as_of", "2026-01-01"));
    database.transact(tx -> written(tx, "good", facts, 4.0, 2, 2, 4, 4));
    assertThat(
            count("SELECT COUNT(*) FROM v_four_cell_did WHERE result_digest = 'good' AND did = 4"))
        .isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM campaign_estimates_valid")).isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM campaign_estimates_latest")).isEqualTo(2);
    assertThat(count("SELECT COUNT(*) FROM event_study_latest")).isZero();
    assertThat(count("SELECT COUNT(*) FROM campaign_estimates_invalid")).isEqualTo(1);
    assertThat(
            count(
                "SELECT COUNT(*) FROM fact_uplift_latest WHERE segment IS NULL AND effect_t IS NULL AND reason = 'no'"))
        .isEqualTo(1);
    assertThat(
            count(
                "SELECT COUNT(*) FROM fact_uplift_latest WHERE recommended_by_profit AND segment = 3"))
        .isEqualTo(1);
    database.transact(tx -> written(tx, "good", facts, 4.0, 2, 2, 4, 4));
    assertThat(count("SELECT COUNT(*) FROM campaign_estimates"))
        .as("the same result is written once")
        .isEqualTo(2);
    assertThatThrownBy(() -> database.transact(tx -> written(tx, "bad", facts, 4.01, 2, 2, 4, 4)))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("disagree");
    assertThat(count("SELECT COUNT(*) FROM panel_mailing WHERE result_digest = 'bad'")).isZero();
  }

  @Test
  void theDatabaseTellsCompleteCampaignsFromOthersAndAgreesOrNothingIsWritten() {
    var facts = new HashMap<>(Map.of("run", "r", "pipeline", "p", "as_of", "2026-01-01"));
    database.transact(tx -> written(tx, "whole", facts, 4.0, 2, 2, 4, 4));
    String whole = " WHERE result_digest = 'whole'";
    assertThat(
            count(
                "SELECT COUNT(*) FROM v_two_by_two_valid"
                    + whole
                    + " AND treated_post_units = 2 AND comparison_pre_units = 4"))
        .isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM v_two_by_two_invalid" + whole)).isZero();
    assertThatThrownBy(() -> database.transact(tx -> written(tx, "thin", facts, 4.0, 2, 1, 4, 4)))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems().getFirst().message())
                    .contains("2 and 1 treated, 4 and 4 compared"));
    assertThat(count("SELECT COUNT(*) FROM panel_mailing WHERE result_digest = 'thin'")).isZero();
  }

  @Test
  void theSplitOfCampaignsIsTheEnginesOrNothingIsWritten() {
    var facts = new HashMap<>(Map.of("run", "r", "pipeline", "p", "as_of", "2026-01-01"));
    var whole = campaign(1, true, true, 4.0);
    var none = campaign(2, false, false, null);
    refused("tampered", facts, "4 and 4 compared", List.of(campaign(1, false, false, 4.0), none));
    refused(
        "grown",
        facts,
        "the database has none and none",
        List.of(whole, campaign(2, false, true, null)));
    refused("lost", facts, "is in the panel but not among", List.of(none));
    refused("silent", facts, "the database has 4", List.of(campaign(1, true, true, null), none));
    refused("void", facts, "the database has none", List.of(whole, campaign(2, false, false, 1.0)));
    database.transact(
        tx -> {
          Marts.write(tx, "same", facts, marts(tx, List.of(whole, none), 2, 2, 4, 4));
          return null;
        });
    assertThat(
            count(
                "SELECT COUNT(*) FROM campaign_estimates e JOIN v_four_cell_did v ON v.result_digest = e.result_digest AND v.group_id = e.group_id WHERE e.result_digest = 'same' AND e.complete = v.complete"))
        .isEqualTo(1);
  }

  private void refused(
      String digest, Map<String, String> facts, String why, List<Map<String, Object>> campaigns) {
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      Marts.write(tx, digest, facts, marts(tx, campaigns, 2, 2, 4, 4));
                      return null;
                    }))
        .as(digest)
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems().toString()).as(digest).contains(why));
    assertThat(
            count("SELECT COUNT(*) FROM mart_publication WHERE result_digest = '" + digest + "'"))
        .isZero();
    assertThat(count("SELECT COUNT(*) FROM panel_mailing WHERE result_digest = '" + digest + "'"))
        .isZero();
  }

  @Test
  void theLatestAcceptedRunOfEachPipelineIsShownAndSharedRowsAreKeptOnce() {
    var one = Map.of("run", "r1", "pipeline", "one", "as_of", "2026-01-01");
    var two = Map.of("run", "r2", "pipeline", "two", "as_of", "2026-01-02");
    products(one, "first", "milk", "bread");
    products(two, "other", "milk", "bread");
    assertThat(count("SELECT COUNT(*) FROM dim_product")).as("kept once").isEqualTo(2);
    assertThat(count("SELECT COUNT(*) FROM dim_product_latest")).as("seen by both").isEqualTo(4);
    products(one, "second", "milk", "oat milk", "bread");
    assertThat(count("SELECT COUNT(*) FROM dim_product")).isEqualTo(5);
    assertThat(count("SELECT COUNT(*) FROM dim_product_latest WHERE pipeline = 'one'"))
        .isEqualTo(3);
    assertThatThrownBy(() -> products(one, "failed", (String[]) null))
        .isInstanceOf(LiftgateException.class);
    assertThat(
            count(
                "SELECT COUNT(*) FROM dim_product_latest WHERE pipeline = 'one' AND commodity = 'oat milk'"))
        .as("a failed night leaves the last good one")
        .isEqualTo(1);
    products(one, "first", "milk", "bread");
    assertThat(count("SELECT COUNT(*) FROM dim_product_latest WHERE pipeline = 'one'"))
        .as("the same result as before is the latest again")
        .isEqualTo(2);
    assertThat(count("SELECT COUNT(*) FROM mart_latest WHERE result_digest = 'first'"))
        .isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM dim_product")).isEqualTo(5);
  }

  private void products(Map<String, String> facts, String digest, String... names) {
    database.transact(
        tx -> {
          var rows = new ArrayList<Map<String, Object>>();
          for (int i = 0; names != null && i < names.length; i++) {
            rows.add(Map.of("product_id", i + 1L, "commodity", names[i]));
          }
          var marts = new java.util.TreeMap<String, Table>();
          marts.put("dim_product", whole(tx, "dim_product", rows));
          if (names == null) {
            marts.put("panel_mailing", Table.named("x").longs("group_id", 1).build());
            marts.put("lg_run", Table.named("x").longs("run_id", 1).build());
          }
          Marts.write(tx, digest, facts, marts);
          return null;
        });
  }

  /** The second begins while the first has written but not yet committed. */
  @Test
  void twoRunsThatPublishTheSameRowsAtOnceBothPublish() throws Exception {
    var written = new java.util.concurrent.CountDownLatch(1);
    try (var thread = java.util.concurrent.Executors.newSingleThreadExecutor()) {
      var first =
          thread.submit(
              () ->
                  database.transact(
                      tx -> {
                        var marts = new java.util.TreeMap<String, Table>();
                        var row = Map.<String, Object>of("product_id", 1L, "commodity", "rice");
                        marts.put("dim_product", whole(tx, "dim_product", List.of(row)));
                        var facts = Map.of("run", "r1", "pipeline", "p", "as_of", "2026-01-01");
                        Marts.write(tx, "first", facts, marts);
                        written.countDown();
                        pause();
                        return null;
                      }));
      written.await();
      products(Map.of("run", "r2", "pipeline", "p", "as_of", "2026-01-01"), "second", "rice");
      first.get();
    }
    assertThat(count("SELECT COUNT(*) FROM dim_product")).isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM mart_content WHERE mart = 'dim_product'")).isEqualTo(2);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsNoMartAndEveryColumnThatLacksIsToldAtOnce() {
    var facts = Map.of("run", "r", "pipeline", "p", "as_of", "2026-01-01");
    assertThatThrownBy(() -> products(facts, "none", (String[]) null))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems().toString())
                    .contains("lg_run", "is no mart", "panel_mailing.sales", "panel_mailing.post"));
  }

  private static Map<String, Object> campaign(
      long group, boolean valid, boolean complete, Double did) {
    var row = new HashMap<String, Object>();
    row.put("group_id", group);
    row.put("valid", valid);
    row.put("complete", complete);
    row.put("did", did);
    return row;
  }

  private static Void written(
      Tx tx, String digest, Map<String, String> facts, double did, long... firstUnits)
      throws java.sql.SQLException {
    var campaigns = List.of(campaign(1, true, true, did), campaign(2, false, false, null));
    var marts = marts(tx, campaigns, firstUnits);
    marts.put(
        "fact_uplift",
        whole(
            tx,
            "fact_uplift",
            List.of(
                Map.of(
                    "household_id",
                    1L,
                    "effect",
                    2.5,
                    "segment",
                    3L,
                    "recommended_by_profit",
                    true),
                Map.of("household_id", 2L, "reason", "no", "effect_t", Double.POSITIVE_INFINITY))));
    Marts.write(tx, digest, facts, marts);
    return null;
  }

  /** A panel of one campaign whose four-cell difference is 4, and what is said of campaigns. */
  private static Map<String, Table> marts(
      Tx tx, List<Map<String, Object>> campaigns, long... firstUnits) throws java.sql.SQLException {
    var panel =
        Table.named("panel_mailing").longs("group_id", 1, 1, 1, 1).longs("period", -1, 0, -1, 0);
    panel.column(
        "treated",
        new Table.Longs(Schema.Type.BOOLEAN, new long[] {1, 1, 0, 0}, new java.util.BitSet()));
    panel.column(
        "post",
        new Table.Longs(Schema.Type.BOOLEAN, new long[] {0, 1, 0, 1}, new java.util.BitSet()));
    panel.longs("panel_rows", 2, 2, 4, 4).doubles("sales", 20.00, 35.00, 32.00, 46.00);
    panel.longs("first_units", firstUnits);
    return new java.util.TreeMap<>(
        Map.of(
            "panel_mailing",
            panel.build(),
            "campaign_estimates",
            whole(tx, "campaign_estimates", campaigns)));
  }

  /** Every column that the mart has; null where a row says nothing. */
  private static Table whole(Tx tx, String mart, List<Map<String, Object>> rows)
      throws java.sql.SQLException {
    var columns = Mart.of(tx, mart, new ArrayList<>()).columns();
    var schema =
        columns.stream()
            .map(
                c ->
                    new Schema.Column(
                        c,
                        rows.stream()
                            .map(r -> r.get(c))
                            .filter(java.util.Objects::nonNull)
                            .findFirst()
                            .map(JournalContract::type)
                            .orElse(Schema.Type.TEXT)))
            .toList();
    return Table.named(mart)
        .rows(
            new Schema(schema),
            rows.stream().map(r -> columns.stream().<Object>map(r::get).toList()).toList())
        .build();
  }

  private static Schema.Type type(Object value) {
    return switch (value) {
      case Long _ -> Schema.Type.INTEGER;
      case Double _ -> Schema.Type.DOUBLE;
      case Boolean _ -> Schema.Type.BOOLEAN;
      default -> Schema.Type.TEXT;
    };
  }

  private long count(String sql) {
    return database.transact(tx -> tx.first(sql, r -> r.getLong(1)).orElseThrow());
  }
}
