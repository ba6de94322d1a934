package org.liftgate.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Raw files of a test. */
public final class RawFile {
  private RawFile() {}

  /** Writes a file into a folder, making the folder. */
  public static Path put(Path folder, String name, String text) {
    return put(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Path put(Path folder, String name, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
