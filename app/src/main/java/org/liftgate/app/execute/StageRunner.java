package org.liftgate.app.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.app.journal.Claim;
import org.liftgate.app.journal.Outcomes;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.plan.Canonical;
import org.liftgate.app.plan.StageKey;
import org.liftgate.app.store.Durable;
import org.liftgate.app.store.Environment;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.Table;

/** The steps of a stage, in the order of its route. */
public final class StageRunner {
  private static final int ATTEMPTS = 4;

  private final Platform platform;

  public StageRunner(Platform platform) {
    this.platform = platform;
  }

  /** Takes the lease, or finds that someone else has it. */
  public Optional<StageWork> claim(ActiveRun run, String stageId) {
    if (run.interrupted() || platform.stopping()) {
      return Optional.empty();
    }
    Optional<Claim> claim = platform.journal().leases().claim(run.id(), stageId, run.owner());
    return claim.map(
        c -> {
          Stage stage = run.loaded().pipeline().stage(stageId).orElseThrow();
          var work = new StageWork(run, stage, platform.catalog().stages().get(stage.uses()), c);
          run.enter(work);
          run.progress().started(stageId, stage.title());
          platform.tell(new RunEvent.StageBegan(run.subject(), work.attempt()));
          return work;
        });
  }

  /**
   * Checks the bytes of every input. What is missing or corrupt is set aside, and the stage that
   * made it is done again before this one.
   */
  public void verifyInputs(StageWork work) {
    List<StageRow> rows = platform.journal().stages(work.run.id());
    work.inputs = work.run.inputs(work, rows);
    work.time("verify", () -> checkInputs(work));
    var facts =
        Table.named("gate_results").rows(Schemas.GATE_RESULTS, gateRows(work.run, rows)).build();
    work.context = new RunningStage(work, facts);
    var identities = new TreeMap<String, String>();
    work.inputs.forEach(a -> identities.put(a.name(), a.identity()));
    if (work.source()) {
      identities.putAll(work.run.raw());
    }
    work.inputIdentities = identities;
    String key = key(work, facts);
    work.key = work.repeatable() ? Optional.of(key) : Optional.empty();
    work.effectKey = key;
  }

  private void checkInputs(StageWork work) {
    var lost = work.inputs.stream().filter(a -> !platform.store().intact(a)).toList();
    if (lost.isEmpty()) {
      return;
    }
    lost.forEach(platform.store()::setAside);
    var makers = lost.stream().map(Artifact::stage).distinct().toList();
    platform.journal().redo(work.run.id(), makers);
    throw new Redo(
        "inputs "
            + lost.stream().map(Artifact::name).toList()
            + " are missing or corrupt; "
            + makers
            + " will make them again");
  }

