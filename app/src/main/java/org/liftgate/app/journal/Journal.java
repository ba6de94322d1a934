package org.liftgate.app.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.StageRow.Status;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Run;

/**
 * Decides what may run next. Every change is one transaction; every change to a stage carries the
 * fence of the claim it was made under, so that a stale owner changes nothing.
 */
public final class Journal {
  /**
   * Well above what an H2 peer takes to reconnect, and short enough that what a killed node worked
   * on goes on elsewhere within half a minute.
   */
  public static final Duration LEASE = Duration.ofSeconds(20);

  private static final String RUN = "SELECT * FROM lg_run WHERE run_id = ?";
  static final String STAGES = "SELECT * FROM lg_stage WHERE run_id = ? ORDER BY ordinal";

  private final Database database;
  private final Clock clock;
  private final Leases leases;
  private final Outcomes outcomes;
  private final Memory memory;
  private final Leads leads;
  private final Schedules schedules;
  private final Firings firings;
  private final RunSearch search;
  private final RunHistory history;

  public Journal(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.leases = new Leases(database, clock);
    this.outcomes = new Outcomes(database, clock);
    this.memory = new Memory(database, clock);
    this.leads = new Leads(database, clock);
    this.schedules = new Schedules(database, clock);
    this.firings = new Firings(database, clock);
    this.search = new RunSearch(database);
    this.history = new RunHistory(database);
  }

  public Leases leases() {
    return leases;
  }

  public Outcomes outcomes() {
    return outcomes;
  }

  public Memory memory() {
    return memory;
  }

  public Leads leads() {
    return leads;
  }

  public Schedules schedules() {
    return schedules;
  }

  public Firings firings() {
    return firings;
  }

  public Clock clock() {
    return clock;
  }

  public Database database() {
    return database;
  }

  /** A stage as a run begins: pending, or skipped because the profile or --until leaves it out. */
  public record NewStage(String id, String uses, List<String> needs, boolean skipped) {}

  /** After this returns the run is never lost; it waits for a leader. */
  public void create(RunRow run, List<NewStage> stages) {
    create(run, stages, Optional.empty());
  }

  /**
   * After this returns the run is never lost.
   *
   * @param leader who leads it from the start; empty where it waits for one
   */
  public void create(RunRow run, List<NewStage> stages, Optional<Owner> leader) {
    database.transact(
        tx -> {
          create(tx, run, stages, leader);
          return null;
        });
  }

  /** How the problem of a key used twice begins. */
  public static final String KEY_USED = "was used for another request";

  /** What a key stands for. */
  private record Keyed(String digest, String run) {}

  /**
   * Creates a run for a request that carries a key, unless a run was created for that key before.
   *
   * @param digest of the request, so that a key is not used for two of them
   * @return the run of this key: the given one, or the one created before
   * @throws LiftgateException when the key was used for another request
   */
  public String create(
      RunRow run, List<NewStage> stages, Optional<Owner> leader, String key, String digest) {
    Keyed keyed;
    try {
      keyed = database.transact(tx -> keyed(tx, run, stages, leader, key, digest));
    } catch (LiftgateException e) {
      // Another process wrote the key between the look and the writing: its run is there now.
      keyed = database.transact(tx -> find(tx, key)).orElseThrow(() -> e);
    }
    if (!keyed.digest().equals(digest)) {
      throw LiftgateException.input(
          Problem.of(
              "key",
              key,
              KEY_USED + ", run " + keyed.run(),
              "Maybe choose a new key for each request that is new."));
    }
    return keyed.run();
  }

  private Keyed keyed(
      Tx tx, RunRow run, List<NewStage> stages, Optional<Owner> leader, String key, String digest)
      throws SQLException {
    Optional<Keyed> before = find(tx, key);
    if (before.isPresent()) {
      return before.get();
    }
    tx.update(
        "INSERT INTO lg_idempotency (request_key, request_digest, run_id, created_at) VALUES (?,?,?,?)",
        key,
        digest,
        run.id(),
        clock.millis());
    create(tx, run, stages, leader);
    return new Keyed(digest, run.id());
  }

