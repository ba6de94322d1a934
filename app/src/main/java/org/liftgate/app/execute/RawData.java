package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.pipeline.LoadedPipeline;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.app.source.RawSource;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;

/**
 * Where a run's raw data lie: in a folder, or in a database whose credentials only this process
 * has.
 *
 * @param name the folder's path, or the database's URL without credentials, as the journal keeps it
 */
record RawData(String name, @Nullable RawSource source, boolean simulated) {
  private static final String JDBC = "jdbc:";

  static RawData of(
      Platform platform, LoadedPipeline loaded, RunStarter.Request request, Progress progress) {
    if (request.source() == null && request.data() == null) {
      Simulations.draw(platform, loaded, request.scale(), request.seed(), progress);
    }
    return planned(platform, loaded, request);
  }

  /** The same, but data to be simulated need not have been drawn yet. */
  static RawData planned(Platform platform, LoadedPipeline loaded, RunStarter.Request request) {
    JdbcUrl url = request.source();
    if (url != null) {
      var source = new RawSource(url, loaded.pipeline().name());
      return new RawData(source.name(), source, source.simulated());
    }
    if (request.data() == null) {
      Path drawn = Simulations.folder(platform, loaded, request.scale(), request.seed());
      return new RawData(drawn.toString(), null, true);
    }
    Path folder = folder(request.data());
    return new RawData(folder.toString(), null, RawFiles.simulated(folder));
  }

  /** As the journal has it; credentials of a database come from the environment. */
  static RawData of(RunRow row) {
    if (!row.data().startsWith(JDBC)) {
      return new RawData(row.data(), null, row.simulated());
    }
    var url = JdbcUrl.of("--source", row.data(), JdbcUrl.Credentials.fromEnvironment());
    return new RawData(url.shown(), new RawSource(url, row.pipeline()), row.simulated());
  }

  private static Path folder(Path data) {
    if (!Files.isDirectory(data)) {
      throw LiftgateException.input(
          Problem.of("--data", data.toString(), "must be a folder", "Maybe the path is misspelt."));
    }
    try {
      return data.toRealPath();
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.of(
              "--data",
              data.toString(),
              "cannot be read: " + e.getMessage(),
              "Maybe its rights forbid it."));
    }
  }

  Optional<RawSource> database() {
    return Optional.ofNullable(source);
  }

  /** Empty where they are in a database. */
  Optional<Path> folder() {
    return source == null ? Optional.of(Path.of(name)) : Optional.empty();
  }

  /**
   * SHA-256 of each raw file, by name. A database has none before it is read, and is read anew by
   * every run: its name stands for it, with an empty digest.
   */
  Map<String, String> hashes(Pipeline pipeline) {
    return folder().map(f -> RawFiles.hashes(pipeline, f)).orElseGet(() -> Map.of(name, ""));
  }
}
