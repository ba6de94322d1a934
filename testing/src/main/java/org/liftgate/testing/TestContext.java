package org.liftgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/**
 * A stage's surroundings over a real engine and a folder of the test. Verbs that return the context
 * say what a stage finds; what it did stands in the public fields.
 */
public final class TestContext implements StageContext, AutoCloseable {
  private static final Pipeline NAMELESS =
      new Pipeline(
          "test",
          "1",
          "Test",
          "Does it work?",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of());

  private record None() {}

  private final ArtifactFolder store;
  private final Engine.Session session;
  private final Map<String, Map<String, String>> folders = new TreeMap<>();
  private final Map<String, Object> settings = new TreeMap<>();
  private final Map<String, Artifact> inputs = new TreeMap<>();
  private Pipeline pipeline = NAMELESS;
  private Stage current = stage("test", "test.input", new None(), Optional.empty());
  private Table gates = Table.named("gate_results").rows(Schemas.GATE_RESULTS, List.of()).build();
  private Profile profile = Profile.DEFENDED;
  private Map<String, String> facts = Map.of();
  private Path data;
  private Optional<RawDatabase> database = Optional.empty();
  private boolean simulated;
  private boolean outcomes = true;
  private boolean cancelled;

  public final Map<String, Artifact> outputs = new LinkedHashMap<>();
  public final Map<String, Double> metrics = new LinkedHashMap<>();
  public final List<String> notes = new ArrayList<>();
  public final Map<String, Table> marts = new LinkedHashMap<>();
  public final Map<String, Path> published = new LinkedHashMap<>();

  public TestContext(Path folder) {
    this.store = new ArtifactFolder(folder);
    this.data = folder;
    Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    this.session = engine.open(new Engine.Settings(folder.resolve("spill"), 1L << 30, 2));
  }

  public TestContext pipeline(Pipeline value) {
    pipeline = value;
    return this;
  }

  /** A table the pipeline describes; an empty time is none. */
  public TestContext spec(String table, List<String> key, String role, String time) {
    Optional<String> dated = time.isEmpty() ? Optional.empty() : Optional.of(time);
    return spec(new Pipeline.TableSpec(table, key, role, dated));
  }

  /** A table whose rows stand as in a raw file. */
  public TestContext numbered(String table) {
    return spec(new Pipeline.TableSpec(table, List.of(), "", Optional.empty(), true));
  }

  public TestContext spec(Pipeline.TableSpec table) {
    var tables = new ArrayList<>(pipeline.tables());
    tables.add(table);
    return with(tables, pipeline.sources(), pipeline.stages());
  }

  public TestContext sources(List<Pipeline.Source> sources) {
    return with(pipeline.tables(), sources, pipeline.stages());
  }

  private TestContext with(
      List<Pipeline.TableSpec> tables, List<Pipeline.Source> sources, List<Stage> stages) {
    var p = pipeline;
    return pipeline(
        new Pipeline(
            p.name(),
            p.version(),
            p.title(),
            p.question(),
            p.parameters(),
            tables,
            sources,
            stages,
            p.gates(),
            p.assumptions(),
            p.claims(),
            p.texts()));
  }

  public TestContext setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  public TestContext data(Path folder) {
    data = folder;
    return this;
  }

  public TestContext database(RawDatabase value) {
    database = Optional.of(value);
    return this;
  }

  @Override
  public Optional<RawDatabase> database() {
    return database;
  }

  public TestContext profile(Profile value) {
    profile = value;
    return this;
  }

  public TestContext simulated(boolean value) {
    simulated = value;
    return this;
  }

  /** Facts of the run that effect kinds are told. */
  public TestContext facts(Map<String, String> values) {
    facts = values;
    return this;
  }

  public TestContext gateResults(List<? extends List<? extends @Nullable Object>> rows) {
    gates = Table.named("gate_results").rows(Schemas.GATE_RESULTS, rows).build();
    return this;
  }

  /** From now on the run is cancelled. */
  public TestContext cancel() {
    cancelled = true;
    return this;
  }

  /** Hides outcome tables that come after, as the application does for cohort stages. */
  public TestContext hidingOutcomes() {
    outcomes = false;
    return this;
  }

