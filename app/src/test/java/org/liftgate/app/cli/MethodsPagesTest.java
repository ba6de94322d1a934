package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liftgate.app.estimate.Estimation;

/**
 * The pages in {@code docs/methods} say what the program says: every command in a console block is
 * run and its output compared. {@code -Dliftgate.docs=write} writes pages and data anew.
 */
class MethodsPagesTest {
  private static final Path METHODS = InProcess.ROOT.resolve("docs/methods");
  private static final boolean WRITE = "write".equals(System.getProperty("liftgate.docs"));
  private static final String FENCE = "```";

  @TestFactory
  Stream<DynamicTest> theDataAreDrawnFromKnownTruths() {
    return Map.of(
            "stores.csv", ExampleData.stores(),
            "mailing.csv", ExampleData.mailing(),
            "programme.csv", ExampleData.programme(),
            "regions.csv", ExampleData.regions(),
            "customers.csv", ExampleData.customers(),
            "experiment.csv", ExampleData.experiment(),
            "coupon.csv", ExampleData.coupon())
        .entrySet()
        .stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> same(METHODS.resolve("data/" + e.getKey()), e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandPrintsWhatItsPageSays() {
    return pages().stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> same(p, run(read(p)))));
  }

  @Test
  void everyEstimatorHasAPageWithAnExampleAndTheIndexKnowsIt() {
    String index = read(METHODS.resolve("README.md"));
    for (var verb : Estimation.verbs()) {
      Path page = METHODS.resolve(verb.name() + ".md");
      assertThat(page).exists();
      assertThat(read(page))
          .contains("$ ./liftgate estimate " + verb.name() + " ")
          .contains("## What it estimates")
          .contains("## When to trust it")
          .contains("## Formula")
          .contains("## Reference");
      assertThat(index).contains("(" + verb.name() + ".md)");
    }
  }

  private static List<Path> pages() {
    try (var files = Files.list(METHODS)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void same(Path file, String wanted) throws IOException {
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }
    assertThat(read(file)).isEqualTo(wanted);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page with the output of each command as it is now. */
  private static String run(String page) {
    var out = new StringBuilder();
    boolean console = false;
    for (String line : page.split("\n", -1)) {
      if (line.startsWith(FENCE)) {
        console = line.equals(FENCE + "console");
        out.append(line).append('\n');
      } else if (!console) {
        out.append(line).append('\n');
      } else if (line.startsWith("$ ./liftgate ")) {
        out.append(line).append('\n').append(output(line.substring("$ ./liftgate ".length())));
      }
    }
    return out.substring(0, out.length() - 1);
  }

  private static String output(String command) {
    return InProcess.call(words(command)).exits(0).out();
  }

  /** Words as a shell parts them; files lie below the project's folder. */
  private static String[] words(String command) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    for (char c : (command + " ").toCharArray()) {
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == ' ' && quote == 0) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words.stream()
        .filter(w -> !w.isEmpty())
        .map(w -> w.startsWith("docs/") ? InProcess.ROOT.resolve(w).toString() : w)
        .toArray(String[]::new);
  }
}
