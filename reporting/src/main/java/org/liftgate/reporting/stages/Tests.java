package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Phrases;
import org.liftgate.reporting.report.ReportModel.Assumed;
import org.liftgate.reporting.report.ReportModel.Check;
import org.liftgate.reporting.report.ReportModel.Tested;
import org.liftgate.reporting.stages.Rows.Row;

/** Outcomes of gates, and what they and joint tests say about assumptions. */
final class Tests {
  private static final Map<String, String> OUTCOMES =
      Map.of("pass", "pass", "fragile", "warn", "fail", "fail", "reject", "fail");

  private final Table gates;
  private final List<Row> estimates;
  private final UnaryOperator<String> title;
  private final Predicate<String> leftOut;
  private final Function<String, List<Row>> table;

  /**
   * @param title words for a stage
   * @param leftOut whether the run's profile leaves a test out
   * @param table rows of an input; none where it is not there
   */
  Tests(
      Table gates,
      List<Row> estimates,
      UnaryOperator<String> title,
      Predicate<String> leftOut,
      Function<String, List<Row>> table) {
    this.gates = gates;
    this.estimates = estimates;
    this.title = title;
    this.leftOut = leftOut;
    this.table = table;
  }

  List<Check> checks() {
    return new Rows(gates)
        .stream()
            .map(
                r ->
                    new Check(
                        r.text("gate"),
                        r.text("table_name"),
                        r.text("group_id"),
                        r.text("severity"),
                        r.text("outcome"),
                        r.text("message")))
            .toList();
  }

  Assumed assumed(Pipeline.Assumption a) {
    var tests = new ArrayList<Tested>();
    for (String test : a.tests()) {
      tests.addAll(tested(test));
    }
    return new Assumed(a.sentence(), tests, a.mitigation());
  }

  /**
   * A test is a gate, a stage whose pre-trend test speaks for it, a stage that tries to refute, or
   * one of what such a stage tries: {@code stage.refuter}.
   */
  private List<Tested> tested(String test) {
    var outcomes = checks().stream().filter(c -> c.gate().equals(test)).toList();
    if (!outcomes.isEmpty()) {
      return List.of(worst(test, outcomes));
    }
    return estimates.stream()
        .filter(r -> r.is("design", test) && r.is("term", ModelReader.PRE_TREND))
        .findFirst()
        .map(r -> List.of(preTrendTest(test, r)))
        .or(() -> refuted(test))
        .orElseGet(() -> List.of(absent(test)));
  }

  /** Each thing tried once: where it was tried by group too, the design as a whole speaks. */
  private Optional<List<Tested>> refuted(String test) {
    int dot = test.indexOf('.');
    String stage = dot < 0 ? test : test.substring(0, dot);
    var tried =
        tables(stage).stream()
            .filter(r -> dot < 0 || r.is("refuter", test.substring(dot + 1)))
            .filter(r -> r.text("group_id").isEmpty())
            .map(
                r ->
                    new Tested(
                        title.apply(stage) + ", " + Phrases.refuter(r.text("refuter")),
                        OUTCOMES.getOrDefault(r.text("word"), ""),
                        Words.minus(r.text("sentence"))))
            .distinct()
            .toList();
    return tried.isEmpty() ? Optional.empty() : Optional.of(tried);
  }

  /** A stage may write one table, or one a treatment. */
  private List<Row> tables(String stage) {
    return table.apply("refuters_" + stage.replace('-', '_'));
  }

  private Tested absent(String test) {
    return leftOut.test(test)
        ? new Tested(title.apply(test), "", "the original's recipe does not have this test")
        : new Tested(test, "", "no outcome in this run");
  }

  private static Tested worst(String test, List<Check> outcomes) {
    Check worst =
        outcomes.stream()
            .min(Comparator.comparingInt(c -> List.of("fail", "warn", "pass").indexOf(c.outcome())))
            .orElseThrow();
    long same = outcomes.stream().filter(c -> c.outcome().equals(worst.outcome())).count();
    String more =
        outcomes.size() == 1
            ? ""
            : " (%s of %s groups)".formatted(Numbers.count(same), Numbers.count(outcomes.size()));
    return new Tested(test, worst.outcome(), worst.message() + more);
  }

  private Tested preTrendTest(String test, Row r) {
    var p = r.number("p_value");
    return p.isEmpty()
        ? new Tested(test, "", "the joint test could not be made")
        : new Tested(
            title.apply(test),
            p.getAsDouble() < .05 ? "warn" : "pass",
            "joint test " + Numbers.pValue(p.getAsDouble()));
  }
}
