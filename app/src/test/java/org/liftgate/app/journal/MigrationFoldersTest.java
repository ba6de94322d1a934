package org.liftgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationFoldersTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("liftgate.root"), "migrations/src/main/resources/schema");

  @Test
  void bothDatabasesHaveTheSameMigrations() throws IOException {
    assertThat(names("h2")).isEqualTo(names("mysql")).contains("V1__journal.sql");
  }

  /** Version numbers of the journal's migrations, in order. */
  static List<String> versions(String dialect) throws IOException {
    return names(dialect).stream()
        .filter(n -> n.startsWith("V"))
        .map(n -> n.substring(1, n.indexOf("__")))
        .sorted(java.util.Comparator.comparingInt(Integer::parseInt))
        .toList();
  }

  private static List<String> names(String dialect) throws IOException {
    try (var files = Files.list(SCHEMA.resolve(dialect))) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
