package org.liftgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;

/** Artifacts by the hash of their bytes, as the product keeps them. */
record ArtifactFolder(Path folder) {

  Artifact table(
      Engine.Session engine,
      String table,
      String stage,
      List<String> key,
      Optional<Schema> checked) {
    Path target = made("scratch").resolve(table + ".parquet");
    Engine.Written written = engine.write(table, key, target);
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
    return store(table, stage, Artifact.PARQUET, target, Optional.of(facts));
  }

  Artifact file(String name, String stage, String mediatype, byte[] bytes) {
    try {
      Path target = Files.write(made("scratch").resolve("file"), bytes);
      return store(name, stage, mediatype, target, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Artifact store(
      String name, String stage, String mediatype, Path file, Optional<Artifact.TableFacts> facts) {
    try {
      long bytes = Files.size(file);
      String sha = Digest.of(file);
      Files.move(file, made("store").resolve(sha), StandardCopyOption.REPLACE_EXISTING);
      return new Artifact(name, stage, mediatype, sha, bytes, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(Artifact artifact) {
    return folder.resolve("store").resolve(artifact.sha256());
  }

  /** Puts a copy where a published tree would have it. */
  Path publish(String path, Path file) {
    try {
      Path target = folder.resolve("published").resolve(path);
      Files.createDirectories(target.getParent());
      return Files.copy(file, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
