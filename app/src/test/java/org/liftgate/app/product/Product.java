package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.liftgate.app.store.Json;

/** The packaged product as a user starts it: another process, through {@code ./liftgate}. */
final class Product {
  static final Path ROOT = Path.of(System.getProperty("liftgate.root"));

  private static Path simulated;

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  Product(Path home) {
    this.home = home;
  }

  /** What a call gave. */
  record Result(int exit, String out, String err) {
    JsonNode json() {
      return Json.parse(out, "output");
    }

    /** The JSON on stdout, checked against the verb's schema. */
    JsonNode json(String schema) {
      JsonNode document = json();
      try {
        String text = Files.readString(ROOT.resolve("docs/cli-json/" + schema + ".schema.json"));
        var errors =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(text)
                .validate(document);
        assertThat(errors).as("%s against %s", out, schema).isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return document;
    }

    Result exits(int wanted) {
      assertThat(exit).as("exit code; out:\n%s\nerr:\n%s", out, err).isEqualTo(wanted);
      assertThat(out + err)
          .as("no stack trace for a user")
          .doesNotContain("\tat ")
          .doesNotContain("Exception in thread");
      return this;
    }
  }

  Product with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Path home() {
    return home;
  }

  Result call(String... args) {
    try {
      Path out = Files.createTempFile("lg", ".out");
      Path err = Files.createTempFile("lg", ".err");
      Process process =
          builder(args).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ends in 300 s").isTrue();
      var result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a call and leaves it running; its output goes to files beside the home. */
  Process start(Path out, String... args) throws IOException {
    return builder(args).redirectErrorStream(true).redirectOutput(out.toFile()).start();
  }

  private ProcessBuilder builder(String... args) {
    var command = new ArrayList<String>();
    // A shell that runs the build in the background has Ctrl-C ignored, and every child with it.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(ROOT.resolve("liftgate").toString());
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(k -> k.startsWith("LIFTGATE_"));
    builder.environment().put("LIFTGATE_HOME", home.toString());
    builder.environment().put("LIFTGATE_BUILD", "never");
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return builder;
  }

  /** Simulated files of the flagship at scale 0.1, drawn once for a test run. */
  static synchronized Path simulated() {
    if (simulated == null) {
      try {
        Path folder = Files.createTempDirectory(ROOT.resolve("app/target"), "it-simulated");
        new Product(folder.resolve("home"))
            .call("simulate", "retail-promotions", "-o", folder.resolve("data").toString())
            .exits(0);
        simulated = folder.resolve("data");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return simulated;
  }

  /** A copy of the simulated files without their truth, so that they pass for real ones. */
  static Path realLooking(Path target) {
    try {
      Files.createDirectories(target);
      try (var files = Files.list(simulated())) {
        for (Path f : files.toList()) {
          if (!f.getFileName().toString().equals("truth.json")) {
            Files.copy(f, target.resolve(f.getFileName().toString()));
          }
        }
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
