package org.liftgate.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

class PipelineLoaderTest {
  private static final Path SHIPPED = Path.of(System.getProperty("liftgate.root"), "pipelines");

  @TempDir Path folder;

  private final PipelineLoader loader = new PipelineLoader(new Catalog(List.of(new Migrate())));

  /** Stands for the roof's own kind, which needs a database. */
  static final class Migrate implements StageKind<Migrate.None> {
    record None() {}

    @Override
    public String name() {
      return "app.migrate";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public boolean pure() {
      return false;
    }

    @Override
    public Class<None> parameters() {
      return None.class;
    }

    @Override
    public void run(None parameters, StageContext context) {}
  }

  private Path broken(String from, String to) throws IOException {
    return broken("retail-promotions", "pipeline.yaml", from, to);
  }

  private Path broken(String pipeline, String file, String from, String to) throws IOException {
    Path shipped = SHIPPED.resolve(pipeline);
    Path copy = folder.resolve(pipeline);
    try (var walk = Files.walk(shipped)) {
      for (Path p : walk.toList()) {
        Path target = copy.resolve(shipped.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Path changed = copy.resolve(file);
    String text = Files.readString(changed);
    assertThat(text).contains(from);
    Files.writeString(changed, text.replace(from, to));
    return copy;
  }

  private List<Problem> problems(Path pipeline, Map<String, String> settings) {
    return catchThrowableOfType(
            LiftgateException.class, () -> loader.load(pipeline, settings, Profile.DEFENDED))
        .problems();
  }

  /** Each line is nine times the one before: 9^30 words in full. */
  @Test
  void aDocumentThatGrowsWhenItIsReadIsRefused() throws Exception {
    var lines = new StringBuilder("x0: &x0 [" + "x,".repeat(8) + "x]\n");
    for (int i = 1; i <= 30; i++) {
      String nine = ("*x" + (i - 1) + ",").repeat(9);
      lines.append("x%d: &x%d [%s]\n".formatted(i, i, nine.substring(0, nine.length() - 1)));
    }
    String version = "version: \"1\"\n";
    var found = problems(broken(version, version + lines), Map.of());
    assertThat(found).anySatisfy(p -> assertThat(p.message()).contains("aliases"));
  }

  @Test
  void theShippedPipelineLoads() {
    var loaded =
        loader.load(
            SHIPPED.resolve("retail-promotions"), Map.of("pre_weeks", "6"), Profile.DEFENDED);
    assertThat(loaded.settings()).containsEntry("pre_weeks", 6L);
    assertThat(loaded.pipeline().stage("panel-mailing").orElseThrow().parameters().toString())
        .contains("pre=6");
    assertThat(loaded.folder("sql/clean")).containsKey("transactions.sql");
  }

  @Test
  void needsStandBeforeTheStagesThatNeedThem() {
    var seen = new java.util.HashSet<String>();
    for (var stage :
        loader
            .load(SHIPPED.resolve("retail-promotions"), Map.of(), Profile.DEFENDED)
            .pipeline()
            .stages()) {
      assertThat(seen).containsAll(stage.needs());
      seen.add(stage.id());
    }
  }

  @Test
  void allProblemsAreSaidAtOnceEachWithItsLine() throws IOException {
    Path pipeline = broken("uses: reporting.explore", "uses: reporting.explor");
    Path yaml = pipeline.resolve("pipeline.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("min_clean: \":min_arm\"", "min_clan: 3")
            .replace("reference: -1", "reference: soon")
            .replace("needs: [snapshot, clean]", "needs: [snapshot, claen]"));
    var found = problems(pipeline, Map.of("pre_weeks", "many", "pre_week", "6"));
    assertThat(found)
        .extracting(Problem::name)
        .contains(
            "stages.explore.uses",
            "stages.did-mailing.with.min_clan",
            "stages.event-mailing.with.reference",
            "stages.dimensions.needs: claen",
            "pre_weeks",
            "pre_week");
    assertThat(found)
        .filteredOn(p -> p.name().equals("stages.explore.uses"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.hint()).isEqualTo("Maybe reporting.explore?");
              assertThat(p.file()).isEqualTo("retail-promotions/pipeline.yaml");
              assertThat(Files.readAllLines(yaml).get((int) p.line().getAsLong() - 1))
                  .contains("reporting.explor");
            });
    assertThat(found)
        .filteredOn(p -> p.name().equals("stages.dimensions.needs: claen"))
        .singleElement()
        .satisfies(p -> assertThat(p.hint()).isEqualTo("Maybe clean?"));
  }

  @Test
  void aCircleIsNamed() throws IOException {
    var found =
        problems(broken("    needs: [migrate]", "    needs: [migrate, dimensions]"), Map.of());
    assertThat(found)
        .anySatisfy(
            p ->
                assertThat(p.sentence())
                    .contains("go in a circle")
                    .contains("snapshot")
                    .contains("clean")
                    .contains("dimensions"));
  }

  @Test
  void yamlThatIsNotWellFormedIsSaidWithItsPlace() throws IOException {
    var found = problems(broken("name: retail-promotions", "name: \"retail-promotions"), Map.of());
    assertThat(found)
        .anySatisfy(
            p -> assertThat(p.sentence()).contains("pipeline.yaml:").contains("not well formed"));
  }

  @Test
  void aKeyThatStandsTwiceIsAProblem() throws IOException {
    assertThat(problems(broken("version: \"1\"", "version: \"1\"\nversion: \"2\""), Map.of()))
        .anySatisfy(p -> assertThat(p.sentence()).contains("version"));
  }

  @Test
  void anEmptyFileIsAProblemNotACrash() throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), "");
    assertThat(problems(folder, Map.of())).isNotEmpty();
  }

  @Test
  void aSharedStageIsToldWhatDiffersUnderPublished() {
    var defended =
        loader.load(SHIPPED.resolve("retail-promotions"), Map.of(), Profile.DEFENDED).pipeline();
    var published =
        loader.load(SHIPPED.resolve("retail-promotions"), Map.of(), Profile.PUBLISHED).pipeline();
    assertThat(defended.stage("report").orElseThrow().parameters().toString())
        .contains("treatment=mailing", "currency=USD");
    assertThat(published.stage("report").orElseThrow().parameters().toString())
        .contains("treatment=participation", "currency=USD");
    assertThat(published.stages()).hasSameSizeAs(defended.stages());
  }

  @Test
  void problemsOfEitherProfileAreSaidOnce() throws IOException {
    Path pipeline =
        broken("headline: [{design: twfe-published,", "headline: [{desing: twfe-published,");
    Path yaml = pipeline.resolve("pipeline.yaml");
    Files.writeString(
        yaml, Files.readString(yaml).replace("units: households", "unit: households"));
    assertThat(problems(pipeline, Map.of()))
        .extracting(Problem::name)
        .containsExactlyInAnyOrder(
            "stages.verdict.with.unit",
            "stages.verdict.with.headline.desing",
            "stages.verdict.with.headline.design");
  }

  @Test
  void aSharedStageMustNotMissWhatAPublishedRunLeavesOut() throws IOException {
    assertThat(
            problems(
                broken(
                    "    needs: [cohort-mailing, clean, dimensions]\n    profile: defended\n    title: Households by weeks",
                    "    needs: [cohort-mailing, clean, dimensions]\n    title: Households by weeks"),
                Map.of()))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.name()).isEqualTo("stages.panel-mailing.needs: cohort-mailing");
              assertThat(p.sentence()).contains("left out of a published run").contains("Maybe");
            });
  }

  @Test
  void aStageOfOneProfileHasNothingThatDiffers() throws IOException {
    assertThat(
            problems(
                broken(
                    "    title: What survives", "    title: What survives\n    profile: published"),
                Map.of()))
        .extracting(Problem::name)
        .containsExactly("stages.verdict.published");
  }

  @Test
  void aGraphOfAFileIsReadBeforeAnythingRuns() throws IOException {
    Path cyclic =
        broken(
            "pricing-segments",
            "graph/model.dot",
            "income -> log_discount;",
            "income -> log_discount;\n  log_demand -> income;");
    assertThat(problems(cyclic, Map.of()))
        .extracting(Problem::sentence)
        .singleElement()
        .asString()
        .startsWith("graph/model.dot:")
        .contains("must have no cycle");
    Path misnamed =
        broken("pricing-segments", "pipeline.yaml", "graph/model.dot", "graph/modle.dot");
    Files.writeString(misnamed.resolve("graph/model.dot"), "digraph { a -> b }");
    assertThat(problems(misnamed, Map.of()))
        .extracting(Problem::sentence)
        .containsExactly(
            "graph (graph/modle.dot) must be a .dot or .gml file in the pipeline's folder graph\n"
                + "    Maybe graph/model.dot was meant.");
  }
}
