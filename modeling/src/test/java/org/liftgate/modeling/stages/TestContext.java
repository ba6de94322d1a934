package org.liftgate.modeling.stages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.liftgate.engine.duckdb.DuckDbEngine;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/** Stages run one after another on a real engine, each seeing what those before it wrote. */
final class TestContext implements StageContext, AutoCloseable {
  private final Path folder;
  private final Engine.Session session;
  private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  final Map<String, Double> metrics = new LinkedHashMap<>();
  private Table gates = gates(List.of());
  private Profile profile = Profile.DEFENDED;
  private Stage current;

  TestContext(Path folder) {
    this.folder = folder;
    this.session = new DuckDbEngine().open(new Engine.Settings(folder, 256L << 20, 2));
  }

  static Table gates(List<? extends List<?>> rows) {
    return Table.named("gate_results").rows(Schemas.GATE_RESULTS, rows).build();
  }

  TestContext gateResults(List<? extends List<?>> rows) {
    gates = gates(rows);
    return this;
  }

  TestContext profile(Profile value) {
    profile = value;
    return this;
  }

  /** An input that another room's stage would have written. */
  TestContext input(Table table, List<String> key) {
    current =
        new Stage("input", "test.input", List.of(), new None(), List.of(), Optional.empty(), "");
    session.define(table);
    write(table.name(), key, Optional.empty());
    return this;
  }

  /** Runs a stage as the pipeline would. */
  <P extends Record> TestContext run(String id, StageKind<P> kind, P parameters) {
    current = new Stage(id, kind.name(), List.of(), parameters, List.of(), Optional.empty(), id);
    stages.add(current);
    kind.run(parameters, this);
    return this;
  }

  /** A stage of the pipeline that a published run does not execute. */
  <P extends Record> TestContext leftOut(String id, StageKind<P> kind, P parameters) {
    stages.add(
        new Stage(
            id, kind.name(), List.of(), parameters, List.of(), Optional.of(Profile.DEFENDED), id));
    return this;
  }

  Table read(String table) {
    return session.read(table);
  }

  String contentHash(String table) {
    return artifacts.get(table).table().orElseThrow().contentHash();
  }

  record None() {}

  @Override
  public Pipeline pipeline() {
    return new Pipeline(
        "test",
        "1",
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        stages,
        List.<Gate>of(),
        List.of(),
        List.of(),
        Map.of());
  }

  @Override
  public Stage stage() {
    return current;
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public Engine.Session engine() {
    return session;
  }

  @Override
  public Map<String, Artifact> inputs() {
    return artifacts;
  }

  @Override
  public Path open(Artifact artifact) {
    return files.get(artifact.name());
  }

  @Override
  public Optional<Path> data() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> folder(String relative) {
    return Map.of();
  }

  @Override
  public Table gateResults() {
    return gates;
  }

  @Override
  public Artifact write(String table, List<String> key, Optional<Schema> checked) {
    Path file = folder.resolve(table + ".parquet");
    Engine.Written written = session.write(table, key, file);
    checked.ifPresent(
        schema -> {
          var problems = schema.missingFrom(table, written.schema());
          if (!problems.isEmpty()) {
            throw new AssertionError(problems);
          }
        });
    var facts =
        new Artifact.TableFacts(
            written.contentHash(), written.rows(), written.schema(), written.metrics());
    var artifact =
        new Artifact(
            table, current.id(), Artifact.PARQUET, "", written.bytes(), Optional.of(facts));
    artifacts.put(table, artifact);
    files.put(table, file);
    return artifact;
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    throw new UnsupportedOperationException("no stage of this room writes files");
  }

  @Override
  public void metric(String name, double value) {
    metrics.put(name, value);
  }

  @Override
  public void note(String sentence) {}

  @Override
  public void progress(String what, long done, long total) {}

  @Override
  public void checkCancelled() {}

  @Override
  public RandomGenerator random(String stream) {
    return new SplittableRandom(1);
  }

  @Override
  public Path scratch() {
    return folder;
  }

  @Override
  public Map<String, String> run() {
    return Map.of();
  }

  @Override
  public void mart(String mart, Table rows) {
    throw new UnsupportedOperationException("for effect kinds only");
  }

  @Override
  public void publish(String path, Path file) {
    throw new UnsupportedOperationException("for effect kinds only");
  }

  @Override
  public void close() {
    session.close();
  }
}
