package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.store.Durable;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/** The context of one stage while it runs. Opens the engine only when it is asked for. */
final class RunningStage implements StageContext, AutoCloseable {
  private final StageWork work;
  private final ActiveRun run;
  private final Platform platform;
  private final Map<String, Artifact> inputs = new TreeMap<>();
  private final Table gateResults;
  private final Path scratch;
  final List<Artifact> outputs = new ArrayList<>();
  final Map<String, Double> metrics = new LinkedHashMap<>();
  final List<String> notes = new ArrayList<>();
  final Map<String, Table> marts = new LinkedHashMap<>();
  final Map<String, String> published = new LinkedHashMap<>();
  private Engine.@Nullable Session session;

  RunningStage(StageWork work, Table gateResults) {
    this.work = work;
    this.run = work.run;
    this.platform = run.platform();
    this.gateResults = gateResults;
    this.scratch =
        platform
            .home()
            .resolve("tmp")
            .resolve(run.id() + "-" + work.stage.id() + "-" + work.claim.fence());
    work.inputs.forEach(a -> inputs.put(a.name(), a));
  }

  @Override
  public Pipeline pipeline() {
    return run.loaded().pipeline();
  }

  @Override
  public Stage stage() {
    return work.stage;
  }

  @Override
  public Profile profile() {
    if (!work.kind.reads().contains(StageKind.Reads.PROFILE)) {
      throw new IllegalStateException(work.kind.name() + " does not say that it reads the profile");
    }
    return run.row().profile();
  }

  @Override
  public boolean simulated() {
    return run.row().simulated();
  }

  @Override
  public Map<String, Object> settings() {
    return run.loaded().settings();
  }

  @Override
  public synchronized Engine.Session engine() {
    checkCancelled();
    if (session == null) {
      var limits = platform.limits();
      session =
          platform
              .engine(run.options().engine())
              .open(new Engine.Settings(scratch(), limits.memoryMb() << 20, limits.threads()));
      var opened = session;
      inputs.values().stream().filter(this::visible).forEach(a -> view(opened, a.name(), a));
      outputs.stream().filter(a -> a.table().isPresent()).forEach(a -> view(opened, a.name(), a));
    }
    return session;
  }

  private boolean visible(Artifact a) {
    boolean outcome = pipeline().table(a.name()).map(Pipeline.TableSpec::outcome).orElse(false);
    return a.table().isPresent()
        && (!outcome || Kinds.seesOutcomes(work.kind, work.stage.parameters()));
  }

  @Override
  public Map<String, Artifact> inputs() {
    return java.util.Collections.unmodifiableMap(inputs);
  }

  @Override
  public Path open(Artifact artifact) {
    return platform.store().path(artifact);
  }

  @Override
  public Optional<Path> data() {
    return work.source() ? run.data().folder() : Optional.empty();
  }

  @Override
  public Optional<RawDatabase> database() {
    return work.source() ? run.data().database().map(d -> d) : Optional.empty();
  }

  @Override
  public Map<String, String> folder(String relative) {
    return run.loaded().folder(relative);
  }

  @Override
  public Table gateResults() {
    return gateResults;
  }

  @Override
  public Artifact write(String table, List<String> key, Optional<Schema> checked) {
    Path target =
        scratch()
            .resolve(
                Digest.of(table.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + ".parquet");
    Engine.Written written = engine().write(table, key, target);
    checked.ifPresent(
        wanted -> {
          var problems = wanted.missingFrom(table, written.schema());
          if (!problems.isEmpty()) {
            throw LiftgateException.input(table + " does not have the columns it must", problems);
          }
        });
    var facts =
        new Artifact.TableFacts(
            written.contentHash(), written.rows(), written.schema(), written.metrics());
    String sha = platform.store().put(target);
    return add(
        new Artifact(
            table, work.stage.id(), Artifact.PARQUET, sha, written.bytes(), Optional.of(facts)));
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    try {
      Path target = scratch().resolve("file-" + java.util.UUID.randomUUID());
      Files.write(target, bytes);
      return add(
          new Artifact(
              name,
              work.stage.id(),
              mediatype,
              platform.store().put(target),
              bytes.length,
              Optional.empty()));
    } catch (IOException e) {
      throw LiftgateException.failed("cannot write " + name + ": " + e.getMessage(), e);
    }
  }

  private synchronized Artifact add(Artifact artifact) {
    if (artifact.name().contains("..") || artifact.name().startsWith("/")) {
      throw new IllegalArgumentException("artifact name " + artifact.name());
    }
    if (outputs.stream().anyMatch(o -> o.name().equals(artifact.name()))
        || inputs.containsKey(artifact.name())) {
      throw LiftgateException.input(
          Problem.of(
              artifact.name(),
              null,
              "is written twice; names are unique in a pipeline",
              "Maybe two SQL files share it."));
    }
    outputs.add(artifact);
    return artifact;
  }

  /** A copy of rows for people to look at; not an output, not part of the result. */
  Artifact quarantine(String name, String select) {
    String view =
        "quarantine_"
            + Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)).substring(0, 12);
    engine().define(view, select, settings());
    Path target = scratch().resolve(view + ".parquet");
    Engine.Written written = engine().write(view, List.of(), target);
    var facts =
        new Artifact.TableFacts(
            written.contentHash(), written.rows(), written.schema(), written.metrics());
    return new Artifact(
        name,
        work.stage.id(),
        Artifact.PARQUET,
        platform.store().put(target),
        written.bytes(),
        Optional.of(facts));
  }

  @Override
  public void metric(String name, double value) {
    metrics.put(name, value);
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public void progress(String what, long done, long total) {
    checkCancelled();
    run.progress().advanced(work.stage.id(), what, done, total);
  }

  @Override
  public void checkCancelled() {
    if (run.interrupted()) {
      throw LiftgateException.cancelled();
    }
  }

  @Override
  public RandomGenerator random(String stream) {
    long name =
        Long.parseUnsignedLong(
            Digest.of(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8)).substring(0, 16),
            16);
    return new SplittableRandom(Digest.mix(Digest.mix(run.row().seed()) ^ name));
  }

  @Override
  public Path scratch() {
    try {
      return Files.createDirectories(scratch);
    } catch (IOException e) {
      throw LiftgateException.failed("cannot make a scratch folder: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> run() {
    if (work.kind.pure()) {
      return Map.of();
    }
    return RunFacts.of(run);
  }

  @Override
  public void mart(String mart, Table rows) {
    effectOnly("marts");
    marts.put(mart, rows);
  }

  @Override
  public void publish(String path, Path file) {
    effectOnly("the published tree");
    published.put(
        path,
        platform.store().contains(file)
            ? file.getFileName().toString()
            : platform.store().put(file));
  }

  private void effectOnly(String what) {
    if (work.kind.pure()) {
      throw new IllegalStateException(work.kind.name() + " is pure and cannot write to " + what);
    }
  }

  void interrupt() {
    var open = session;
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    try {
      Durable.deleteTree(scratch);
    } catch (IOException e) {
      notes.add(
          "Scratch folder " + scratch.getFileName() + " could not be removed: " + e.getMessage());
    }
  }
}
