package org.liftgate.ingest.testing;

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
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** A stage's context on the real engine, with artifacts stored by hash in a folder of the test. */
public final class TestContext implements StageContext, AutoCloseable {
  private final Path home;
  private final Pipeline pipeline;
  private final Engine.Session session;
  private final Map<String, Map<String, String>> folders = new TreeMap<>();
  private final Map<String, Artifact> inputs = new TreeMap<>();
  private Path data;

  public final Map<String, Object> settings = new TreeMap<>();
  public final Map<String, Artifact> outputs = new LinkedHashMap<>();
  public final Map<String, Double> metrics = new LinkedHashMap<>();
  public final List<String> notes = new ArrayList<>();
  public boolean cancelled;

  public TestContext(Path home, Pipeline pipeline) {
    this.home = home;
    this.pipeline = pipeline;
    this.data = home;
    Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    this.session = engine.open(new Engine.Settings(home.resolve("spill"), 600L << 20, 2));
  }

  public static Pipeline pipeline(List<Pipeline.Source> sources, List<Pipeline.TableSpec> tables) {
    return new Pipeline(
        "test",
        "1",
        "Test",
        "Does it work?",
        List.of(),
        tables,
        sources,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  public TestContext data(Path folder) {
    data = folder;
    return this;
  }

  /** A file of the pipeline. */
  public TestContext file(String path, String text) {
    int slash = path.lastIndexOf('/');
    folders
        .computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
        .put(path.substring(slash + 1), text);
    return this;
  }

  /** A table that an earlier stage made. */
  public TestContext input(Table table) {
    session.define(table);
    return keep(table.name());
  }

  public TestContext input(String name, String select) {
    session.define(name, select, Map.of());
    return keep(name);
  }

  /** The outputs so far become the inputs of a further stage. */
  public TestContext next() {
    inputs.putAll(outputs);
    outputs.clear();
    return this;
  }

  private TestContext keep(String name) {
    Artifact artifact = write(name, List.of(), Optional.empty());
    outputs.remove(name);
    inputs.put(name, artifact);
    view(session, name, artifact);
    return this;
  }

  public Table read(String table) {
    view(session, "read_back", outputs.get(table));
    return session.read("read_back");
  }

  @Override
  public Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public Stage stage() {
    return new Stage("test", "test", List.of(), pipeline, List.of(), Optional.empty(), "Test");
  }

  @Override
  public Profile profile() {
    return Profile.DEFENDED;
  }

  @Override
  public boolean simulated() {
    return false;
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
    return home.resolve("store").resolve(artifact.sha256());
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
    return Table.named("gate_results").rows(Schemas.GATE_RESULTS, List.of()).build();
  }

  @Override
  public Artifact write(String table, List<String> key, Optional<Schema> checked) {
    Path target = scratch().resolve(table + ".parquet");
    Engine.Written written = session.write(table, key, target);
    checked.ifPresent(
        schema -> {
          var problems = schema.missingFrom(table, written.schema());
          if (!problems.isEmpty()) {
            throw LiftgateException.input(problems.getFirst().sentence(), problems);
          }
        });
    var facts =
        new Artifact.TableFacts(
            written.contentHash(), written.rows(), written.schema(), written.metrics());
    return store(table, Artifact.PARQUET, target, Optional.of(facts));
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    try {
      Path target = Files.write(scratch().resolve("file"), bytes);
      return store(name, mediatype, target, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Artifact store(
      String name, String mediatype, Path file, Optional<Artifact.TableFacts> facts) {
    try {
      long bytes = Files.size(file);
      String sha = Digest.of(file);
      Path stored = Files.createDirectories(home.resolve("store")).resolve(sha);
      Files.move(file, stored, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      var artifact = new Artifact(name, "test", mediatype, sha, bytes, facts);
      outputs.put(name, artifact);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    try {
      return Files.createDirectories(home.resolve("scratch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> run() {
    return Map.of();
  }

  @Override
  public void mart(String mart, Table rows) {
    throw new UnsupportedOperationException("no kind of this room writes marts");
  }

  @Override
  public void publish(String path, Path file) {
    throw new UnsupportedOperationException("no kind of this room publishes");
  }

  @Override
  public void close() {
    session.close();
  }

  /** Writes a file into a folder, making the folder. */
  public static Path put(Path folder, String name, String text) {
    return put(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Path put(Path folder, String name, byte @Nullable [] bytes) {
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
