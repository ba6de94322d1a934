package org.liftgate.app.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** Checks a run folder against its own manifests. Needs no journal, no store, no network. */
public final class RunVerifier {
  private final Path root;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Artifact> tables = new ArrayList<>();
  private final SequencedSet<String> checked = new LinkedHashSet<>();

  private RunVerifier(Path root) {
    this.root = root;
  }

  /**
   * What was checked.
   *
   * @param paths files of the run besides its own manifest, relative to its folder
   * @param problems one for each file that is missing or not what its manifest says
   */
  public record Report(
      String run, String resultDigest, List<String> paths, List<Problem> problems) {
    /** How many files were checked. */
    public int files() {
      return paths.size();
    }
  }

  public static Report verify(Path root) {
    return new RunVerifier(root).run();
  }

  private Report run() {
    Optional<JsonNode> manifest = json("manifest.json");
    if (manifest.isEmpty()) {
      return new Report("", "", List.of(), problems);
    }
    JsonNode predicate = manifest.get().path("predicate");
    for (JsonNode stage : predicate.path("stages")) {
      if (stage.hasNonNull("manifest")) {
        String path = stage.path("manifest").asText();
        if (check(path, stage.path("sha256").asText())) {
          boolean good = List.of("succeeded", "cached").contains(stage.path("status").asText());
          json(path).ifPresent(m -> outputs(m.path("predicate"), good));
        }
      }
    }
    if (predicate.hasNonNull("report")) {
      check(
          predicate.path("report").path("path").asText(),
          predicate.path("report").path("sha256").asText());
    }
    digest(predicate.path("resultDigest").asText());
    return new Report(
        predicate.path("run").asText(),
        predicate.path("resultDigest").asText(),
        List.copyOf(checked),
        problems);
  }

  private void outputs(JsonNode predicate, boolean counts) {
    for (JsonNode output : predicate.path("outputs")) {
      artifact(output);
      if (counts && output.has("contentHash")) {
        tables.add(table(output));
      }
    }
    predicate
        .path("gates")
        .forEach(g -> Optional.ofNullable(g.get("quarantine")).ifPresent(this::artifact));
  }

  private void artifact(JsonNode output) {
    check(output.path("path").asText(), output.path("hash").asText().replace("sha256:", ""));
  }

  private static Artifact table(JsonNode output) {
    var facts =
        new Artifact.TableFacts(
            output.path("contentHash").asText(),
            output.path("rowCount").asLong(),
            Schema.of(),
            java.util.Map.of());
    return new Artifact(
        output.path("name").asText(), "", Artifact.PARQUET, "", 0, Optional.of(facts));
  }

  private void digest(String recorded) {
    if (problems.isEmpty() && !Merkle.root(tables).equals(recorded)) {
      problems.add(
          Problem.inFile(
              "manifest.json",
              "resultDigest",
              "is not the digest of the tables listed",
              "Maybe the manifest was edited."));
    }
  }

  private boolean check(String path, String sha) {
    checked.add(path);
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root.normalize())) {
      problems.add(
          Problem.inFile(path, "path", "leaves the run folder", "Maybe the manifest was edited."));
      return false;
    }
    try {
      if (!Files.isRegularFile(file)) {
        problems.add(
            Problem.inFile(path, "file", "is missing", "Maybe the folder was copied in part."));
        return false;
      }
      String found = Digest.of(file);
      if (!found.equals(sha)) {
        problems.add(
            Problem.inFile(
                path,
                "sha256",
                "is " + found + "; the manifest says " + sha,
                "Maybe the file was changed after the run."));
        return false;
      }
      return true;
    } catch (IOException e) {
      problems.add(Problem.inFile(path, "file", "cannot be read: " + e.getMessage(), ""));
      return false;
    }
  }

  private Optional<JsonNode> json(String path) {
    try {
      return Optional.of(Json.parse(Files.readString(root.resolve(path)), path));
    } catch (IOException | org.liftgate.kernel.LiftgateException _) {
      problems.add(
          Problem.inFile(
              path, "file", "is missing or is not JSON", "Maybe this is not a run folder."));
      return Optional.empty();
    }
  }
}
