package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.liftgate.reporting.chart.EventPlot;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.StepsPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Arms;
import org.liftgate.reporting.report.ReportModel.Campaign;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Funnel;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Step;
import org.liftgate.reporting.report.ReportModel.Value;

/** The charts of a report, each from its part of the model; empty where that part is empty. */
final class Figures {
  private final ReportModel model;
  private final Setting words;
  private final String units;

  Figures(ReportModel model) {
    this.model = model;
    this.words = model.setting();
    this.units = Words.plural(2, words.unit());
  }

  /** Every chart there is, in the order of the page. */
  List<Plot> all() {
    var plots = new ArrayList<Plot>();
    headline().ifPresent(plots::add);
    trend().ifPresent(plots::add);
    events().ifPresent(plots::add);
    campaigns().ifPresent(plots::add);
    plots.addAll(funnels());
    return plots;
  }

  /** The estimates in units of the answer's outcome, on one axis. */
  Optional<Plot> headline() {
    var same =
        model.findings().stream()
            .filter(f -> f.outcome().equals(words.outcome()))
            .filter(this::alike)
            .toList();
    if (same.stream().noneMatch(f -> f.value().isPresent())) {
      return Optional.empty();
    }
    var rows = same.stream().map(this::row).toList();
    String title =
        model
            .answer()
            .flatMap(f -> f.value().map(v -> headlineTitle(f, v)))
            .orElse("What each design says about " + words.called(words.outcome()));
    return Optional.of(
        new ForestPlot(
            "headline",
            title,
            title + ". One row for each design, with 95% intervals, the zero line and verdicts.",
            headlineCounts() + diamonds(rows),
            Words.sentence(words.called(words.outcome())) + ", " + unit(),
            hurdle(),
            rows));
  }

  /** Amounts of one design or one term have one unit; others do not go on one axis. */
  private boolean alike(Finding f) {
    return !words.amount()
        || model
            .answer()
            .map(a -> a.design().equals(f.design()) || a.term().equals(f.term()))
            .orElse(true);
  }

  private String headlineTitle(Finding f, Value v) {
    return f.judgement().grade().equals("associational") ? described(f, v) : caused(f, v);
  }

  /** A difference, in words that lay it to nothing. */
  private String described(Finding f, Value v) {
    if (words.amount()) {
      return "%s moved with %s by %s for each unit (95%%: %s)"
          .formatted(
              Words.sentence(Words.name(f.outcome())),
              words.called(words.treatment()),
              Numbers.effect(v.estimate(), v.stdError()),
              Numbers.range(v.low(), v.high(), v.stdError()));
    }
    return "%s moved %s %s %s among %s than among %s %s (95%%: %s)"
        .formatted(
            Words.sentence(Words.name(f.outcome())),
            Numbers.effect(Math.abs(v.estimate()), v.stdError()),
            Phrases.unit(words, f.outcome()),
            v.estimate() < 0 ? "less" : "more",
            words.treated(),
            words.comparison(),
            units,
            Numbers.range(v.low(), v.high(), v.stdError()));
  }

  private String caused(Finding f, Value v) {
    return "%s %s %s by %s %s (95%%: %s)"
        .formatted(
            Words.sentence(words.called(words.treatment())),
            v.low() > 0 ? "raised" : v.high() < 0 ? "lowered" : "moved",
            Words.name(f.outcome()),
            Numbers.effect(
                v.low() > 0 || v.high() < 0 ? Math.abs(v.estimate()) : v.estimate(), v.stdError()),
            Phrases.unit(words, f.outcome()),
            Numbers.range(v.low(), v.high(), v.stdError()));
  }

  private ForestPlot.Row row(Finding f) {
    return new ForestPlot.Row(
        Phrases.name(words, f),
        f.value().map(Figures::point),
        verdict(f.judgement().verdict(), f.value().isEmpty()),
        f.value().isPresent() ? "" : Phrases.reason(f.missing()),
        "",
        f.truth());
  }

  private static String verdict(String word, boolean missing) {
    return word.isEmpty() && missing ? "not-estimable" : word;
  }

  private static ForestPlot.Value point(Value v) {
    return new ForestPlot.Value(v.estimate(), v.low(), v.high());
  }

  private double hurdle() {
    return model
        .answer()
        .map(f -> f.judgement().breakEven())
        .orElse(OptionalDouble.empty())
        .orElse(0);
  }

  private String unit() {
    return Phrases.unit(words, words.outcome());
  }

  private static String diamonds(List<ForestPlot.Row> rows) {
    return rows.stream().anyMatch(r -> r.truth().isPresent())
        ? " Diamonds: the true effect of the simulated data."
        : "";
  }

  private String headlineCounts() {
    var rows = model.answer().map(Finding::rows).orElse(OptionalLong.empty());
    if (words.series() && rows.isPresent()) {
      return Words.count(rows.getAsLong(), words.period())
          + " of one series. Points with 95% intervals.";
    }
    return counts(model.answer().map(Finding::arms).orElse(Arms.UNKNOWN));
  }

  private String counts(Arms arms) {
    if (arms.treated().isEmpty() || arms.comparison().isEmpty()) {
      return "Points with 95% intervals.";
    }
    if (words.amount()) {
      return "%s of %s %s ever got any. Points with 95%% intervals."
          .formatted(
              Numbers.count(arms.treated().getAsLong()),
              Numbers.count(arms.treated().getAsLong() + arms.comparison().getAsLong()),
              units);
    }
    return "%s %s and %s %s %s. Points with 95%% intervals."
        .formatted(
            Numbers.count(arms.treated().getAsLong()),
            words.treated(),
            Numbers.count(arms.comparison().getAsLong()),
            words.comparison(),
            units);
  }

