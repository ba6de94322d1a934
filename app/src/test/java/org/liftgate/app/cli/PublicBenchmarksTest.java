package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Published figures of public data through {@code estimate}, each to its last printed digit. The
 * calls, figures and differences are written to {@code target/public-benchmarks.txt}.
 */
class PublicBenchmarksTest {
  private static final String NSW = "--data nsw_dw.csv --formula re78~treat --vcov ";
  private static final String MPDTA =
      "att-gt --data mpdta.csv --outcome lemp --unit countyreal --period year --cohort first.treat";
  private static final String PROP99 =
      "--data california_prop99.csv --outcome PacksPerCapita --unit State --period Year"
          + " --treated treated";
  private static final String STAGGERED =
      "att-gt --data base_stagg.csv --outcome y --unit id --period year --cohort year_treated";

  @TempDir Path folder;

  /**
   * One figure.
   *
   * @param call of {@code estimate}, words parted by blanks
   * @param field of the term's JSON
   * @param within tolerance; negative for that many of our standard errors
   */
  private record Figure(String call, String term, String field, double published, double within) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("ols " + NSW + "iid", "treat", "estimate", 1794.342, 5e-4),
          new Figure("ols " + NSW + "iid", "treat", "std_error", 632.853, 5e-4),
          // 670.82449: printed to four digits, then to three
          new Figure("ols " + NSW + "hc1", "treat", "std_error", 670.825, 5.5e-4),
          new Figure("ols " + NSW + "hc2", "treat", "std_error", 670.997, 5e-4),
          new Figure(MPDTA, "simple", "estimate", -.0399513, 5e-8),
          new Figure(MPDTA, "group", "estimate", -.0310183, 5e-8),
          new Figure(MPDTA, "dynamic", "estimate", -.0772398, 5e-8),
          new Figure(MPDTA, "calendar", "estimate", -.0417004, 5e-8),
          new Figure(MPDTA, "event(0)", "estimate", -.019932, 5e-7),
          new Figure(MPDTA, "event(1)", "estimate", -.050957, 5e-7),
          new Figure(MPDTA, "event(2)", "estimate", -.137259, 5e-7),
          new Figure(MPDTA, "event(3)", "estimate", -.100811, 5e-7),
          new Figure(
              "fe --data mpdta+d.csv --formula lemp~d|countyreal+year",
              "d",
              "estimate",
              -.0365489,
              5e-8),
          new Figure(
              "fe --data california_prop99.csv --formula PacksPerCapita~treated|State+Year",
              "treated",
              "estimate",
              -27.349,
              5e-4),
          new Figure("sdid " + PROP99, "att", "estimate", -15.60, 5e-3),
          new Figure("sc " + PROP99, "att", "estimate", -19.5, 0.15),
          new Figure(
              "fe --data base_did.csv --formula y~I(treat*post)+x1|id+period",
              "I(treat * post)",
              "estimate",
              4.850645,
              5e-7),
          new Figure(STAGGERED, "simple", "estimate", -1, -2),
          new Figure(
              "fe --data base_stagg+d.csv --formula y~d+x1|id+year",
              "d",
              "estimate",
              -3.683,
              5e-4));

  private final Map<String, JsonNode> answers = new HashMap<>();

  @Test
  void eachFigureIsReached() throws IOException {
    String given = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(given != null && Files.isDirectory(Path.of(given)), "no public data");
    Path data = Path.of(given, "benchmarks");
    try (var files = Files.list(data)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    withTreatment("mpdta", "year", "first.treat");
    withTreatment("base_stagg", "year", "year_treated");
    var lines = new ArrayList<String>();
    var softly = new SoftAssertions();
    for (Figure figure : FIGURES) {
      lines.add(compared(figure, softly));
    }
    Path shown = InProcess.ROOT.resolve("app/target/public-benchmarks.txt");
    Files.createDirectories(shown.getParent());
    Files.write(shown, lines);
    softly.assertAll();
  }

  private String compared(Figure figure, SoftAssertions softly) {
    JsonNode term = term(figure);
    double ours = term.path(figure.field()).asDouble(Double.NaN);
    double within =
        figure.within() < 0
            ? -figure.within() * term.path("std_error").asDouble()
            : figure.within() * (1 + 1e-9);
    String line =
        String.format(
            Locale.ROOT,
            "%-110s %-16s %-9s published %12.8g ours %14.10g difference %9.1e within %8.1e",
            figure.call(),
            figure.term(),
            figure.field(),
            figure.published(),
            ours,
            ours - figure.published(),
            within);
    softly.assertThat(Math.abs(ours - figure.published())).as(line).isLessThanOrEqualTo(within);
    return line;
  }

  private JsonNode term(Figure figure) {
    JsonNode answer = answers.computeIfAbsent(figure.call(), this::answer);
    return StreamSupport.stream(answer.path("estimates").spliterator(), false)
        .filter(e -> e.path("term").asText().equals(figure.term()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(figure + " is not in " + answer));
  }

  private JsonNode answer(String call) {
    UnaryOperator<String> path = w -> w.endsWith(".csv") ? folder.resolve(w).toString() : w;
    var words = new ArrayList<>(List.of("estimate"));
    for (String word : call.split(" ")) {
      words.add(path.apply(word));
    }
    words.add("--json");
    return InProcess.call(words.toArray(String[]::new)).exits(0).json("estimate");
  }

  /** The file with a column d, 1 from the first treated period on, 0 where that is 0. */
  private void withTreatment(String name, String period, String cohort) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".csv"));
    List<String> header = List.of(lines.get(0).replace("\"", "").split(","));
    int t = header.indexOf(period);
    int g = header.indexOf(cohort);
    assertThat(List.of(t, g)).doesNotContain(-1);
    List<String> out =
        IntStream.range(0, lines.size())
            .mapToObj(
                i -> {
                  String[] cells = lines.get(i).split(",");
                  boolean on = i > 0 && !cells[g].equals("0") && at(cells[t]) >= at(cells[g]);
                  return lines.get(i) + (i == 0 ? ",d" : on ? ",1" : ",0");
                })
            .toList();
    Files.write(folder.resolve(name + "+d.csv"), out);
  }

  private static int at(String cell) {
    return Integer.parseInt(cell);
  }
}
