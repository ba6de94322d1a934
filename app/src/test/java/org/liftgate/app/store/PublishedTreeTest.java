package org.liftgate.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTreeTest {
  private static final String DIGEST = "0123456789abcdef";

  @TempDir Path home;

  private static Map<String, String> run(String id) {
    return Map.of("run", id, "publication", "p", "as_of", "2026-01-02", "simulated", "false");
  }

  private void stage(String id, String digest, String table) throws IOException {
    Path file = Files.writeString(home.resolve(id + ".csv"), table);
    Files.createDirectories(home.resolve("runs").resolve(id));
    PublishedTree.stage(home, run(id), digest, Map.of("tables/t.csv", file));
  }

  @Test
  void nobodySeesATreeBeforeItsRunHasSucceeded() throws IOException {
    Path latest = home.resolve("published/p/latest");
    stage("a", DIGEST, "1");
    assertThat(latest).doesNotExist();
    PublishedTree.show(home, run("a"), Map.of("manifest.json", "of a"));
    assertThat(latest.resolve("manifest.json")).hasContent("of a");
    assertThat(latest.resolve("tables/t.csv")).hasContent("1");

    stage("b", "f" + DIGEST, "2");
    assertThat(latest.resolve("tables/t.csv")).hasContent("1");
    PublishedTree.show(home, run("b"), Map.of("manifest.json", "of b"));
    assertThat(latest.resolve("tables/t.csv")).hasContent("2");
    assertThat(home.resolve("published/p/2026-01-02/manifest.json")).hasContent("of b");
  }

  /** As after a kill between the switches and the end of the run. */
  @Test
  void showingAgainChangesNothing() throws IOException {
    stage("a", DIGEST, "1");
    for (int i = 0; i < 2; i++) {
      PublishedTree.show(home, run("a"), Map.of("manifest.json", "of a"));
    }
    assertThat(home.resolve("published/p/latest/manifest.json")).hasContent("of a");
  }

  @Test
  void aRunThatPublishedNothingLeavesWhatIsThere() throws IOException {
    stage("a", DIGEST, "1");
    PublishedTree.show(home, run("a"), Map.of("manifest.json", "of a"));
    PublishedTree.show(home, run("c"), Map.of("manifest.json", "of c"));
    assertThat(home.resolve("published/p/latest/manifest.json")).hasContent("of a");
  }

  @Test
  void aNightThatFailedLeavesThePublicationStaleWithItsAge() throws IOException {
    stage("a", DIGEST, "1");
    PublishedTree.show(
        home, run("a"), Map.of("manifest.json", "{\"predicate\": {\"run\": \"a\"}}"));
    var later = Instant.now().plus(Duration.ofMinutes(26 * 60 + 30));
    var fresh = Publication.all(home, later).getFirst();
    assertThat(fresh)
        .isEqualTo(
            new Publication("p", "2026-01-02", fresh.published(), 26, false, null, "a", null));
    PublishedTree.markStale(home, run("b"), "gate keys said no");
    assertThat(Publication.all(home, later))
        .containsExactly(
            new Publication(
                "p", "2026-01-02", fresh.published(), 26, true, "gate keys said no", "a", "b"));
    assertThat(Publication.all(home.resolve("elsewhere"), later)).isEmpty();
  }
}
