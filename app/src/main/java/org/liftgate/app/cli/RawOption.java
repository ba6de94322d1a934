package org.liftgate.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.source.JdbcUrl;
import picocli.CommandLine.Option;

/** Where raw data lie: one or the other. */
final class RawOption {
  @Option(names = "--data", paramLabel = "DIR", description = "Folder of raw files.")
  @Nullable Path data;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "Database of raw tables, jdbc:mysql: or jdbc:h2:. Account in the URL or in LIFTGATE_SOURCE_USER and LIFTGATE_SOURCE_PASSWORD; it is kept nowhere. A password may be a reference, $${env:LIFTGATE_SOURCE_...} or $${file:/run/secrets/...}, which is kept and read again.")
  @Nullable String source;

  boolean given() {
    return data != null || source != null;
  }

  @Nullable JdbcUrl source() {
    return source == null
        ? null
        : JdbcUrl.of("--source", source, JdbcUrl.Credentials.fromEnvironment());
  }
}
