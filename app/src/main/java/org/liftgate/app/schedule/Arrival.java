package org.liftgate.app.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RawFiles;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.Firing;
import org.liftgate.kernel.Pipeline;

/**
 * Whether the data of a firing are complete: the folder is there, every file that some layout of
 * the pipeline requires is in it, the marker says so where there is one, and nothing in it has
 * changed for a while where there is none.
 */
final class Arrival {
  /** Files that changed this lately may still be written to. */
  static final Duration SETTLED = Duration.ofSeconds(10);

  private final Platform platform;

  Arrival(Platform platform) {
    this.platform = platform;
  }

  Optional<Dispatcher.Hindrance> hindrance(Schedule schedule, Firing firing) {
    if (schedule.data() == null) {
      return Optional.empty();
    }
    Path folder = Path.of(schedule.at(schedule.data(), firing.nominal()));
    return missing(schedule, folder).map(m -> Dispatcher.Hindrance.patiently("waits for " + m));
  }

  private Optional<String> missing(Schedule schedule, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("folder " + folder);
    }
    if (schedule.marker() != null) {
      Path marker = folder.resolve(schedule.marker());
      return Files.exists(marker) ? Optional.empty() : Optional.of("marker " + marker);
    }
    Pipeline pipeline = new RunStarter(platform).load(schedule.pipeline(), Map.of()).pipeline();
    try {
      if (!RawFiles.complete(pipeline, folder)) {
        return Optional.of("all files of " + pipeline.name() + " in " + folder);
      }
      return settled(folder) ? Optional.empty() : Optional.of("files in " + folder + " to rest");
    } catch (IOException _) {
      return Optional.of("folder " + folder); // moved away under the look
    }
  }

  private static boolean settled(Path folder) throws IOException {
    Instant before = Instant.now().minus(SETTLED);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(before)) {
          return false;
        }
      }
    }
    return true;
  }
}
