package org.liftgate.app.execute;

import java.nio.file.Path;
import java.util.Optional;

/** Where this process finds what it works on. */
public final class Home {
  private Home() {}

  /** The folder given, else LIFTGATE_HOME, else {@code ~/.liftgate}. */
  public static Path folder(Optional<Path> given) {
    return given.orElseGet(
        () ->
            environment("LIFTGATE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".liftgate")));
  }

  /** JDBC URL of the journal; empty for H2 in the home. */
  public static Optional<String> database() {
    return environment("LIFTGATE_DB");
  }

  /** The folder of shipped pipelines: said by the start script, else the one here. */
  public static Path shipped() {
    String given = System.getProperty("liftgate.root", System.getenv("LIFTGATE_ROOT"));
    return Path.of(given == null ? "." : given).resolve("pipelines").toAbsolutePath().normalize();
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isBlank());
  }
}
