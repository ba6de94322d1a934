package org.liftgate.app.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.liftgate.kernel.Artifact;

/**
 * {@code runs/ID}: manifests, the artifacts of the run under their names, the stamped report. It
 * can be copied anywhere and verified there.
 */
public final class RunFolder {
  private final Path root;

  public RunFolder(Path root) {
    this.root = root;
  }

  public static RunFolder of(Path home, String run) {
    return new RunFolder(home.resolve("runs").resolve(run));
  }

  public Path root() {
    return root;
  }

  public Path manifest() {
    return root.resolve("manifest.json");
  }

  public Path stageManifest(String stage) {
    return root.resolve("stages").resolve(stage + ".json");
  }

  public Path report() {
    return root.resolve("report.html");
  }

  public Path artifact(Artifact a) {
    return root.resolve(relative(a));
  }

  static String relative(Artifact a) {
    boolean table = a.table().isPresent() || a.mediatype().equals(Artifact.PARQUET);
    return "artifacts/" + a.name() + (table ? ".parquet" : "");
  }

  /**
   * Puts an artifact under its name: a second name for the stored bytes, or a copy across disks.
   */
  public void place(Artifact a, Path stored) throws IOException {
    Path target = artifact(a);
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    linkOrCopy(target, stored);
  }

  /** A second name for stored bytes; a copy where the file system has none. */
  static void linkOrCopy(Path target, Path stored) throws IOException {
    try {
      Files.createLink(target, stored);
    } catch (FileSystemException | UnsupportedOperationException _) {
      Files.copy(stored, target);
      Durable.sync(target);
    }
  }
}
