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
  private static final String EVENT =
      "event-study --outcome y --unit u --period t --cohort g --data FILE";
  private static final String STRICT = " --missing error";
  private static final String DIFFERENCE = "difference --outcome y --treatment d --data FILE";
  private static final String DML = "dml --outcome y --treatment t --controls a,b --data FILE";
  private static final String FOREST =
      "causal-forest --outcome y --treatment t --features a,b --trees 50 --data FILE";
  private static final String UPLIFT =
      "uplift --outcome y --treatment t --features a,b --draws 20 --placebo 0 --data FILE";

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

  /** Unit 1 to {@code treated} start at 3, but for two of them if there are more than two. */
  private static int start(int unit, int treated) {
    return unit < 1 || unit > treated ? 0 : treated > 2 && unit < 3 ? 2 : 3;
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
            "one treated unit",
            GT,
            rows("u,t,g,y", 60, i -> i / 6 + "," + i % 6 + "," + start(i / 6, 1) + "," + noise(i)),
            2,
            "not estimable: Treated units: 1, never treated: 9; each must be at least 5"),
        new Case(
            "a cohort of 2 beside one of 6",
            GT,
            rows("u,t,g,y", 96, i -> i / 6 + "," + i % 6 + "," + start(i / 6, 8) + "," + noise(i)),
            0,
            "att(3,3)  ",
            "att(2,2)     not estimable: Units of its cohorts: 2, of its comparison: 8; each must be",
            "group(2)     not estimable",
            "Small sample: 16 units, the smallest cohort has 2"),
        new Case("missing cohort is never, not an error", GT + STRICT, panel(), 0, "simple "),
        new Case("event: missing cohort is never", EVENT + STRICT, panel(), 0, "event(1) "),
        new Case("sun: missing cohort is never", SUN + STRICT, panel(), 0, "event(1) "),
        new Case(
            "missing period beside missing cohorts",
            GT + STRICT,
            panel() + "7,,,0,1.5\n",
            2,
            "t must hold a finite value in every row; 1 of 121 lack one"),
        new Case(
            "event: parts that share no unit",
            EVENT,
            rows(
                "u,t,g,y",
                60,
                i -> {
                  int u = i / 3;
                  return "%s,%d,%s,%s"
                      .formatted(
                          "shop" + u, 2000 + i % 3 + 3 * (u % 2), u % 2 == 0 ? "" : 2004, noise(i));
                }),
            2,
            "The panel falls into parts that share no unit: t 2003 cannot be compared"));
  }

  private static List<Case> regressions() {
    String ols = "ols --formula y~a+b --data FILE";
    String fe = "fe --formula y~a|u --data FILE";
    IntFunction<String> sound =
        i -> noise(i) + "," + noise(3 * i + 1) + "," + noise(7 * i + 2) + "," + i / 4;
    String plain = rows("y,a,b,u", 80, sound);
    return List.of(
        new Case(
            "ols: collinear",
            ols,
            rows("y,a,b", 30, i -> noise(i) + "," + i + "," + 2 * i),
            0,
            "not estimable: b is a combination of the terms before it"),
        new Case(
            "ols: constant regressor",
            ols,
            rows("y,a,b", 30, i -> noise(i) + ",5," + i),
            0,
            "not estimable: a has one value in all rows"),
        new Case(
            "ols: constant outcome",
            ols,
            rows("y,a,b", 30, i -> "5," + noise(i) + "," + i),
            0,
            "residuals are all zero"),
        new Case(
            "ols: 2 rows",
            ols,
            "y,a,b\n1,2,3\n4,5,7\n",
            2,
            "2 rows leave nothing over for 2 coefficients"),
        new Case(
            "ols: missing and infinite",
            ols,
            plain + "inf,1,1,1\nNA,2,1,1\n1,,1,1\n",
            0,
            "80 rows",
            "3 of 83 rows were left out"),
        new Case(
            "ols: 1e9 beside 1e-9",
            ols,
            rows(
                "y,a,b",
                60,
                i -> noise(i) + "," + 1e9 * noise(3 * i + 1) + "," + 1e-9 * noise(7 * i + 2)),
            0,
            "0.00000000013",
            "140,000,000"),
        new Case(
            "ols: unknown column",
            "ols --formula y~price --data FILE",
            rows("y,prices,b", 9, i -> i + ",1,2"),
            2,
            "formula:1:3: price must be a column of the data",
            "Maybe prices was meant"),
        new Case(
            "ols: broken formula",
            "ols --formula y~a+(b --data FILE",
            plain,
            2,
            "formula:1:7: the end must be )"),
        new Case(
            "ols: one cluster",
            ols + " --vcov cluster(u)",
            rows("y,a,b,u", 40, i -> noise(i) + "," + noise(i + 50) + "," + i + ",1"),
            2,
            "One cluster (u) cannot show how it varies"),
        new Case(
            "ols: text outcome",
            ols,
            rows("y,a,b", 30, i -> "t" + i + "," + i + "," + 2 * i),
            2,
            "y holds text and cannot be calculated with"),
        new Case(
            "ols: dates and texts",
            "ols --formula y~day+kind --data FILE",
            rows("y,day,kind", 40, i -> noise(i) + ",2024-01-" + (10 + i % 20) + ",k" + i % 3),
            0,
            "kind::k1",
            "The reference of kind is k0"),
        new Case(
            "ols: names with blanks",
            "ols --formula `the_y`~`a_\"b\"` --data FILE",
            rows("the y,\"a \"\"b\"\"\"", 30, i -> noise(i) + "," + i),
            0,
            "`a \"b\"`         0.028"),
        new Case(
            "fe: singletons",
            fe,
            rows(
                "y,a,u", 40, i -> noise(i) + "," + noise(i + 9) + "," + (i < 36 ? i / 3 : 100 + i)),
            0,
            "36 rows",
            "4 of 40 rows were left out because they are alone"),
        new Case(
            "fe: regressor fixed within units",
            fe,
            rows("y,a,u", 40, i -> noise(i) + "," + i / 4 + "," + i / 4),
            2,
            "The absorbed effects explain a"),
        new Case(
            "fe: one unit",
            fe,
            rows("y,a,u", 40, i -> noise(i) + "," + noise(i + 9) + ",1"),
            2,
            "One cluster (u) cannot show how it varies"),
        new Case(
            "fe: only singletons",
            fe,
            rows("y,a,u", 9, i -> noise(i) + "," + i * i + "," + i),
            2,
            "No row is left",
            "9 of 9 rows"),
        new Case(
            "did: nobody treated",
            "did --outcome y --treated d --post p --data FILE",
            rows("y,d,p", 40, i -> noise(i) + ",0," + i % 2),
            2,
            "The treated arm has no rows"),
        new Case(
            "did: texts as flags",
            "did --outcome y --treated d --post p --data FILE",
            rows("y,d,p", 40, i -> noise(i) + ",k" + i % 2 + "," + i % 2),
            2,
            "--treated (d) must hold 0 and 1, not text"),
        new Case(
            "event: duplicated keys",
            EVENT,
            panel() + "3,2,,0,1.5\n",
            2,
            "u 3 has more than one row in t 2"),
        new Case(
            "event: no never-treated",
            EVENT,
            panel(t -> "" + t, false),
            2,
            "event(2) is a combination of the terms before it"),
        new Case(
            "event: texts",
            EVENT,
            panel(t -> "week" + t, true),
            2,
            "--period (t) holds text where periods must be whole numbers or dates",
            "--cohort (g)"),
        new Case(
            "event: dates",
            EVENT,
            panel(t -> "2024-0" + t + "-01", true),
            0,
            "Periods are counted in the order of their values",
            "event(1)       1.00        0.28"));
  }

  private static List<Case> selection() {
    String logit = "logit --formula y~a+b --data FILE";
    String match = "match --treatment d --outcome y --covariates a,b --data FILE";
    String ipw = match.replace("match", "ipw");
    IntFunction<String> chance =
        i ->
            (noise(5 * i + 3) > 0 ? 1 : 0)
                + ","
                + noise(i)
                + ","
                + noise(3 * i + 1)
                + ","
                + noise(7 * i + 2);
    String header = "d,y,a,b";
    return List.of(
        new Case(
            "logit: separation",
            logit,
            rows("y,a,b", 60, i -> (i < 30 ? 0 : 1) + "," + i + "," + noise(i)),
            2,
            "The outcomes are told apart without error by a, b"),
        new Case(
            "logit: one outcome",
            logit,
            rows("y,a,b", 60, i -> "1," + i + "," + noise(i)),
            2,
            "Every row has the same outcome"),
        new Case(
            "logit: not 0 and 1",
            logit,
            rows("y,a,b", 60, i -> i % 3 + "," + i + "," + noise(i)),
            2,
            "must hold 0 and 1 only"),
        new Case(
            "logit: collinear",
            logit,
            rows("y,a,b", 60, i -> i % 2 + "," + noise(i) + "," + 2 * noise(i)),
            0,
            "b            not estimable"),
        new Case(
            "match: nobody treated",
            match,
            rows(header, 60, i -> "0," + noise(i) + "," + i + "," + noise(3 * i)),
            2,
            "There must be both treated and comparison units"),
        new Case(
            "match: scores apart",
            match,
            rows(header, 60, i -> (i < 30 ? 0 : 1) + "," + noise(i) + "," + i + "," + noise(3 * i)),
            2,
            "told apart from the comparison units without error"),
        new Case(
            "match: collinear covariates",
            match,
            rows(
                header,
                80,
                i -> i % 3 / 2 + "," + noise(i) + "," + noise(3 * i) + "," + 2 * noise(3 * i)),
            0,
            "pairs 26"),
        new Case(
            "match: text covariate",
            match,
            rows(header, 80, i -> i % 3 / 2 + "," + noise(i) + ",k" + i % 4 + "," + noise(3 * i)),
            0,
            "The reference of a is k0"),
        new Case(
            "match: missing and infinite",
            match,
            rows(header, 80, chance) + "1,inf,1,1\n,1,1,1\n",
            0,
            "2 of 82 rows were left out",
            "7 of 42 treated units have no control within the caliper"),
        new Case(
            "ipw: scores apart",
            ipw,
            rows(header, 60, i -> (i < 30 ? 0 : 1) + "," + noise(i) + "," + i + "," + noise(3 * i)),
            2,
            "told apart from the comparison units without error"),
        new Case(
            "aipw: 2 rows",
            match.replace("match", "aipw"),
            header + "\n0,1,2,3\n1,2,3,5\n",
            2,
            "at least as many groups as folds (5)"),
        new Case(
            "lasso: constant regressor",
            "lasso --formula y~a+b --lambda .1 --data FILE",
            rows("y,a,b", 30, i -> noise(i) + ",5," + i),
            0,
            "nonzero 1"),
        new Case(
            "lasso: 2 rows",
            "lasso --formula y~a+b --data FILE",
            "y,a,b\n1,2,3\n2,3,5\n",
            0,
            "nonzero 0"));
  }

  /** Rows of y, t, a, b and g; b is noise, g one of so many groups. */
  private static String lots(int n, int groups, IntFunction<String> t, IntFunction<String> a) {
    return rows(
        "y,t,a,b,g",
        n,
        i ->
            "%s,%s,%s,%s,%d"
                .formatted(noise(i), t.apply(i), a.apply(i), noise(7 * i + 2), i % groups));
  }

  private static String lot(int i) {
    return noise(5 * i + 3) > 0 ? "1" : "0";
  }

  private static String known(int i) {
    return "" + noise(3 * i + 1);
  }

  /** What dml, causal-forest and uplift cannot learn from. */
  private static List<Case> learners() {
    IntFunction<String> lot = BadEstimateInputTest::lot;
    IntFunction<String> known = BadEstimateInputTest::known;
    String outcome = "Column g holds text";
    String texts = rows("g,t,a,b", 120, i -> "k%d,%s,%s,%s".formatted(i % 7, lot(i), known(i), i));
    var cases = new ArrayList<Case>();
    for (String command : List.of(DML, FOREST, UPLIFT)) {
      boolean dml = command.equals(DML);
      boolean forest = command.equals(FOREST);
      String name = command.substring(0, command.indexOf(' ')) + ": ";
      String none = dml ? "0 rows are too few" : forest ? "120 of 120 rows" : "There are no rows";
      cases.addAll(
          List.of(
              new Case(
                  name + "constant treatment",
                  command,
                  lots(120, 9, i -> "1", known),
                  2,
                  "not estimable",
                  command.equals(UPLIFT) ? "0 untreated rows" : "The treatment"),
              new Case(
                  name + "a feature is the treatment",
                  command,
                  lots(120, 9, lot, lot),
                  2,
                  "not estimable",
                  dml ? "the treatment again" : forest ? ".05 to .95" : "without error"),
              new Case(
                  name + "30 rows",
                  command,
                  lots(30, 9, lot, known),
                  2,
                  "not estimable",
                  command.equals(UPLIFT) ? "9 untreated rows are left" : "30"),
              new Case(
                  name + "ten thousand levels",
                  command,
                  lots(10_000, 9, lot, i -> "id" + i),
                  2,
                  (dml ? "--controls" : "--features") + " (a) must have at most 500 levels",
                  "is it an id?"),
              new Case(
                  name + "text as outcome",
                  command.replace("--outcome y", "--outcome g"),
                  texts,
                  2,
                  "--outcome (g) must hold numbers",
                  outcome),
              new Case(name + "missing", command, lots(120, 9, lot, i -> "nan"), 2, none),
              new Case(name + "infinite", command, lots(120, 9, lot, i -> "inf"), 2, none),
              new Case(
                  name + "three treated",
                  command,
                  lots(120, 9, i -> i < 3 ? "1" : "0", known),
                  2,
                  "not estimable",
                  dml ? "has 3 rows" : forest ? "quarter" : "2 treated rows are left")));
    }
    cases.addAll(
        List.of(
            new Case(
                "dml: fewer clusters than folds",
                DML + " --vcov cluster(g)",
                lots(120, 4, lot, known),
                2,
                "4 clusters of g are too few for 5 folds"),
            new Case(
                "dml: one fold",
                DML + " --fold g",
                lots(120, 1, lot, known),
                2,
                "The folds given are only one"),
            new Case(
                "dml: more folds than rows",
                DML + " --folds 500",
                lots(120, 1, lot, known),
                2,
                "120 rows are too few for 500 folds"),
            new Case(
                "dml: constant outcome",
                DML.replace("--outcome y", "--outcome g"),
                lots(120, 1, lot, known),
                2,
                "The outcome does not vary"),
            new Case(
                "dml: log of zero",
                DML + " --log t",
                lots(120, 1, lot, known),
                2,
                "--log (t) must be above 0 in every row; 57 of 120 are not"),
            new Case(
                "dml: the dose is a line in a control",
                DML,
                lots(120, 1, i -> "" + (2 * noise(3 * i + 1) + 1), known),
                2,
                "it is a line in a"),
            new Case(
                "causal-forest: few clusters",
                FOREST + " --cluster g",
                lots(120, 4, lot, known),
                2,
                "not estimable",
                "4"),
            new Case(
                "causal-forest: text treatment",
                FOREST,
                lots(120, 4, i -> "k" + i % 2, known),
                2,
                "--treatment (t) must hold numbers"),
            new Case(
                "uplift: text treatment",
                UPLIFT,
                lots(120, 4, i -> "k" + i % 2, known),
                2,
                "--treatment (t) must hold numbers"),
            new Case(
                "uplift: a dose",
                UPLIFT,
                lots(120, 4, known, known),
                2,
                "--treatment (t) must hold 0 and 1 only"),
            new Case(
                "uplift: fewer groups than folds",
                UPLIFT + " --group g",
                lots(120, 3, lot, known),
                2,
                "--group (g) must have at least 10 groups for 5 folds; it has 3")));
    return cases;
  }

  private static String shuffled(String file) {
    var lines = new ArrayList<>(file.lines().toList());
    String header = lines.removeFirst();
    java.util.Collections.shuffle(lines, new java.util.Random(1));
    return header + "\n" + String.join("\n", lines) + "\n";
  }

  @TestFactory
  Stream<DynamicTest> eachHasATypedOutcome() {
    return Stream.of(files(), experiments(), regressions(), selection(), panels(), learners())
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
