package org.liftgate.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;

/**
 * {@code docs/kinds} says what the kinds of stages and gates are. {@code -Dliftgate.docs=write}
 * writes it anew.
 */
class KindPagesTest {

  @Test
  void pagesFollowFromTheKinds() throws IOException {
    Map<String, String> pages = pages();
    for (var page : pages.entrySet()) {
      Path file = GuidePagesTest.ROOT.resolve(page.getKey());
      if ("write".equals(System.getProperty("liftgate.docs"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.getValue());
      }
      assertThat(Files.readString(file))
          .as(
              "%s is stale; `./mvnw -pl app -am test -Dtest=KindPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dliftgate.docs=write` writes it",
              page.getKey())
          .isEqualTo(page.getValue());
    }
  }

  @Test
  void everyParameterSaysWhatItMeans() throws IOException {
    assertThat(pages().values())
        .allSatisfy(
            p -> assertThat(p.lines()).noneMatch(l -> l.startsWith("| `") && l.endsWith("|  |")));
  }

  private static Map<String, String> pages() throws IOException {
    var catalog = new Catalog(List.of(new PipelineLoaderTest.Migrate()));
    var loader = new PipelineLoader(catalog);
    var pipelines = new ArrayList<Pipeline>();
    try (var folders = Files.list(GuidePagesTest.ROOT.resolve("pipelines"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        pipelines.add(loader.load(folder, Map.of(), Profile.DEFENDED).pipeline());
      }
    }
    return new KindPages(GuidePagesTest.ROOT, catalog, pipelines).pages();
  }
}