  private static Optional<Keyed> find(Tx tx, String key) throws SQLException {
    return tx.first(
        "SELECT request_digest, run_id FROM lg_idempotency WHERE request_key = ?",
        r -> new Keyed(r.getString(1), r.getString(2)),
        key);
  }

  void create(Tx tx, RunRow run, List<NewStage> stages, Optional<Owner> leader)
      throws SQLException {
    tx.update(
        "INSERT INTO lg_run (run_id, pipeline, pipeline_path, profile, simulated, status, seed, data_path, settings, options, created_at, cancel_requested) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        run.id(),
        run.pipeline(),
        run.pipelinePath(),
        run.profile().word(),
        run.simulated(),
        run.status().word(),
        run.seed(),
        run.data(),
        run.settings(),
        run.options(),
        run.createdAt(),
        false);
    int ordinal = 0;
    for (NewStage s : stages) {
      tx.update(
          "INSERT INTO lg_stage (run_id, stage_id, ordinal, uses_kind, needs, status, attempt, not_before, fence, lease_until) VALUES (?,?,?,?,?,?,0,0,0,0)",
          run.id(),
          s.id(),
          ordinal++,
          s.uses(),
          String.join(",", s.needs()),
          s.skipped() ? "skipped" : "pending");
    }
    if (leader.isPresent()) {
      Leads.lead(tx, run.id(), leader.get(), clock.millis());
    }
    audit(tx, "run", run.id(), run.pipeline());
  }

  public Optional<RunRow> run(String id) {
    return database.transact(tx -> tx.first(RUN, RunRow::of, id));
  }

  public RunSearch search() {
    return search;
  }

  public RunsAtOnce atOnce() {
    return new RunsAtOnce(database);
  }

  public RunHistory history() {
    return history;
  }

  public Outbox outbox() {
    return new Outbox(database, clock);
  }

  public TargetRows targets() {
    return new TargetRows(database, clock);
  }

  public AccessRows access() {
    return new AccessRows(database, clock);
  }

  public Audit audit() {
    return new Audit(database, clock);
  }

  public EarlierRuns earlier() {
    return new EarlierRuns(database);
  }

  /** Newest first. */
  public List<RunRow> runs(int limit) {
    return search.newestFirst(RunSearch.Filter.ALL, null, limit);
  }

  /** Runs whose id starts with the text. */
  public List<String> runsLike(String prefix) {
    if (!prefix.matches("[0-9a-f-]+")) {
      return List.of();
    }
    return database.transact(
        tx ->
            tx.list(
                "SELECT run_id FROM lg_run WHERE run_id LIKE ? ORDER BY run_id",
                r -> r.getString(1),
                prefix + "%"));
  }

  public List<StageRow> stages(String run) {
    return database.transact(tx -> tx.list(STAGES, StageRow::of, run));
  }

  public void requestCancel(String run) {
    database.transact(
        tx -> {
          tx.update("UPDATE lg_run SET cancel_requested = ? WHERE run_id = ?", true, run);
          audit(tx, "cancel", run, "");
          return null;
        });
  }

  /** Stages that can no longer run because one they need did not end well. */
  public void skipBlocked(String run) {
    database.transact(
        tx -> {
          var rows = tx.list(STAGES, StageRow::of, run);
          var lost =
              new ArrayList<>(
                  rows.stream()
                      .filter(r -> r.status().ended() && !r.status().good())
                      .map(StageRow::id)
                      .toList());
          for (StageRow s : rows) {
            if (s.status() == Status.PENDING && s.needs().stream().anyMatch(lost::contains)) {
              tx.update(
                  "UPDATE lg_stage SET status = 'skipped' WHERE run_id = ? AND stage_id = ? AND status = 'pending'",
                  run,
                  s.id());
              lost.add(s.id());
            }
          }
          return null;
        });
  }