  /** Not a failure: the stage waits until its inputs have been made again. */
  static final class Redo extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Redo(String message) {
      super(message);
    }
  }

  private String key(StageWork work, Table gates) {
    boolean reads = !work.kind.reads().isEmpty();
    var digest = Digest.sha256();
    for (int i = 0; i < gates.rows(); i++) {
      digest.add(gates.row(i).toString());
    }
    var row = work.run.row();
    return work.run
        .keys()
        .of(
            work.kind,
            work.stage,
            work.inputs,
            new StageKey.Facts(
                reads ? work.run.raw() : Map.of(),
                digest.hex(),
                row.profile(),
                row.simulated(),
                row.seed()));
  }

  private static List<List<Object>> gateRows(ActiveRun run, List<StageRow> rows) {
    var found = new ArrayList<List<Object>>();
    for (var entry : run.gateResults(rows)) {
      Manifest.GateResult g = entry.getValue();
      var row = new ArrayList<Object>();
      row.add(g.gate());
      row.add(g.kind());
      row.add(entry.getKey());
      row.add(g.table());
      row.add(g.outcome().group().orElse(null));
      row.add(g.severity().name().toLowerCase(java.util.Locale.ROOT));
      row.add(g.status().word());
      row.add(g.outcome().measure());
      row.add(g.outcome().threshold());
      row.add(g.outcome().message());
      found.add(row);
    }
    return found;
  }

  /** What a pure stage gave, as the cache keeps it. */
  record Cached(
      List<Artifact> outputs,
      Map<String, Double> metrics,
      List<String> notes,
      com.fasterxml.jackson.databind.JsonNode headline) {}

  /** Takes the outputs from the cache, or computes them. */
  public void compute(StageWork work) {
    if (work.key.isPresent() && !work.run.options().force() && fromCache(work)) {
      return;
    }
    if (!work.kind.pure() && !work.run.options().force() && Effects.reuse(work)) {
      return;
    }
    platform.enter();
    try {
      work.time("compute", () -> Kinds.run(work.kind, work.stage.parameters(), work.context));
    } finally {
      platform.leave();
    }
    work.outputs = List.copyOf(work.context.outputs);
    work.metrics = work.context.metrics;
    work.notes = work.context.notes;
    work.headline = Headline.of(work);
    if (!work.kind.pure()) {
      work.marts = !work.context.marts.isEmpty();
      Effects.keep(work);
    }
  }

  private boolean fromCache(StageWork work) {
    Optional<Cached> hit =
        platform
            .journal()
            .memory()
            .cached(work.key.orElseThrow())
            .map(b -> Json.read(b, Cached.class))
            .filter(c -> c.outputs().stream().allMatch(platform.store()::intact));
    hit.ifPresent(
        c -> {
          work.cached = true;
          work.outputs = c.outputs();
          work.context.outputs.addAll(c.outputs());
          work.metrics = c.metrics();
          work.notes = c.notes();
          work.headline = c.headline() == null || c.headline().isNull() ? null : c.headline();
        });
    return hit.isPresent();
  }

  public void judge(StageWork work) {
    work.time(
        "gates",
        () ->
            work.gates =
                new GateJudge(work).judge().stream().map(GateJudge::withoutQuery).toList());
  }

  /** Names in the run's folder, the manifest, and what an effect lays aside: all synced to disk. */
  public void publish(StageWork work) {
    work.stopping = GateJudge.stopping(work.gates);
    work.status =
        !work.stopping.isEmpty()
            ? StageRow.Status.STOPPED
            : work.cached ? StageRow.Status.CACHED : StageRow.Status.SUCCEEDED;
    work.manifest = manifest(work, work.status);
    work.body = Json.pretty(ManifestJson.stage(work.manifest, frame(work)));
    work.effects = new Effects(work);
    try {
      place(work, work.manifest, work.body);
      work.effects.stage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The journal row with everything that goes with it; after this the stage has ended. */
  public void commit(StageWork work) {
    String cache =
        work.key.isPresent() && !work.cached
            ? Json.text(new Cached(work.outputs, work.metrics, work.notes, work.headline))
            : null;
    String message =
        work.stopping.isEmpty()
            ? null
            : Failure.json(
                LiftgateException.stopped(
                    "stopped by "
                        + String.join(
                            ", ", work.stopping.stream().map(Problem::name).distinct().toList()),
                    work.stopping),
                work.stage.id());
    String sha = Digest.of(work.body.getBytes(StandardCharsets.UTF_8));
    platform
        .journal()
        .outcomes()
        .commit(
            work.claim,
            new Outcomes.Commit(
                work.status,
                sha,
                work.body,
                work.key.orElse(null),
                work.manifest,
                cache,
                message,
                work.effects.work()));
    end(work, work.status, message);
  }

  private static void place(StageWork work, Manifest manifest, String body) throws IOException {
    var folder = work.run.folder();
    for (Artifact a : manifest.outputs()) {
      folder.place(a, work.run.platform().store().path(a));
    }
    for (Manifest.GateResult g : manifest.gates()) {
      if (g.quarantine().isPresent()) {
        folder.place(g.quarantine().get(), work.run.platform().store().path(g.quarantine().get()));
      }
    }
    Durable.write(folder.stageManifest(work.stage.id()), body);
  }

  private static Manifest manifest(StageWork work, StageRow.Status status) {
    var parameters = new LinkedHashMap<String, String>();
    for (var component : work.stage.parameters().getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        parameters.put(
            component.getName(), Canonical.text(accessor.invoke(work.stage.parameters())));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Manifest(
        work.stage.id(),
        work.kind.name(),
        work.kind.version(),
        work.key,
        status.word(),
        work.inputIdentities,
        parameters,
        work.outputs,
        work.gates,
        work.metrics,
        work.notes,
        work.timing);
  }

  private ManifestJson.Frame frame(StageWork work) {
    var parents = new TreeMap<String, String>();
    platform.journal().stages(work.run.id()).stream()
        .filter(r -> work.stage.needs().contains(r.id()) && r.manifestSha() != null)
        .forEach(r -> parents.put(r.id(), r.manifestSha()));
    String engine = platform.engine(work.run.options().engine()).identity();
    return new ManifestJson.Frame(
        work.run.id(),
        work.run.loaded().pipeline().name(),
        work.started,
        Instant.now(),
        Environment.facts(engine),
        parents,
        work.inputs,
        work.headline);
  }

  /** Ends an attempt that threw. A passing fault is tried again, later each time. */
  public void fail(StageWork work, Throwable thrown) {
    if (thrown instanceof Redo redo) {
      again(work, StageRow.Status.FAILED, redo.getMessage());
      return;
    }
    if (work.run.givenBack()) {
      again(
          work,
          StageRow.Status.CANCELLED,
          "given back: the process that worked on it was told to stop");
      return;
    }
    LiftgateException failure = Failure.of(thrown, work.run.cancelled());
    boolean again = failure.passing() && work.claim.attempt() < ATTEMPTS;
    var retryAt =
        again
            ? Optional.of(System.currentTimeMillis() + 500L * (1L << work.claim.attempt()))
            : Optional.<Long>empty();
    StageRow.Status status =
        failure.code() == LiftgateException.Code.CANCELLED
            ? StageRow.Status.CANCELLED
            : failure.code() == LiftgateException.Code.STOPPED
                ? StageRow.Status.STOPPED
                : StageRow.Status.FAILED;
    String message = Failure.json(failure, work.stage.id());
    try {
      platform.journal().outcomes().fail(work.claim, status, message, retryAt);
    } finally {
      end(work, again ? StageRow.Status.PENDING : status, message);
    }
  }

  /** Ends an attempt without a failure: whoever is next takes the stage on at once. */
  private void again(StageWork work, StageRow.Status attempt, String why) {
    try {
      platform
          .journal()
          .outcomes()
          .fail(work.claim, attempt, why, Optional.of(System.currentTimeMillis()));
    } finally {
      end(work, StageRow.Status.PENDING, why);
    }
  }

  private static void end(StageWork work, StageRow.Status status, String message) {
    if (work.context != null) {
      work.context.close();
    }
    work.run.leave(work);
    double seconds = (System.currentTimeMillis() - work.started.toEpochMilli()) / 1000.0;
    work.run.progress().ended(work.stage.id(), status, seconds, message);
    work.run
        .platform()
        .tell(
            new RunEvent.StageEnded(
                work.run.subject(),
                work.attempt(),
                status,
                seconds,
                work.inputs,
                work.outputs,
                work.gates,
                Optional.ofNullable(message)));
  }
}