  /** Means by period and arm. */
  Optional<Plot> trend() {
    return new TrendFigure(model).plot();
  }

  /** The difference between the arms week by week against the reference. */
  Optional<Plot> events() {
    var points =
        model.events().stream()
            .filter(e -> e.reference() || e.value().isPresent())
            .map(
                e ->
                    e.reference()
                        ? new EventPlot.Point(e.period(), 0, 0, 0, true)
                        : new EventPlot.Point(
                            e.period(),
                            e.value().orElseThrow().estimate(),
                            e.value().orElseThrow().low(),
                            e.value().orElseThrow().high(),
                            false))
            .toList();
    if (points.stream().allMatch(EventPlot.Point::reference)) {
      return Optional.empty();
    }
    String title = eventTitle();
    return Optional.of(
        new EventPlot(
            "event-study",
            title,
            title + ". Differences between the arms by " + words.period() + ", with 95% intervals.",
            counts(model.answer().map(Finding::arms).orElse(Arms.UNKNOWN))
                + " Blue: before the start; vermillion: after; open circle: the reference, zero by"
                + " definition.",
            Words.sentence(Words.plural(2, words.period()))
                + " from the start of the "
                + words.group(),
            "Difference in " + words.called(words.outcome()) + ", " + unit(),
            points));
  }

  private String eventTitle() {
    var p = model.preTrend().map(ReportModel.PreTrend::pValue).orElse(OptionalDouble.empty());
    if (p.isEmpty()) {
      return "The difference between the arms, " + words.period() + " by " + words.period();
    }
    return p.getAsDouble() < .05
        ? "Before the start the arms already moved apart (joint test "
            + Numbers.pValue(p.getAsDouble())
            + ")"
        : "Before the start no drift between the arms was found (joint test "
            + Numbers.pValue(p.getAsDouble())
            + ")";
  }

  /** Each group with its interval and verdict, in order of the model. */
  Optional<Plot> campaigns() {
    if (model.campaigns().isEmpty()) {
      return Optional.empty();
    }
    var rows = model.campaigns().stream().map(this::row).toList();
    String title = campaignTitle();
    return Optional.of(
        new ForestPlot(
            words.group() + "s",
            title,
            title + ". One row for each " + words.group() + ", in order of the start.",
            "In order of the start. q: share of false discoveries if this row and all clearer ones"
                + " are believed. Points with 95% intervals."
                + diamonds(rows),
            Words.sentence(words.called(words.outcome())) + ", " + unit(),
            hurdle(),
            rows));
  }

  private ForestPlot.Row row(Campaign c) {
    return new ForestPlot.Row(
        campaign(c),
        c.value().map(Figures::point),
        verdict(c.verdict(), c.value().isEmpty()),
        c.value().isPresent() ? "" : Phrases.reason(c.reason()),
        c.value().isPresent() && c.qValue().isPresent()
            ? Numbers.qValue(c.qValue().getAsDouble())
            : "",
        c.truth());
  }

  private String campaign(Campaign c) {
    String name = Words.sentence(words.group()) + " " + c.id();
    return c.kind().isEmpty() ? name : name + " · " + c.kind();
  }

  private String campaignTitle() {
    var estimable = model.campaigns().stream().filter(c -> c.value().isPresent()).toList();
    String all = Words.count(model.campaigns().size(), words.group());
    if (estimable.isEmpty()) {
      return "None of the " + all + " can be estimated on its own";
    }
    long up =
        estimable.stream().filter(c -> sure(c) && c.value().orElseThrow().estimate() > 0).count();
    long down =
        estimable.stream().filter(c -> sure(c) && c.value().orElseThrow().estimate() < 0).count();
    String lost =
        estimable.size() == model.campaigns().size()
            ? ""
            : "; " + (model.campaigns().size() - estimable.size()) + " cannot be estimated";
    if (up + down == 0) {
      return "Of %s, none shows a change in %s that survives looking at all of them at once (q < .05)%s"
          .formatted(all, words.called(words.outcome()), lost);
    }
    return "Of %s, a rise in %s survives looking at all of them at once (q < .05) for %s, a fall for %s%s"
        .formatted(
            all,
            words.called(words.outcome()),
            up == 0 ? "none" : Numbers.count(up),
            down == 0 ? "none" : Numbers.count(down),
            lost);
  }

  private static boolean sure(Campaign c) {
    return c.qValue().isPresent() && c.qValue().getAsDouble() < .05;
  }

  /** One chart for each cohort. */
  List<Plot> funnels() {
    return model.funnels().stream().filter(f -> !f.steps().isEmpty()).map(this::funnel).toList();
  }

  private Plot funnel(Funnel f) {
    Step first = f.steps().getFirst();
    Step last = f.steps().getLast();
    String cohort = Words.name(f.cohort());
    String title =
        "Cohort %s: from %s (%s) to %s (%s)"
            .formatted(
                cohort,
                Numbers.count(first.units()),
                first.name(),
                Numbers.count(last.units()),
                last.name());
    return new StepsPlot(
        "steps-" + f.cohort().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
        title,
        title + ". One bar for each step.",
        "Each count is what is left after the step; a bar's length is its share of the largest.",
        units,
        f.steps().stream().map(s -> new StepsPlot.Step(s.name(), s.units(), s.why())).toList());
  }
}
