package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at a random moment: nothing is lost, nothing is published twice, the result is the same.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("liftgate.kills", 3);

  @TempDir Path folder;

  private Path data;

  private JsonNode undisturbed() {
    data = Product.realLooking(folder.resolve("data"));
    return new Product(folder.resolve("calm"))
        .call("run", "retail-promotions", "--data", data.toString(), "--json")
        .exits(0)
        .json("run");
  }

  @Test
  void aKilledRunResumesToTheSameResult() throws Exception {
    JsonNode calm = undisturbed();
    long whole = (long) (calm.path("seconds").asDouble() * 1000) + 1500;
    var random = new Random(20_261_122);
    for (int i = 0; i < KILLS; i++) {
      Path home = folder.resolve("home" + i);
      var product = new Product(home);
      Path out = folder.resolve("out" + i);
      Process process = product.start(out, "run", "retail-promotions", "--data", data.toString());
      Thread.sleep(900 + random.nextLong(whole));
      process.destroyForcibly().waitFor();
      checkAfterKill(product, out, calm.path("result_digest").asText());
    }
  }

  private static void checkAfterKill(Product product, Path out, String digest) throws IOException {
    JsonNode runs = product.call("runs", "--json").exits(0).json("runs");
    boolean acknowledged = Files.readString(out).contains("run ");
    assertThat(runs.size())
        .as("an acknowledged run is in the journal")
        .isBetween(acknowledged ? 1 : 0, 1);
    if (runs.isEmpty()) {
      return;
    }
    String id = runs.path(0).path("run").asText();
    JsonNode end =
        runs.path(0).path("status").asText().equals("succeeded")
            ? product.call("show", id, "--json").exits(0).json("run")
            : product.call("resume", id, "--json").exits(0).json("run");
    assertThat(end.path("status").asText()).isEqualTo("succeeded");
    assertThat(end.path("result_digest").asText()).isEqualTo(digest);
    product.call("verify", id).exits(0);
    assertPublishedOnce(product.home());
  }

  private static void assertPublishedOnce(Path home) throws IOException {
    Path published = home.resolve("published/retail-promotions");
    try (var list = Files.list(published)) {
      assertThat(
              list.filter(p -> Files.isDirectory(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                  .filter(p -> !p.getFileName().toString().startsWith(".")))
          .hasSize(1);
    }
    assertThat(published.resolve("latest/report.html")).exists();
    assertThat(published.resolve("latest/manifest.json")).exists();
  }

  @Test
  void twoRunsOnOneHomeBothCompleteAndAKilledOneDoesNotHoldUpTheOther() throws Exception {
    data = Product.realLooking(folder.resolve("data"));
    var product = new Product(folder.resolve("shared"));
    Process one =
        product.start(folder.resolve("one"), "run", "retail-promotions", "--data", data.toString());
    Process two =
        product.start(
            folder.resolve("two"),
            "run",
            "retail-promotions",
            "--data",
            data.toString(),
            "--set",
            "pre_weeks=6");
    assertThat(one.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(two.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(one.exitValue()).as(Files.readString(folder.resolve("one"))).isZero();
    assertThat(two.exitValue()).as(Files.readString(folder.resolve("two"))).isZero();

    Process victim =
        product.start(
            folder.resolve("victim"),
            "run",
            "retail-promotions",
            "--data",
            data.toString(),
            "--set",
            "pre_weeks=5");
    Thread.sleep(1500);
    Process other =
        product.start(
            folder.resolve("other"),
            "run",
            "retail-promotions",
            "--data",
            data.toString(),
            "--set",
            "pre_weeks=7");
    Thread.sleep(1500);
    victim.destroyForcibly().waitFor();
    assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).as(Files.readString(folder.resolve("other"))).isZero();
    for (JsonNode run : product.call("runs", "--json").exits(0).json()) {
      if (!run.path("status").asText().equals("succeeded")) {
        product.call("resume", run.path("run").asText()).exits(0);
      }
    }
  }

  @Test
  void controlCCancelsAndResumeGoesOn() throws Exception {
    data = Product.realLooking(folder.resolve("data"));
    String run = "";
    for (var signal : List.of("INT", "INT", "TERM")) {
      run = cancelled(signal, folder.resolve("ctrl-c-" + signal));
    }
    new Product(folder.resolve("ctrl-c-TERM")).call("resume", run).exits(0);
  }

  /** The end of a run is written at whatever moment the signal comes. */
  private String cancelled(String signal, Path home) throws Exception {
    var product = new Product(home);
    Path out = Files.createTempFile(folder, "out", "");
    Process process =
        product.start(out, "run", "retail-promotions", "--data", data.toString(), "--force");
    while (process.isAlive() && !Files.readString(out).contains("snapshot")) {
      Thread.sleep(50);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(130);
    JsonNode run = product.call("runs", "--json").exits(0).json().path(0);
    assertThat(run.path("status").asText()).isEqualTo("cancelled");
    return run.path("run").asText();
  }

  @Test
  void cancelFromAnotherProcessStopsARun() throws Exception {
    data = Product.realLooking(folder.resolve("data"));
    var product = new Product(folder.resolve("cancel"));
    Path out = folder.resolve("out");
    Process process = product.start(out, "run", "retail-promotions", "--data", data.toString());
    String id = "";
    while (process.isAlive() && id.isEmpty()) {
      Thread.sleep(50);
      id =
          Files.readString(out)
              .lines()
              .filter(l -> l.startsWith("run "))
              .map(l -> l.substring(4, 40))
              .findFirst()
              .orElse("");
    }
    product.call("cancel", id, "--json").exits(0).json("cancel");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(130);
  }
}
