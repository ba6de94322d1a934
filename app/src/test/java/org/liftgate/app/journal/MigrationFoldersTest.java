package org.liftgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.app.execute.Platform;

class MigrationFoldersTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("liftgate.root"), "migrations/src/main/resources/schema");

  @Test
  void bothDatabasesHaveTheSameMigrations() throws IOException {
    assertThat(names("h2")).isEqualTo(names("mysql")).contains("V1__journal.sql");
  }

  @Test
  void theNewestIsTheOneTheProgramChecksFor() throws IOException {
    String newest =
        names("h2").stream()
            .filter(n -> n.startsWith("V"))
            .map(n -> n.substring(1, n.indexOf("__")))
            .max(java.util.Comparator.comparing(Integer::valueOf))
            .orElseThrow();
    assertThat(newest).isEqualTo(Platform.SCHEMA);
  }

  private static List<String> names(String dialect) throws IOException {
    try (var files = Files.list(SCHEMA.resolve(dialect))) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
