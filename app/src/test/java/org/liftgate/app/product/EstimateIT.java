package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
