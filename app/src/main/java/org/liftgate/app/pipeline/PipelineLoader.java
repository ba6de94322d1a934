package org.liftgate.app.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Pipeline.Assumption;
import org.liftgate.kernel.Pipeline.Claim;
import org.liftgate.kernel.Profile;

/** Reads a pipeline's folder. Says everything that is wrong with it at once. */
public final class PipelineLoader {
  private static final List<String> ROOT =
      List.of(
          "name",
          "version",
          "title",
          "question",
          "parameters",
          "sources",
          "tables",
          "simulate",
          "stages");

  private final Catalog catalog;

  public PipelineLoader(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param overrides values for parameters, as text
   * @param profile whose {@code with} a stage gets where it says what differs under {@code
   *     published}
   * @throws org.liftgate.kernel.LiftgateException with one problem for each thing wrong
   */
  public LoadedPipeline load(Path folder, Map<String, String> overrides, Profile profile) {
    var problems = new Problems();
    var root = Yaml.read(folder.resolve("pipeline.yaml"), shown(folder, "pipeline.yaml"), problems);
    var reader = new Reader(problems);
    reader.onlyNames(root, ROOT, "");
    String name = reader.text(root, "name", true);
    var parameters = reader.parameters(root);
    var settings = Settings.of(parameters, overrides, problems);
    var files = files(folder);
    var stages = new StageReader(catalog, settings, profile, problems, reader);
    var gates = stages.gates(optional(folder, "gates.yaml", problems));
    var bound = stages.stages(root, gates.keySet());
    stages.checkFolders(root, files);
    stages.checkFiles(bound, files);
    var simulation = stages.simulation(root);
    var pipeline =
        new Pipeline(
            name,
            reader.text(root, "version", true),
            reader.text(root, "title", true),
            reader.text(root, "question", true),
            parameters,
            reader.tables(root),
            reader.sources(root),
            bound,
            List.copyOf(gates.values()),
            assumptions(optional(folder, "assumptions.yaml", problems), reader),
            claims(optional(folder, "claims.yaml", problems), reader),
            texts(folder));
    problems.throwIfAny("pipeline " + (name.isEmpty() ? folder.toString() : name));
    return new LoadedPipeline(pipeline, folder, settings, files, simulation);
  }

  private static String shown(Path folder, String file) {
    return folder.getFileName() + "/" + file;
  }

  private static Yaml.@Nullable Entries optional(Path folder, String file, Problems problems) {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Yaml.read(path, shown(folder, file), problems) : null;
  }

  private static List<Assumption> assumptions(Yaml.@Nullable Entries root, Reader reader) {
    return reader.items(root, "assumptions").stream()
        .map(
            e ->
                new Assumption(
                    reader.text(e, "id", true),
                    reader.text(e, "sentence", true),
                    reader.texts(e, "tests"),
                    reader.text(e, "mitigation", false)))
        .toList();
  }

  private static List<Claim> claims(Yaml.@Nullable Entries root, Reader reader) {
    return reader.items(root, "claims").stream()
        .map(
            e ->
                new Claim(
                    reader.text(e, "id", true),
                    reader.text(e, "sentence", true),
                    reader.text(e, "test", false),
                    reader.text(e, "judgement", false),
                    reader.holds(e)))
        .toList();
  }

  /** Folders of texts that stages read, and how the names of their files end. */
  private static final Map<String, List<String>> TEXTS =
      Map.of("sql", List.of(".sql"), "graph", List.of(".dot", ".gml"));

  private static Map<String, String> files(Path folder) {
    var files = new TreeMap<String, String>();
    for (var kept : TEXTS.entrySet()) {
      Path below = folder.resolve(kept.getKey());
      if (!Files.isDirectory(below)) {
        continue;
      }
      try (var walk = Files.walk(below)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          if (kept.getValue().stream().anyMatch(file.toString()::endsWith)) {
            files.put(
                folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static Map<String, String> texts(Path folder) {
    Path readme = folder.resolve("README.md");
    try {
      return Files.exists(readme) ? Map.of("README.md", Files.readString(readme)) : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folder of a shipped pipeline by name, or of a path. */
  public static Optional<Path> find(String nameOrPath, Path shipped) {
    Path byName = shipped.resolve(nameOrPath);
    if (!nameOrPath.contains("/") && Files.exists(byName.resolve("pipeline.yaml"))) {
      return Optional.of(byName.toAbsolutePath().normalize());
    }
    Path byPath = Path.of(nameOrPath);
    return Files.exists(byPath.resolve("pipeline.yaml"))
        ? Optional.of(byPath.toAbsolutePath().normalize())
        : Optional.empty();
  }
}
