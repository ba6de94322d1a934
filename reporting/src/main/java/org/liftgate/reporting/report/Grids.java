package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Campaign;
import org.liftgate.reporting.report.ReportModel.Check;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Flow;
import org.liftgate.reporting.report.ReportModel.Reason;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.report.View.Cell;
import org.liftgate.reporting.report.View.Grid;

/** The tables of a report, each from its part of the model. */
final class Grids {
  private final ReportModel model;
  private final Setting words;

  Grids(ReportModel model) {
    this.model = model;
    this.words = model.setting();
  }

  /** What is asked, before any number. */
  Grid estimand() {
    var rows = new ArrayList<List<Cell>>();
    String units = Words.plural(2, words.unit());
    row(rows, "Question", model.question());
    row(
        rows,
        "Treatment",
        model
            .design()
            .map(ReportModel.Design::definition)
            .orElse(Words.sentence(words.called(words.treatment()))));
    boolean after = model.design().map(ReportModel.Design::afterOutcome).orElse(false);
    if (words.amount()) {
      row(rows, "Effect of", "One unit more, everything else the same");
      row(
          rows,
          "Compared with",
          words.series()
              ? "Other %s of the same series".formatted(units)
              : "The same %s in other %ss".formatted(units, words.period()));
      row(rows, "Outcome", Words.sentence(words.called(words.outcome())));
      return new Grid(View.heads("What", "Answered as"), rows);
    }
    row(
        rows,
        "Whose effect",
        Words.sentence(words.treated())
            + " "
            + units
            + (after
                ? ", known only from what they did after the start"
                : ", whether or not they responded"));
    row(
        rows,
        "Compared with",
        "%s %s of the same %s and %ss"
            .formatted(Words.sentence(words.comparison()), units, words.group(), words.period()));
    row(
        rows,
        "Outcome",
        Words.sentence(words.called(words.outcome()))
            + ", "
            + Phrases.unit(words, words.outcome())
            + (words.mean().isEmpty()
                ? "; a %s without any counts as zero".formatted(words.period())
                : "; the mean over a %1$s's %2$s of a %3$s, so a %3$s without any is left out"
                    .formatted(words.unit(), Words.plural(2, words.mean()), words.period())));
    window().ifPresent(w -> row(rows, "Window", w));
    model
        .design()
        .ifPresent(
            d ->
                row(
                    rows,
                    "Who is compared",
                    "%s %s and %s %s %s, counted once for each %s"
                        .formatted(
                            Numbers.count(d.treatedUnits()),
                            words.treated(),
                            Numbers.count(d.comparisonUnits()),
                            words.comparison(),
                            units,
                            words.group())));
    return new Grid(View.heads("What", "Answered as"), rows);
  }

  private Optional<String> window() {
    var periods = model.trend().stream().mapToInt(ReportModel.Cell::period).summaryStatistics();
    if (periods.getCount() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s before the start of the %s to %s from it, the first one included"
            .formatted(
                Words.count(Math.max(0, -periods.getMin()), words.period()),
                words.group(),
                Words.count(Math.max(0, periods.getMax() + 1), words.period())));
  }

  private static void row(List<List<Cell>> rows, String what, String answer) {
    rows.add(List.of(Cell.text(what), Cell.text(answer)));
  }

  /** Every pooled estimate of the treatment. */
  Grid findings() {
    boolean truth = model.findings().stream().anyMatch(f -> f.truth().isPresent());
    var heads =
        View.heads(
            "Design|design",
            "Outcome",
            "#Effect|effect",
            "#95% interval|interval",
            "#p|p-value",
            words.series() ? "#" + Words.sentence(Words.plural(2, words.period())) : "#Units|arms",
            "Grade|grade",
            "Verdict|verdict",
            "#True effect|truth");
    int width = truth ? heads.size() : heads.size() - 1;
    return new Grid(
        heads.subList(0, width),
        model.findings().stream().map(f -> cells(f).subList(0, width)).toList());
  }

  private List<Cell> cells(Finding f) {
    double error = f.value().map(Value::stdError).orElse(Double.NaN);
    return List.of(
        Cell.text(Phrases.name(words, f)),
        Cell.text(words.called(f.outcome())),
        Cell.number(f.value().map(v -> Numbers.effect(v.estimate(), error)).orElse(Numbers.NONE)),
        f.value()
            .map(v -> Cell.number(Numbers.range(v.low(), v.high(), error)))
            .orElse(Cell.text(Words.sentence(Phrases.reason(f.missing())))),
        Cell.number(f.value().map(v -> Numbers.pValue(v.pValue())).orElse(Numbers.NONE)),
        Cell.number(counts(f)),
        Cell.text(f.judgement().grade().isEmpty() ? Numbers.NONE : f.judgement().grade()),
        Cell.verdict(
            f.judgement().verdict().isEmpty() && f.value().isEmpty()
                ? "not-estimable"
                : f.judgement().verdict()),
        Cell.number(number(f.truth(), error)));
  }

