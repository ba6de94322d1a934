package org.liftgate.app.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Space set aside on the journal's disk, so that when the disk is full the journal can still write
 * down that it is.
 */
final class Reserve {
  private static final int BYTES = 6 << 20;
  private static final int LITTLE = 64 << 10;

  private final Path file;

  private Reserve(Path file) {
    this.file = file;
  }

  /** Sets the space aside if it is not; on a disk without it, there is none. */
  static Reserve keep(Path folder) {
    Path file = folder.resolve("reserve");
    try {
      if (!Files.exists(file) || Files.size(file) < BYTES) {
        Files.write(file, new byte[BYTES]);
      }
    } catch (IOException _) {
      // the disk is full already; what is there of the file is what there is to free
    }
    return new Reserve(file);
  }

  /** Whether the journal's disk has next to nothing left. H2 does not always say that it is why. */
  boolean starved() {
    try {
      return Files.getFileStore(file.getParent()).getUsableSpace() < LITTLE;
    } catch (IOException _) {
      return false; // whatever the reason, it is not known to be the space
    }
  }

  /** Gives the space back. Says whether there was any. */
  boolean free() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