  /** A file of the pipeline, such as {@code sql/clean/sales.sql}. */
  public TestContext pipelineFile(String path, String text) {
    int slash = path.lastIndexOf('/');
    folders
        .computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
        .put(path.substring(slash + 1), text);
    return this;
  }

  /** An input from memory. */
  public TestContext input(Table table, String... key) {
    session.define(table);
    return stored(table.name(), key);
  }

  /** An input made by a SELECT. */
  public TestContext input(String name, String select, String... key) {
    session.define(name, select, Map.of());
    return stored(name, key);
  }

  /** What is defined under the name becomes an input. */
  public TestContext stored(String name, String... key) {
    Artifact artifact = store.table(session, name, current.id(), List.of(key), Optional.empty());
    inputs.put(name, artifact);
    if (outcomes || !pipeline.table(name).map(Pipeline.TableSpec::outcome).orElse(false)) {
      view(session, name, artifact);
    } else {
      session.define(Table.named(name).longs("hidden_from_cohorts").build());
    }
    return this;
  }

  /** An input that is no table. */
  public TestContext inputFile(String name, String mediatype, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    inputs.put(name, store.file(name, current.id(), mediatype, bytes));
    return this;
  }

  /** Runs a kind as a stage of the pipeline; those that follow read what it wrote. */
  public <P extends Record> TestContext run(String id, StageKind<P> kind, P parameters) {
    current = stage(id, kind.name(), parameters, Optional.empty());
    add(current);
    kind.run(parameters, this);
    inputs.putAll(outputs);
    return this;
  }

  /** A stage of the pipeline that a published run does not execute. */
  public TestContext leftOut(String id, StageKind<?> kind, Record parameters) {
    return add(stage(id, kind.name(), parameters, Optional.of(Profile.DEFENDED)));
  }

  private TestContext add(Stage stage) {
    var stages = new ArrayList<>(pipeline.stages());
    stages.add(stage);
    return with(pipeline.tables(), pipeline.sources(), stages);
  }

  private static Stage stage(String id, String uses, Record parameters, Optional<Profile> profile) {
    return new Stage(id, uses, List.of(), parameters, List.of(), profile, id);
  }

  /** The outputs so far become the inputs of a further stage, and nothing else is an output. */
  public TestContext next() {
    inputs.putAll(outputs);
    outputs.clear();
    return this;
  }

  /** A stored table, from its bytes. */
  public Table read(String table) {
    view(session, "read_back", artifact(table));
    return session.read("read_back");
  }

  public String text(String name) {
    return read(open(artifact(name)));
  }

  public String publishedText(String path) {
    return read(published.get(path));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written under the name, or else was there. */
  public Artifact artifact(String name) {
    return outputs.containsKey(name) ? outputs.get(name) : inputs.get(name);
  }

  public String contentHash(String table) {
    return artifact(table).table().orElseThrow().contentHash();
  }

  @Override
  public Pipeline pipeline() {
    return pipeline;
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
    return simulated;
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
    return store.path(artifact);
  }

  @Override
  public Optional<Path> data() {
    return Optional.of(data);
  }

  @Override
  public Map<String, String> folder(String relative) {
    return folders.getOrDefault(relative, Map.of());
  }

  @Override
  public Table gateResults() {
    return gates;
  }

  @Override
  public Artifact write(String table, List<String> key, Optional<Schema> checked) {
    outputs.put(table, store.table(session, table, current.id(), key, checked));
    return outputs.get(table);
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    outputs.put(name, store.file(name, current.id(), mediatype, bytes));
    return outputs.get(name);
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
  }

  @Override
  public void checkCancelled() {
    if (cancelled) {
      throw LiftgateException.cancelled();
    }
  }

  @Override
  public RandomGenerator random(String stream) {
    return new SplittableRandom(stream.hashCode());
  }

  @Override
  public Path scratch() {
    return store.made("scratch");
  }

  @Override
  public Map<String, String> run() {
    return facts;
  }

  @Override
  public void mart(String mart, Table rows) {
    marts.put(mart, rows);
  }

  @Override
  public void publish(String path, Path file) {
    published.put(path, store.publish(path, file));
  }

  @Override
  public void close() {
    session.close();
  }
}
