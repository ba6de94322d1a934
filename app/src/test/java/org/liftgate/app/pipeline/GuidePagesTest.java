package org.liftgate.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;

/**
 * {@code docs/guide/limitations.md} says what the pipelines' assumptions say. {@code
 * -Dliftgate.docs=write} writes it anew.
 */
class GuidePagesTest {
  static final Path ROOT = root();
  private static final Path PAGE = ROOT.resolve("docs/guide/limitations.md");

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("pipelines")) ? here : here.getParent();
  }

  @Test
  void limitationsFollowFromTheAssumptions() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("liftgate.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() throws IOException {
    var out = new ArrayList<String>();
    out.add("# Limitations");
    out.add("");
    out.add(
        "What each pipeline rests on, and what a run does about it. Written from `assumptions.yaml` of each.");
    try (var folders = Files.list(ROOT.resolve("pipelines"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        Pipeline pipeline =
            new PipelineLoader(new Catalog(List.of(new PipelineLoaderTest.Migrate())))
                .load(folder, Map.of(), Profile.DEFENDED)
                .pipeline();
        out.add("");
        out.add("## " + pipeline.title());
        pipeline.assumptions().forEach(a -> out.addAll(section(pipeline, a)));
      }
    }
    return String.join("\n", out) + "\n";
  }

  private static List<String> section(Pipeline pipeline, Pipeline.Assumption a) {
    return List.of(
        "",
        "### " + a.sentence(),
        "",
        a.tests().isEmpty()
            ? "No check of the run can test it."
            : "Looked at by "
                + a.tests().stream().map(t -> named(pipeline, t)).collect(Collectors.joining(", "))
                + ".",
        "",
        a.mitigation());
  }

  private static String named(Pipeline pipeline, String test) {
    return pipeline
        .stage(test)
        .map(s -> "stage `%s` (%s)".formatted(test, s.title().toLowerCase(java.util.Locale.ROOT)))
        .orElse("gate `" + test + "`");
  }
}
