package org.liftgate.cohorting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** A context over a real engine and a folder of files. */
final class TestContext implements StageContext, AutoCloseable {
  private final Path folder;
  private final List<Pipeline.TableSpec> specs = new ArrayList<>();
  private final Map<String, Map<String, String>> folders = new TreeMap<>();
  private final Map<String, Object> settings = new TreeMap<>();
  private final Map<String, Artifact> inputs = new TreeMap<>();
  final Map<String, Artifact> outputs = new LinkedHashMap<>();
  final Map<String, Double> metrics = new TreeMap<>();
  private final Engine.Session session;
  private boolean outcomes = true;

  TestContext(Path folder) {
    this.folder = folder;
    Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    session = engine.open(new Engine.Settings(folder.resolve("spill"), 1L << 30, 2));
  }

  /** Hides outcome tables that come after, as the application does for cohort stages. */
  TestContext hidingOutcomes() {
    outcomes = false;
    return this;
  }

  TestContext spec(String table, List<String> key, String role, String time) {
    specs.add(
        new Pipeline.TableSpec(
            table, key, role, time.isEmpty() ? Optional.empty() : Optional.of(time)));
    return this;
  }

  TestContext numbered(String table) {
    specs.add(new Pipeline.TableSpec(table, List.of(), "", Optional.empty(), true));
    return this;
  }

  TestContext setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  TestContext sql(String folderName, String table, String text) {
    folders.computeIfAbsent(folderName, _ -> new TreeMap<>()).put(table + ".sql", text);
    return this;
  }

  /** An input made by a SELECT over nothing but values. */
  TestContext input(String table, String select) {
    session.define(table, select, Map.of());
    return stored(table);
  }

  /** What is defined under the name becomes an input. */
  TestContext stored(String table) {
    Path file = folder.resolve(table + ".parquet");
    Engine.Written written = session.write(table, List.of(), file);
    inputs.put(table, artifact(table, written));
    boolean outcome = pipeline().table(table).map(Pipeline.TableSpec::outcome).orElse(false);
    if (outcomes || !outcome) {
      view(session, table, inputs.get(table));
    } else {
      session.define(Table.named(table).longs("hidden_from_cohorts").build());
    }
    return this;
  }

  private static Artifact artifact(String table, Engine.Written written) {
    return new Artifact(
        table,
        "test",
        Artifact.PARQUET,
        "",
        written.bytes(),
        Optional.of(
            new Artifact.TableFacts(
                written.contentHash(), written.rows(), written.schema(), written.metrics())));
  }

  Table output(String table) {
    return session.read(table);
  }

  @Override
  public Pipeline pipeline() {
    return new Pipeline(
        "test", "1", "Test", "", List.of(), specs, List.of(), List.of(), List.of(), List.of(),
        List.of(), Map.of());
  }

  @Override
  public Stage stage() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Profile profile() {
    return Profile.DEFENDED;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Map<String, Object> settings() {
    return settings;
  }

  @Override
  public Engine.Session engine() {
    return session;
  }

  @Override
  public Map<String, Artifact> inputs() {
    return inputs;
  }

  @Override
  public Path open(Artifact artifact) {
    return folder.resolve(artifact.name() + ".parquet");
  }

  @Override
  public Optional<Path> data() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> folder(String relative) {
    return folders.getOrDefault(relative, Map.of());
  }

  @Override
  public Table gateResults() {
    return Table.named("gate_results").rows(Schemas.GATE_RESULTS, List.of()).build();
  }

  @Override
  public Artifact write(String table, List<String> key, Optional<Schema> checked) {
    Engine.Written written = session.write(table, key, folder.resolve(table + ".parquet"));
    checked.ifPresent(
        schema -> {
          var problems = schema.missingFrom(table, written.schema());
          if (!problems.isEmpty()) {
            throw LiftgateException.input("columns", problems);
          }
        });
    outputs.put(table, artifact(table, written));
    return outputs.get(table);
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    throw new UnsupportedOperationException();
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
    return new SplittableRandom(stream.hashCode());
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
    throw new UnsupportedOperationException();
  }

  @Override
  public void publish(String path, Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    session.close();
  }
}
