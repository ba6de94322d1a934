package org.liftgate.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code published/<publication>/<as-of>}: laid out aside, shown by switching links. A publication
 * is a pipeline's, or that of its original recipe. Simulated results never come here; they stay in
 * the run's own {@code extract} folder.
 */
public final class PublishedTree {
  /** In the run's folder: the name of the tree it laid out. */
  private static final String RECORD = "publication";

  private PublishedTree() {}

  private static Path root(Path home, Map<String, String> facts) {
    return simulated(facts)
        ? home.resolve("runs").resolve(facts.get("run"))
        : home.resolve("published").resolve(facts.get("publication"));
  }

  private static boolean simulated(Map<String, String> facts) {
    return facts.get("simulated").equals("true");
  }

  private static Path record(Path home, Map<String, String> facts) {
    return home.resolve("runs").resolve(facts.get("run")).resolve(RECORD);
  }

  /**
   * Lays files out where nobody looks yet, and remembers in the run's folder where that is.
   *
   * @param facts run, publication, as_of, simulated
   * @param files path in the tree to file
   */
  public static void stage(
      Path home, Map<String, String> facts, String digest, Map<String, Path> files)
      throws IOException {
    Path root = root(home, facts);
    Path tree =
        root.resolve(
            simulated(facts) ? "extract" : facts.get("as_of") + "." + digest.substring(0, 12));
    Path aside = root.resolve("." + tree.getFileName() + ".tmp");
    Durable.deleteTree(aside);
    for (var file : files.entrySet()) {
      Path target = aside.resolve(file.getKey()).normalize();
      if (!target.startsWith(aside)) {
        throw new IOException("path " + file.getKey() + " leaves the published tree");
      }
      Files.createDirectories(target.getParent());
      RunFolder.linkOrCopy(target, file.getValue());
    }
    if (Files.exists(tree)) {
      Durable.deleteTree(
          aside); // the same result on the same day: it is there, and latest points at it
    } else {
      Files.move(aside, tree, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
    Durable.write(record(home, facts), tree.getFileName().toString());
  }

  /**
   * Puts the run's stamped files beside what it laid out, then switches {@code <as-of>} and {@code
   * latest} to it, each in one step. Does nothing for a run that published nothing; may be done
   * again after a kill.
   *
   * @param stamped such as the run's own report and manifest, by name
   */
  public static void show(Path home, Map<String, String> facts, Map<String, String> stamped)
      throws IOException {
    Path record = record(home, facts);
    if (!Files.exists(record)) {
      return;
    }
    Path root = root(home, facts);
    Path tree = root.resolve(Files.readString(record).strip());
    for (var file : stamped.entrySet()) {
      Durable.write(tree.resolve(file.getKey()), file.getValue());
    }
    if (!simulated(facts)) {
      Durable.link(root.resolve(facts.get("as_of")), tree.getFileName());
      if (!older(root, tree)) {
        Durable.link(root.resolve("latest"), tree.getFileName());
        state(root, facts.get("run"), null);
      }
    }
  }

  /**
   * Whether a later night is shown already: a night filled in afterwards does not take its place.
   */
  private static boolean older(Path root, Path tree) throws IOException {
    Path latest = root.resolve("latest");
    return Files.isSymbolicLink(latest)
        && night(Files.readSymbolicLink(latest)).compareTo(night(tree)) > 0;
  }

  private static String night(Path tree) {
    String name = tree.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /**
   * A night that failed leaves the last good publication where it is, marked stale with its age.
   */
  public static void markStale(Path home, Map<String, String> facts, String reason)
      throws IOException {
    Path root = home.resolve("published").resolve(facts.get("publication"));
    if (Files.exists(root.resolve("latest"))) {
      state(root, facts.get("run"), reason);
    }
  }

  private static void state(Path root, String run, @Nullable String reason) throws IOException {
    Path latest = root.resolve("latest");
    Instant published = Files.getLastModifiedTime(latest.toRealPath()).toInstant();
    var node =
        Json.object()
            .put("latest", Files.readSymbolicLink(latest).toString())
            .put("stale", reason != null);
    node.put("published_at", published.toString()).put("run", run);
    node.put("age_hours", Duration.between(published, Instant.now()).toHours());
    node.put("reason", Optional.ofNullable(reason).orElse(null));
    Durable.write(root.resolve("state.json"), Json.pretty(node));
  }
}
