package org.liftgate.app.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all: written aside, synced, renamed. */
public final class Durable {
  private Durable() {}

  public static void write(Path target, String text) throws IOException {
    Files.createDirectories(target.getParent());
    // Not a temporary file of the system's: those only their owner may read, and results are read
    // by others.
    Path aside =
        target.resolveSibling(
            "." + target.getFileName() + "." + java.util.UUID.randomUUID() + ".tmp");
    try {
      Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
      move(aside, target);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Syncs a file and gives it its name; the folder is synced too. */
  public static void move(Path aside, Path target) throws IOException {
    sync(aside);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(target.getParent());
  }

  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Points a symbolic link elsewhere in one step. */
  public static void link(Path link, Path target) throws IOException {
    Path aside =
        link.resolveSibling(
            "." + link.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    Files.deleteIfExists(aside);
    Files.createSymbolicLink(aside, target);
    Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var walk = Files.walk(folder)) {
      for (Path p : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }
}
