package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;

/** The files of a data folder that a pipeline's sources name. */
public final class RawFiles {
  public static final String TRUTH = "truth.json";

  private RawFiles() {}

  /** SHA-256 of each, by file name. */
  public static Map<String, String> hashes(Pipeline pipeline, Path folder) {
    var wanted = new TreeSet<String>();
    wanted.add(TRUTH);
    pipeline
        .sources()
        .forEach(
            s ->
                s.files()
                    .forEach(f -> f.names().forEach(n -> wanted.add(n.toLowerCase(Locale.ROOT)))));
    var found = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (wanted.contains(plain(name))) {
          found.put(name, Digest.of(file));
        }
      }
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.of(
              "--data",
              folder.toString(),
              "must be a folder that can be read: " + e.getMessage(),
              "Maybe the path is misspelt, or its rights forbid it."));
    }
    return found;
  }

  /** Whether every file that one of the pipeline's layouts requires is there. */
  public static boolean complete(Pipeline pipeline, Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var there = files.map(f -> plain(f.getFileName().toString())).collect(Collectors.toSet());
      return pipeline.sources().stream()
          .anyMatch(
              s ->
                  s.files().stream()
                      .filter(f -> !f.optional())
                      .allMatch(f -> f.names().stream().anyMatch(n -> there.contains(plain(n)))));
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
  }

  public static boolean simulated(Path folder) {
    return Files.exists(folder.resolve(TRUTH));
  }
}
