package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.liftgate.app.store.Json;

/** The command line in this process, for verbs that need neither home nor routes. */
final class InProcess {
  static final Path ROOT = Path.of(System.getProperty("liftgate.root"));

  private InProcess() {}

  /** What a call gave. */
  record Result(int exit, String out, String err) {
    Result exits(int wanted) {
      assertThat(exit).as("exit code; out:\n%s\nerr:\n%s", out, err).isEqualTo(wanted);
      assertThat(out + err)
          .doesNotContain("\tat ")
          .doesNotContain("a mistake of Liftgate")
          .doesNotContain("NaN")
          .doesNotContain("Infinity");
      return this;
    }

    /** The JSON on stdout, checked against the verb's schema. */
    JsonNode json(String schema) {
      JsonNode document = Json.parse(out, "output");
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
  }

  static Result call(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit;
    try (var o = new PrintStream(out, true, StandardCharsets.UTF_8);
        var e = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      exit = Liftgate.commandLine(new Shell(null, o, e), arguments).execute(arguments);
    }
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
