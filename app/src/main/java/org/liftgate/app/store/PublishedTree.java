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
  private final Path root;
  private final Path tree;
  private final Map<String, String> facts;
  private final boolean simulated;

  private PublishedTree(Path root, Path tree, Map<String, String> facts, boolean simulated) {
    this.root = root;
    this.tree = tree;
    this.facts = facts;
    this.simulated = simulated;
  }

  /**
   * @param facts run, publication, as_of, simulated
   * @param files path in the tree to file
   */
  public static PublishedTree stage(
      Path home, Map<String, String> facts, String digest, Map<String, Path> files)
      throws IOException {
    boolean simulated = facts.get("simulated").equals("true");
    Path root =
        simulated
            ? home.resolve("runs").resolve(facts.get("run"))
            : home.resolve("published").resolve(facts.get("publication"));
    Path tree =
        root.resolve(simulated ? "extract" : facts.get("as_of") + "." + digest.substring(0, 12));
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
    return new PublishedTree(root, tree, facts, simulated);
  }

  /** Switches {@code <as-of>} and {@code latest} to the tree, each in one step. */
  public void show() throws IOException {
    if (simulated) {
      return;
    }
    Durable.link(root.resolve(facts.get("as_of")), tree.getFileName());
    Durable.link(root.resolve("latest"), tree.getFileName());
    state(root, facts.get("run"), null);
  }

  /** Puts a stamped file beside what was published, such as the run's own report or manifest. */
  public static void add(Path home, Map<String, String> facts, String name, String text)
      throws IOException {
    boolean simulated = facts.get("simulated").equals("true");
    Path tree =
        simulated
            ? home.resolve("runs").resolve(facts.get("run")).resolve("extract")
            : home.resolve("published")
                .resolve(facts.get("publication"))
                .resolve(facts.get("as_of"));
    if (Files.exists(tree)) {
      Durable.write(tree.toRealPath().resolve(name), text);
    }
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
