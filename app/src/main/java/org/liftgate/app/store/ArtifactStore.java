package org.liftgate.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;

/** Bytes by their SHA-256, below {@code artifacts} in the home. Immutable once there. */
public final class ArtifactStore {
  private final Path root;
  private final Map<Path, Seen> verified = new ConcurrentHashMap<>();

  /** A file whose hash this process has checked, as it stood then. */
  private record Seen(long size, FileTime modified, String sha256) {}

  public ArtifactStore(Path home) {
    this.root = home.resolve("artifacts");
  }

  public Path path(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  public Path path(Artifact artifact) {
    return path(artifact.sha256());
  }

  /** Whether a file is one of the store's own. */
  public boolean contains(Path file) {
    return file.startsWith(root);
  }

  public boolean intact(String sha256) {
    try {
      return intact(path(sha256), sha256);
    } catch (IOException e) {
      throw failed("cannot read an artifact", e);
    }
  }

  /** Takes a finished file over. The same bytes are kept once. */
  public String put(Path file) {
    try {
      String sha = Digest.of(file);
      Path target = path(sha);
      if (intact(target, sha)) {
        Files.delete(file);
        return sha;
      }
      Files.createDirectories(target.getParent());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
      Durable.move(file, target);
      remember(target, sha);
      return sha;
    } catch (IOException e) {
      throw failed("cannot store an artifact", e);
    }
  }

  /** Whether the artifact is there and its bytes are those recorded. */
  public boolean intact(Artifact artifact) {
    try {
      return intact(path(artifact), artifact.sha256());
    } catch (IOException e) {
      throw failed("cannot read artifact " + artifact.name(), e);
    }
  }

  private boolean intact(Path file, String sha) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Seen seen = verified.get(file);
    if (seen != null
        && seen.size() == Files.size(file)
        && seen.modified().equals(Files.getLastModifiedTime(file))) {
      return seen.sha256().equals(sha);
    }
    remember(file, Digest.of(file));
    return verified.get(file).sha256().equals(sha);
  }

  private void remember(Path file, String sha) throws IOException {
    verified.put(file, new Seen(Files.size(file), Files.getLastModifiedTime(file), sha));
  }

  /** Moves bytes that are not what they should be out of the way, to look at later. */
  public void setAside(Artifact artifact) {
    Path file = path(artifact);
    try {
      if (Files.exists(file)) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".corrupt"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      verified.remove(file);
    } catch (IOException e) {
      throw failed("cannot set a corrupt artifact aside", e);
    }
  }

  static LiftgateException failed(String what, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String hint =
        reason.contains("No space left")
            ? "\nMaybe free space on that disk, then resume the run."
            : "\nMaybe the home is not writable; ./liftgate doctor looks closer.";
    return LiftgateException.failed(what + ": " + reason + hint, e);
  }
}