  /** Pending stages of a cancelled run become cancelled. */
  public void cancelPending(String run) {
    database.transact(
        tx ->
            tx.update(
                "UPDATE lg_stage SET status = 'cancelled' WHERE run_id = ? AND status = 'pending'",
                run));
  }

  /** Ends a run once, whoever leads it; a second call changes nothing and says so. */
  public boolean finish(
      String run,
      Run.Status status,
      @Nullable String digest,
      @Nullable String manifestSha,
      @Nullable String manifestBody,
      @Nullable String error) {
    return finish(run, Optional.empty(), status, digest, manifestSha, manifestBody, error);
  }

  /**
   * Ends a run once; a second call changes nothing and says so.
   *
   * @param leader who must lead it still; empty for anybody
   */
  public boolean finish(
      String run,
      Optional<Owner> leader,
      Run.Status status,
      @Nullable String digest,
      @Nullable String manifestSha,
      @Nullable String manifestBody,
      @Nullable String error) {
    String fence = leader.map(_ -> " AND leader = ?").orElse("");
    return database.transact(
        tx -> {
          var values =
              new ArrayList<Object>(
                  Arrays.asList(status.word(), digest, manifestSha, clock.millis(), error, run));
          leader.ifPresent(l -> values.add(l.toString()));
          int changed =
              tx.update(
                  "UPDATE lg_run SET status = ?, result_digest = ?, manifest_sha = ?, finished_at = ?, error_body = ? WHERE run_id = ? AND status IN ('queued', 'running')"
                      + fence,
                  values.toArray());
          if (changed == 1
              && manifestSha != null
              && tx.first(
                      "SELECT 1 FROM lg_manifest WHERE manifest_sha = ?",
                      r -> r.getInt(1),
                      manifestSha)
                  .isEmpty()) {
            tx.update(
                "INSERT INTO lg_manifest (manifest_sha, run_id, stage_id, body) VALUES (?,?,NULL,?)",
                manifestSha,
                run,
                manifestBody);
          }
          return changed == 1;
        });
  }

  /**
   * Makes a run that did not succeed run again from where it stands. Nothing done is done twice.
   *
   * @param left stages that it leaves out, such as those of another profile
   */
  public void reopen(String run, List<String> left) {
    long now = clock.millis();
    database.transact(
        tx -> {
          for (StageRow s : tx.list(STAGES, StageRow::of, run)) {
            boolean again = (s.status().ended() && !s.status().good()) || s.abandoned(now);
            if (again) {
              tx.update(
                  "UPDATE lg_stage SET status = ?, not_before = 0, lease_until = 0 WHERE run_id = ? AND stage_id = ? AND fence = ?",
                  left.contains(s.id()) ? "skipped" : "pending",
                  run,
                  s.id(),
                  s.fence());
            }
          }
          tx.update(
              "UPDATE lg_run SET status = 'running', cancel_requested = ?, finished_at = NULL, error_body = NULL, leader = NULL, leader_until = 0 WHERE run_id = ?",
              false,
              run);
          audit(tx, "resume", run, "");
          return null;
        });
  }

  /** Makes stages of a running run run again, because what they wrote is gone. */
  public void redo(String run, List<String> stages) {
    database.transact(
        tx -> {
          for (String s : stages) {
            tx.update(
                "UPDATE lg_stage SET status = 'pending', not_before = 0 WHERE run_id = ? AND stage_id = ? AND status IN ('succeeded', 'cached')",
                run,
                s);
          }
          return null;
        });
  }

  private void audit(Tx tx, String action, String subject, String detail) throws SQLException {
    tx.update(
        "INSERT INTO lg_audit (at_time, actor, action, subject, detail) VALUES (?,?,?,?,?)",
        clock.millis(),
        System.getProperty("user.name", "unknown"),
        action,
        subject,
        detail);
  }
}
