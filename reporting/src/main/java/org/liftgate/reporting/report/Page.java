package org.liftgate.reporting.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.View.Cell;
import org.liftgate.reporting.report.View.Figure;
import org.liftgate.reporting.report.View.Grid;

/**
 * What the template of the report sees.
 *
 * @param css the only style sheet of the page
 * @param brief the first screen, for who decides
 * @param groups whether the run is one that estimates by group
 * @param parts sections that have tables of their own
 * @param comparison pooled effects of the original beside ours; those of groups are in a table
 * @param comparedTable where pooled effects are many: one row for each that has a defended figure
 * @param comparedAlone and those that have none
 * @param periods heading of the event study, such as {@code Week by week}
 * @param csp content security policy: nothing but that style sheet, known by its hash
 */
public record Page(
    ReportModel model,
    String css,
    String csp,
    Answer answer,
    Brief brief,
    Grid estimand,
    Grid findings,
    Optional<Figure> headline,
    Optional<Figure> trend,
    Optional<Figure> events,
    String periods,
    String preTrend,
    Optional<Figure> campaigns,
    Grid campaignTable,
    boolean groups,
    List<Part.Shown> parts,
    List<Survival> comparison,
    Grid comparedTable,
    Grid comparedAlone,
    Grid comparedGroups,
    Checks checks,
    List<Figure> funnels,
    Grid flows,
    Grid reasons,
    List<Assumption> assumptions,
    List<String> limits,
    Grid methods,
    Grid inputs,
    List<Glossary.Entry> glossary) {

  private static final Grid NO_GRID = new Grid(List.of(), List.of());

  /** Gates: how many passed, those that did not, all of them. */
  public record Checks(long pass, long warn, long fail, Grid open, Grid all) {}

  /** An assumption with the outcome of each of its tests. */
  public record Assumption(String sentence, List<Test> tests, String mitigation) {}

  /** A test's outcome as a mark, and what it found. */
  public record Test(Cell outcome, String name, String message) {}

  static Page of(ReportModel model, List<Part> parts, Money money) {
    var figures = new Figures(model);
    var grids = new Grids(model);
    String css = Charts.css() + Resources.text("report.css");
    return new Page(
        model,
        css,
        "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(sha(css)),
        Answer.of(model),
        Brief.of(model, money),
        grids.estimand(),
        grids.findings(),
        figures.headline().map(Figure::of),
        figures.trend().map(Figure::of),
        figures.events().map(Figure::of),
        Words.sentence(model.setting().period()) + " by " + model.setting().period(),
        preTrend(model),
        figures.campaigns().map(Figure::of),
        grids.campaigns(),
        !model.campaigns().isEmpty()
            || model.inputs().stream()
                .anyMatch(i -> i.name().equals("campaign_estimates") && i.rows().orElse(0) > 0),
        parts.stream().map(Part::shown).toList(),
        model.comparison().stream()
            .filter(c -> c.group().isEmpty() && !grids.manyCompared())
            .map(c -> Survival.of(model, c))
            .toList(),
        grids.manyCompared() ? grids.compared(true) : NO_GRID,
        grids.manyCompared() ? grids.compared(false) : NO_GRID,
        grids.comparedGroups(),
        checks(model, grids),
        figures.funnels().stream().map(Figure::of).toList(),
        grids.flows(),
        grids.reasons(),
        model.assumptions().stream().map(Page::assumption).toList(),
        Limits.of(model),
        grids.methods(),
        grids.inputs(),
        Glossary.entries());
  }

  private static String sha(String css) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String preTrend(ReportModel model) {
    var test = model.preTrend();
    if (test.isEmpty()) {
      return "No joint test of the time before the start was made.";
    }
    String detail =
        test.get().detail().isBlank() ? "" : " (" + Phrases.reason(test.get().detail()) + ")";
    if (test.get().pValue().isEmpty()) {
      return "The joint test of the time before the start could not be made" + detail + ".";
    }
    double p = test.get().pValue().getAsDouble();
    String found =
        p < .05
            ? "the arms were already moving apart, so what follows the start cannot all be laid to the "
                + Words.name(model.setting().treatment())
            : "no drift was found. That makes the comparison more believable; it does not prove it, because a small drift would have gone unseen";
    return "Joint test that every difference before the start is zero: %s%s; %s."
        .formatted(Numbers.pValue(p), detail, found);
  }

  private static Checks checks(ReportModel model, Grids grids) {
    return new Checks(
        count(model, "pass"),
        count(model, "warn"),
        count(model, "fail"),
        grids.openChecks(),
        grids.checks());
  }

  private static long count(ReportModel model, String outcome) {
    return model.gates().stream().filter(c -> c.outcome().equals(outcome)).count();
  }

  private static Assumption assumption(ReportModel.Assumed a) {
    var tests =
        a.tests().stream()
            .map(
                t ->
                    new Test(
                        t.outcome().isEmpty() ? Cell.outcome("not run") : Cell.outcome(t.outcome()),
                        Words.sentence(Words.name(t.name())),
                        t.message()))
            .toList();
    return new Assumption(a.sentence(), tests, a.mitigation());
  }
}
