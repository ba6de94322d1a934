package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that rot, disks that fill, folders that cannot be written. */
class FaultIT {
  @TempDir Path folder;

  @Test
  void corruptAndDeletedArtifactsAreSeenAndMadeAgain() throws IOException {
    var product = new Product(folder.resolve("home"));
    JsonNode first = product.call("run", "retail-promotions", "--json").exits(0).json("run");
    String id = first.path("run").asText();
    for (JsonNode a : product.call("artifacts", id, "--json").exits(0).json()) {
      Path stored =
          product
              .home()
              .resolve("artifacts")
              .resolve(a.path("sha256").asText().substring(0, 2))
              .resolve(a.path("sha256").asText());
      switch (a.path("name").asText()) {
        case "panel_mailing" -> corrupt(stored);
        case "transactions" -> Files.delete(stored);
        default -> {}
      }
    }
    JsonNode broken = product.call("verify", id, "--json").exits(4).json("verify");
    assertThat(broken.path("problems").findValuesAsText("file"))
        .containsExactly("artifacts/panel_mailing.parquet");
    product.call("get", id, "panel_mailing", "-o", folder.resolve("x").toString()).exits(4);
    JsonNode again = product.call("run", "retail-promotions", "--json").exits(0).json("run");
    assertThat(again.path("result_digest")).isEqualTo(first.path("result_digest"));
    for (JsonNode s : again.path("stages")) {
      boolean remade =
          s.path("id").asText().equals("clean") || s.path("id").asText().equals("panel-mailing");
      if (!s.path("uses").asText().matches("app.migrate|reporting.publish")) {
        assertThat(s.path("status").asText())
            .as(s.path("id").asText())
            .isEqualTo(remade ? "succeeded" : "cached");
      }
    }
    product.call("verify", again.path("run").asText()).exits(0);
  }

  private static void corrupt(Path file) throws IOException {
    file.toFile().setWritable(true);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aHomeThatCannotBeWrittenIsOneClearLine() {
    var result =
        new Product(Path.of("/proc/liftgate-home")).call("run", "retail-promotions").exits(1);
    assertThat(result.err())
        .contains("home (/proc/liftgate-home)")
        .contains("must be a folder that can be written")
        .contains("Maybe");
  }

  /**
   * A tmpfs of its own for the home: the stage fails with the reason, and goes on after space is
   * freed.
   */
  @Test
  void aFullDiskStopsTheRunAndItGoesOnWhenSpaceIsFreed() throws Exception {
    Path data = Product.realLooking(folder.resolve("data"));
    Path script = folder.resolve("full-disk.sh");
    Files.writeString(
        script,
        """
        set -u
        mount -t tmpfs -o size=48m lg-test "$1"
        export LIFTGATE_HOME="$1/home"
        "$2" doctor >/dev/null 2>&1
        dd if=/dev/zero of="$1/ballast" bs=1M count=46 2>/dev/null
        "$2" run retail-promotions --data "$3"
        echo "first exit $?"
        rm "$1/ballast"
        mount -o remount,size=400m "$1"
        "$2" resume "$("$2" runs --json | sed -n 's/.*"run" : "\\([^"]*\\)".*/\\1/p' | head -n 1)"
        echo "second exit $?"
        """);
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path log = folder.resolve("log");
    var command =
        new ProcessBuilder(
            "unshare",
            "-m",
            "sh",
            script.toString(),
            mount.toString(),
            Product.ROOT.resolve("liftgate").toString(),
            data.toString());
    if (!System.getProperty("user.name").equals("root")) {
      command.command().addAll(1, java.util.List.of("-r"));
    }
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(log);
    assertThat(said)
        .contains("first exit 1")
        .containsPattern("(?i)no space|disk|could not write")
        .contains("second exit 0")
        .doesNotContain("\tat ");
  }
}