  /** One series has no arms: its length. */
  private String counts(Finding f) {
    if (words.series()) {
      return f.rows().isPresent() ? Numbers.count(f.rows().getAsLong()) : Numbers.NONE;
    }
    return arms(f.arms().treated(), f.arms().comparison());
  }

  private static String arms(OptionalLong treated, OptionalLong comparison) {
    return treated.isPresent() && comparison.isPresent()
        ? Numbers.count(treated.getAsLong()) + " v " + Numbers.count(comparison.getAsLong())
        : Numbers.NONE;
  }

  private static String number(OptionalDouble value, double error) {
    return value.isPresent() ? Numbers.effect(value.getAsDouble(), error) : Numbers.NONE;
  }

  /** Each group with its four cells, its counts and its p and q. */
  Grid campaigns() {
    return new Grid(
        View.heads(
            Words.sentence(words.group()),
            "Days",
            "#Treated before",
            "#after",
            "#Comparison before",
            "#after",
            "#Difference|did",
            "#p|p-value",
            "#q|q-value",
            "#Units|arms",
            "#Free of others|clean",
            "#Effect among them|clean"),
        model.campaigns().stream().map(Grids::cells).toList());
  }

  private static List<Cell> cells(Campaign c) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.text(c.kind().isEmpty() ? "" + c.id() : c.id() + " · " + c.kind()));
    cells.add(
        Cell.text(
            c.start().isPresent() && c.end().isPresent()
                ? c.start().getAsLong() + " to " + c.end().getAsLong()
                : Numbers.NONE));
    for (int k = 0; k < 4; k++) {
      cells.add(
          Cell.number(k < c.cells().size() ? Numbers.fixed(c.cells().get(k), 2) : Numbers.NONE));
    }
    cells.add(
        Cell.number(c.did().isPresent() ? Numbers.fixed(c.did().getAsDouble(), 2) : Numbers.NONE));
    cells.add(Cell.number(c.value().map(v -> Numbers.pValue(v.pValue())).orElse(Numbers.NONE)));
    cells.add(
        Cell.number(
            c.qValue().isPresent() ? Numbers.qValue(c.qValue().getAsDouble()) : Numbers.NONE));
    cells.add(Cell.number(arms(c.arms().treated(), c.arms().comparison())));
    cells.add(Cell.number(arms(c.arms().cleanTreated(), c.arms().cleanComparison())));
    cells.add(Cell.number(c.clean().map(Grids::brief).orElse(Numbers.NONE)));
    return cells;
  }

  /** The original's effect of each group beside ours. */
  Grid comparedGroups() {
    return new Grid(
        View.heads(
            Words.sentence(words.group()),
            "Outcome",
            "Published|published",
            "Defended|defended",
            "Verdict|verdict",
            "Why"),
        model.comparison().stream().filter(c -> c.group().isPresent()).map(this::cells).toList());
  }

  /** From so many on, pooled figures stand in tables and not one below the other. */
  private static final int MANY = 8;

  boolean manyCompared() {
    return model.comparison().stream().filter(c -> c.group().isEmpty()).count() > MANY;
  }

  /**
   * One row for each effect, with all that the original's designs say of it.
   *
   * @param defended those with a defended figure, or those without
   */
  Grid compared(boolean defended) {
    var rows = new LinkedHashMap<String, List<ReportModel.Compared>>();
    model.comparison().stream()
        .filter(c -> c.group().isEmpty() && c.defended().isPresent() == defended)
        .forEach(
            c ->
                rows.computeIfAbsent(
                        c.treatment() + " " + c.outcome() + " " + c.term(), _ -> new ArrayList<>())
                    .add(c));
    var heads =
        View.heads(
            "Effect of|effect",
            "On",
            "Published|published",
            "Defended|defended",
            "Verdict|verdict",
            "What changed and why");
    return new Grid(
        heads.subList(0, defended ? 6 : 3),
        rows.values().stream().map(r -> cells(r).subList(0, defended ? 6 : 3)).toList());
  }

  private List<Cell> cells(List<ReportModel.Compared> all) {
    var first = all.getFirst();
    Survival s = Survival.of(model, first);
    String published =
        all.stream()
            .map(c -> Survival.of(model, c).published())
            .distinct()
            .collect(Collectors.joining("; "));
    return List.of(
        Cell.text(Words.sentence(words.called(first.treatment()))),
        Cell.text(words.called(first.outcome())),
        Cell.text(published),
        Cell.text(s.defended()),
        s.verdict(),
        Cell.text(s.why()));
  }

  private List<Cell> cells(ReportModel.Compared c) {
    Survival s = Survival.of(model, c);
    return List.of(
        Cell.text("" + c.group().orElseThrow()),
        Cell.text(Words.name(c.outcome())),
        Cell.text(c.published().isPresent() ? s.published() : "no number"),
        Cell.text(s.defended()),
        s.verdict(),
        Cell.text(s.why()));
  }

  private static String brief(Value v) {
    return "%s (%s)"
        .formatted(
            Numbers.effect(v.estimate(), v.stdError()),
            Numbers.range(v.low(), v.high(), v.stdError()));
  }

  /** Every gate outcome, the worst first. */
  Grid checks() {
    return new Grid(
        checkHeads(),
        model.gates().stream()
            .sorted(Comparator.comparingInt(Grids::rank))
            .map(Grids::cells)
            .toList());
  }

  /** Gates that did not pass, one row for all groups of a gate with one outcome. */
  Grid openChecks() {
    var byGate =
        model.gates().stream()
            .filter(c -> !c.outcome().equals("pass"))
            .sorted(Comparator.comparingInt(Grids::rank))
            .collect(
                Collectors.groupingBy(
                    c -> List.of(c.outcome(), c.gate()), LinkedHashMap::new, Collectors.toList()));
    return new Grid(checkHeads(), byGate.values().stream().map(this::together).toList());
  }

  private List<View.Head> checkHeads() {
    return View.heads(
        "Outcome|gate", "Check", "Table", Words.sentence(words.group()), "What it found");
  }

  private static int rank(Check c) {
    return List.of("fail", "warn", "pass").indexOf(c.outcome());
  }

  private List<Cell> together(List<Check> same) {
    var cells = new ArrayList<>(cells(same.getFirst()));
    if (same.size() > 1) {
      cells.set(3, Cell.text(Words.count(same.size(), words.group())));
      cells.set(
          4,
          Cell.text(same.getFirst().message() + " (and " + (same.size() - 1) + " more like it)"));
    }
    return cells;
  }

  private static List<Cell> cells(Check c) {
    return List.of(
        Cell.outcome(c.outcome()),
        Cell.text(Words.sentence(Words.name(c.gate()))),
        Cell.text(c.table()),
        Cell.text(c.group().isEmpty() ? "all" : c.group()),
        Cell.text(c.message()));
  }

  /** Rows in, out and rejected, for each table. */
  Grid flows() {
    return new Grid(
        View.heads("Table", "#Rows in", "#Rows kept", "#Rejected", "Adds up"),
        model.flows().stream().map(Grids::cells).toList());
  }

  private static List<Cell> cells(Flow f) {
    long rejected = f.rejected().stream().mapToLong(Reason::rows).sum();
    return List.of(
        Cell.text(f.table()),
        Cell.number(count(f.in())),
        Cell.number(count(f.out())),
        Cell.number(Numbers.count(rejected)),
        Cell.text(sum(f, rejected)));
  }

  private static String sum(Flow f, long rejected) {
    if (f.in().isEmpty() || f.out().isEmpty()) {
      return Numbers.NONE;
    }
    long gap = f.in().getAsLong() - f.out().getAsLong() - rejected;
    return gap == 0
        ? "yes"
        : "no: " + Numbers.count(Math.abs(gap)) + (gap > 0 ? " missing" : " too many");
  }

  private static String count(OptionalLong value) {
    return value.isPresent() ? Numbers.count(value.getAsLong()) : Numbers.NONE;
  }

  /** Every reason for which rows were rejected. */
  Grid reasons() {
    var rows = new ArrayList<List<Cell>>();
    for (Flow f : model.flows()) {
      for (Reason r : f.rejected()) {
        rows.add(
            List.of(
                Cell.text(f.table()),
                Cell.text(r.reason().replace('_', ' ')),
                Cell.number(Numbers.count(r.rows()))));
      }
    }
    return new Grid(View.heads("Table", "Reason", "#Rows"), rows);
  }

  /** Inputs by name and hash. */
  Grid inputs() {
    return new Grid(
        View.heads("Input", "#Rows", "SHA-256|hash"),
        model.inputs().stream()
            .map(
                i ->
                    List.of(
                        Cell.text(i.name()),
                        Cell.number(count(i.rows())),
                        new Cell(i.sha256(), "hash", "")))
            .toList());
  }

  /** How each estimate was computed. */
  Grid methods() {
    return new Grid(
        View.heads("Design", "Estimator", "Standard errors|clustered", "#Rows", "Detail"),
        model.findings().stream()
            .map(
                f ->
                    List.of(
                        Cell.text(Phrases.name(words, f) + ", " + Words.name(f.outcome())),
                        Cell.text(f.estimator()),
                        Cell.text(f.vcov().isBlank() ? Numbers.NONE : f.vcov()),
                        Cell.number(count(f.rows())),
                        Cell.text(f.detail().isBlank() ? Numbers.NONE : f.detail())))
            .toList());
  }
}
