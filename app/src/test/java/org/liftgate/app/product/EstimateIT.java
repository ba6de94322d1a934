package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code estimate} as packaged: from a file to an answer, without a home. */
class EstimateIT {
  private static final String STORES =
      Product.ROOT.resolve("docs/methods/data/stores.csv").toString();

  @TempDir Path folder;

  @Test
  void aFileGivesAnAnswerAndLeavesNothingBehind() {
    Path home = folder.resolve("home");
    JsonNode found =
        new Product(home)
            .call(
                "estimate",
                "ols",
                "--data",
                STORES,
                "--formula",
                "sales ~ price + promo",
                "--vcov",
                "cluster(store)",
                "--json")
            .exits(0)
            .json("estimate");
    assertThat(found.path("n").asInt()).isEqualTo(480);
    assertThat(found.path("estimates").findValuesAsText("term"))
        .containsExactly("(Intercept)", "price", "promo");
    assertThat(home).doesNotExist();
  }

  @Test
  void problemsAreOneDocumentAndExitTwo() {
    JsonNode error =
        new Product(folder.resolve("home"))
            .call("estimate", "ols", "--data", STORES, "--formula", "sales ~ prize", "--json")
            .exits(2)
            .json("error");
    assertThat(error.toString()).contains("Maybe price was meant");
    assertThat(Files.exists(folder.resolve("home"))).isFalse();
  }

  /** As packaged; every other published figure is asked of the verbs in PublicBenchmarksTest. */
  @Test
  void aPublishedFigureIsReached() {
    String given = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(given != null, "no public data");
    JsonNode found =
        new Product(folder.resolve("home"))
            .call(
                "estimate",
                "ols",
                "--data",
                Path.of(given, "benchmarks", "nsw_dw.csv").toString(),
                "--formula",
                "re78 ~ treat",
                "--vcov",
                "hc2",
                "--json")
            .exits(0)
            .json("estimate");
    JsonNode treat = found.path("estimates").get(1);
    assertThat(treat.path("estimate").asDouble()).isCloseTo(1794.342, within(5e-4));
    assertThat(treat.path("std_error").asDouble()).isCloseTo(670.997, within(5e-4));
  }

  @Test
  void controlCEndsWithOneLineAndExit130() throws Exception {
    Path out = folder.resolve("out");
    Process process = new Product(folder.resolve("home")).start(out, "selftest", "--full");
    for (int i = 0; i < 300 && !Product.read(out).contains("bias in SE"); i++) {
      Thread.sleep(100);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(Product.read(out)).contains("liftgate: cancelled").doesNotContain("\tat ");
  }
}
