package org.liftgate.reporting.stages;

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
import java.util.random.RandomGenerator;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** A stage's surroundings over a folder and a real engine. */
final class TestContext implements StageContext, AutoCloseable {
  private final Path folder;
  private final Engine.Session engine;
  private final Map<String, Artifact> inputs = new LinkedHashMap<>();
  private final Map<String, Path> stored = new LinkedHashMap<>();
  final Map<String, Artifact> outputs = new LinkedHashMap<>();
  final Map<String, Table> marts = new LinkedHashMap<>();
  final Map<String, Path> published = new LinkedHashMap<>();
  final List<String> notes = new ArrayList<>();
  Pipeline pipeline =
      new Pipeline(
          "retail-promotions",
          "1",
          "Retail promotions",
          "What did mailing cause?",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of());
  boolean simulated;
  Profile profile = Profile.DEFENDED;
  Table gates = Table.named("gate_results").rows(Schemas.GATE_RESULTS, List.of()).build();

  TestContext(Path folder) {
    this.folder = folder;
    this.engine =
        ServiceLoader.load(Engine.class)
            .findFirst()
            .orElseThrow()
            .open(new Engine.Settings(folder.resolve("spill"), 1L << 30, 2));
  }

  /** Stores a table from memory and puts it among the inputs. */
  TestContext input(Table table, String... key) {
    engine.define(table);
    return store(table.name(), key);
  }

  /** Stores the result of a SELECT and puts it among the inputs. */
  TestContext input(String name, String select, String... key) {
    engine.define(name, select, Map.of());
    return store(name, key);
  }

  private TestContext store(String name, String... key) {
    Artifact artifact = write(name, List.of(key), Optional.empty());
    outputs.remove(name);
    inputs.put(name, artifact);
    engine.view(name, stored.get(name));
    return this;
  }

  /** Puts a file among the inputs. */
  TestContext file(String name, String mediatype, String text) {
    inputs.put(name, write(name, mediatype, text.getBytes(StandardCharsets.UTF_8)));
    outputs.remove(name);
    return this;
  }

  String text(String output) {
    return read(stored.get(output));
  }

  String publishedText(String path) {
    return read(published.get(path));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public Stage stage() {
    throw new UnsupportedOperationException("no kind of this room asks for its stage");
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
    return Map.of();
  }

  @Override
  public Engine.Session engine() {
    return engine;
  }

  @Override
  public Map<String, Artifact> inputs() {
    return inputs;
  }

  @Override
  public Path open(Artifact artifact) {
    return stored.get(artifact.name());
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
    try {
      Path file = folder.resolve("store-" + stored.size() + ".parquet");
      var written = engine.write(table, key, file);
      stored.put(table, file);
      var artifact =
          new Artifact(
              table,
              "test",
              Artifact.PARQUET,
              Digest.of(file),
              written.bytes(),
              Optional.of(
                  new Artifact.TableFacts(
                      written.contentHash(), written.rows(), written.schema(), written.metrics())));
      outputs.put(table, artifact);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Artifact write(String name, String mediatype, byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve("store-" + stored.size()), bytes);
      stored.put(name, file);
      var artifact =
          new Artifact(name, "test", mediatype, Digest.of(bytes), bytes.length, Optional.empty());
      outputs.put(name, artifact);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void metric(String name, double value) {}

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public void progress(String what, long done, long total) {}

  @Override
  public void checkCancelled() {}

  @Override
  public RandomGenerator random(String stream) {
    throw new UnsupportedOperationException("no kind of this room draws numbers");
  }

  @Override
  public Path scratch() {
    try {
      return Files.createDirectories(folder.resolve("scratch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> run() {
    return Map.of("run", "0199", "published", "/srv/published/retail-promotions/2017-12-31");
  }

  @Override
  public void mart(String mart, Table rows) {
    marts.put(mart, rows);
  }

  @Override
  public void publish(String path, Path file) {
    try {
      Path target = folder.resolve("published").resolve(path);
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      published.put(path, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
