package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Data as people have them: each a typed outcome, never NaN, never a stack trace. */
class BadEstimateInputTest {
  private static final String GT = "att-gt --outcome y --unit u --period t --cohort g --data FILE";
  private static final String SUN =
      "sun-abraham --outcome y --unit u --period t --cohort g --data FILE";
  private static final String SDID = "sdid --outcome y --unit u --period t --treated d --data FILE";
  private static final String DIFFERENCE = "difference --outcome y --treatment d --data FILE";

  @TempDir Path folder;

  /**
   * One call on one file.
   *
   * @param command words parted by blanks, `_` for a blank within one, FILE for the file
   * @param says parts of what is printed, on whichever stream
   */
  private record Case(String name, String command, String file, int exit, List<String> says) {
    Case(String name, String command, String file, int exit, String... says) {
      this(name, command, file, exit, List.of(says));
    }
  }

  /** Rows by number under a header. */
  private static String rows(String header, int n, IntFunction<String> row) {
    return IntStream.range(0, n)
        .mapToObj(row)
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  private static double noise(int i) {
    return Math.rint(1000 * Math.sin(12.9898 * i + 78.233)) / 1000;
  }

  /** 20 units by 6 periods; odd units start at 4. */
  private static String panel(IntFunction<String> period, boolean never) {
    return rows(
        "u,t,g,d,y",
        120,
        i -> {
          int u = i / 6;
          int t = i % 6 + 1;
          int g = u % 2 == 1 ? 4 : never ? 0 : 5;
          int d = g > 0 && t >= g ? 1 : 0;
          return "%d,%s,%s,%d,%s"
              .formatted(u, period.apply(t), g == 0 ? "" : period.apply(g), d, noise(i) + d);
        });
  }

  private static String panel() {
    return panel(t -> "" + t, true);
  }

  private static List<Case> files() {
    return List.of(
        new Case(
            "no file",
            DIFFERENCE.replace("FILE", "nowhere.csv"),
            "",
            2,
            "--data (nowhere.csv) is not there"),
        new Case("empty file", DIFFERENCE, "", 2, "data.csv: file is empty"),
        new Case("header only", DIFFERENCE, "y,d\n", 2, "data.csv: file has a header and no rows"),
        new Case(
            "missing column",
            DIFFERENCE,
            "y,treat\n1,0\n2,1\n",
            2,
            "--treatment (d) must be a column of the data"),
        new Case(
            "nothing given",
            "difference",
            "y\n1\n",
            2,
            "--data must be given",
            "--outcome must be given",
            "--treatment must be given"),
        new Case(
            "unknown options",
            DIFFERENCE + " --outcom y --seed",
            "y,d\n1,0\n",
            2,
            "--outcom (y) is not an option of difference",
            "Maybe outcome was meant",
            "--seed"),
        new Case(
            "misspelt estimator",
            "differences",
            "y\n1\n",
            2,
            "ESTIMATOR (differences) must be one of",
            "Maybe difference was meant"),
        new Case(
            "text outcome",
            DIFFERENCE,
            rows("y,d", 20, i -> "a" + i + "," + i % 2),
            2,
            "--outcome (y) must hold numbers",
            "Column y holds text"),
        new Case(
            "bad cell",
            DIFFERENCE,
            rows("y,d", 40, i -> (i == 5 ? "oops" : "" + noise(i)) + "," + i % 2),
            2,
            "data.csv:7:1: y (oops) must be a number like the others"));
  }

  private static List<Case> experiments() {
    String gaps =
        rows("y,d", 40, i -> (i == 3 ? "" : i == 4 ? "inf" : "" + noise(i)) + "," + i % 2);
    return List.of(
        new Case(
            "missing and infinite are counted",
            DIFFERENCE,
            gaps,
            0,
            "38 rows",
            "2 of 40 rows were left out"),
        new Case(
            "missing are an error",
            DIFFERENCE + " --missing error",
            gaps,
            2,
            "y must hold a finite value in every row; 2 of 40 lack one, first data row 4"),
        new Case(
            "all missing",
            DIFFERENCE,
            rows("y,d", 9, i -> "NA," + i % 2),
            2,
            "not estimable: There are no rows",
            "9 of 9 rows"),
        new Case(
            "2 rows",
            DIFFERENCE,
            "y,d\n1,0\n2,1\n",
            2,
            "not estimable: The arms have 1 and 1 rows"),
        new Case(
            "no variation",
            DIFFERENCE,
            rows("y,d", 30, i -> noise(i) + ",1"),
            2,
            "not estimable: No row is left untreated"),
        new Case(
            "three arms",
            DIFFERENCE,
            rows("y,d", 30, i -> noise(i) + "," + i % 3),
            2,
            "--treatment (d) must hold 0 and 1 alone"),
        new Case(
            "constant outcome",
            DIFFERENCE,
            rows("y,d", 30, i -> "5," + i % 2),
            2,
            "not estimable: Neither arm varies"),
        new Case(
            "large and small",
            DIFFERENCE,
            rows("y,d", 30, i -> noise(i) * 1e9 + "," + i % 2),
            0,
            "270,000,000"),
        new Case(
            "tiny",
            DIFFERENCE,
            rows("y,d", 30, i -> noise(i) * 1e-9 + "," + i % 2),
            0,
            "0.00000000027"),
        new Case(
            "names with blanks and quotes",
            "difference --outcome the_\"y\" --treatment a_b --data FILE",
            rows("\"the \"\"y\"\"\",a b", 30, i -> noise(i) + "," + i % 2),
            0,
            "difference: the \"y\" ~ a b"));
  }

  private static List<Case> panels() {
    String twice = panel() + "3,2,,0,1.5\n";
    String shuffled = shuffled(panel());
    return List.of(
        new Case(
            "no never-treated",
            GT,
            panel(t -> "" + t, false),
            2,
            "not estimable: Every unit is treated at some time. Maybe use --control not-yet"),
        new Case(
            "sun: no never-treated",
            SUN,
            panel(t -> "" + t, false),
            0,
            "the cohort of 5 is the comparison"),
        new Case(
            "all start together",
            GT,
            rows("u,t,g,y", 60, i -> i / 6 + "," + i % 6 + ",3," + noise(i)),
            2,
            "Every unit is treated at some time"),
        new Case("duplicated keys", GT, twice, 2, "Unit 3 has more than one row in period 2"),
        new Case("sdid: duplicated keys", SDID, twice, 2, "several rows for unit 3 in period 2"),
        new Case("unsorted", GT, shuffled, 0, "simple           1.00        0.26       3.88"),
        new Case(
            "dates",
            GT,
            panel(t -> "2024-0" + t + "-01", true),
            0,
            "att(2024-04-01,2024-05-01)",
            "Dates count as periods of 1 month"),
        new Case(
            "sdid: dates",
            SDID + " --vcov jackknife",
            panel(t -> "2024-0" + t + "-01", true),
            0,
            "jackknife standard errors"),
        new Case(
            "texts",
            GT,
            panel(t -> "week" + t, true),
            2,
            "--period (t) holds text where periods must be whole numbers or dates",
            "--cohort (g)"),
        new Case(
            "sdid: texts",
            SDID + " --vcov jackknife",
            panel(t -> "week" + t, true),
            0,
            "jackknife standard errors"),
        new Case(
            "2 rows",
            GT,
            "u,t,g,y\n1,1,2,5\n1,2,2,6\n",
            2,
            "not estimable: Every unit is treated at some time"),
        new Case(
            "sdid: nobody treated",
            SDID,
            rows("u,t,d,y", 60, i -> i / 6 + "," + i % 6 + ",0," + noise(i)),
            2,
            "No unit is ever treated"),
        new Case(
            "one unit a cohort",
            GT,
            rows(
                "u,t,g,y",
                60,
                i -> i / 6 + "," + i % 6 + "," + (i / 6 == 1 ? 3 : 0) + "," + noise(i)),
            0,
            "Small sample: 10 units, the smallest cohort has 1"));
  }

  private static String shuffled(String file) {
    var lines = new ArrayList<>(file.lines().toList());
    String header = lines.removeFirst();
    java.util.Collections.shuffle(lines, new java.util.Random(1));
    return header + "\n" + String.join("\n", lines) + "\n";
  }

  @TestFactory
  Stream<DynamicTest> eachHasATypedOutcome() {
    return Stream.of(files(), experiments(), panels())
        .flatMap(List::stream)
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(Case c) throws IOException {
    Path file =
        Files.writeString(Files.createTempDirectory(folder, "case").resolve("data.csv"), c.file());
    String[] words =
        Stream.of(("estimate " + c.command()).split(" "))
            .map(w -> w.equals("FILE") ? file.toString() : w.replace('_', ' '))
            .toArray(String[]::new);
    var result = InProcess.call(words).exits(c.exit());
    assertThat(result.out() + result.err()).contains(c.says());
  }
}
