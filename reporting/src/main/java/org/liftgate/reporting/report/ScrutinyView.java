package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.HistogramPlot;
import org.liftgate.reporting.chart.LovePlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.SpecificationPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Interval;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.View.Cell;
import org.liftgate.reporting.report.View.Figure;
import org.liftgate.reporting.report.View.Grid;

/** What the template sees of what was tried: figures and tables, each absent without its data. */
public record ScrutinyView(
    boolean empty,
    String summary,
    Grid tried,
    Grid rules,
    Optional<Figure> agreement,
    Optional<Figure> love,
    Grid overlap,
    String overlapSentence,
    Optional<Figure> horizons,
    Optional<Figure> curve,
    Optional<Figure> without,
    Grid furthest,
    Grid plan,
    String hash) {

  static ScrutinyView of(Scrutiny s, Setting words) {
    var plots = new Plots(s, words);
    return new ScrutinyView(
        s.isEmpty(),
        summary(s),
        tried(s),
        rules(s),
        plots.agreement().map(Figure::of),
        plots.love().map(Figure::of),
        overlap(s, words),
        overlapSentence(s, words),
        plots.horizons().map(Figure::of),
        plots.curve().map(Figure::of),
        plots.without().map(Figure::of),
        furthest(s, words),
        new Grid(
            View.heads("Item", "Planned"),
            s.plan().stream()
                .filter(i -> !i.item().equals("sha256"))
                .map(i -> List.of(Cell.text(Words.sentence(i.item())), Cell.text(i.planned())))
                .toList()),
        s.plan().stream()
            .filter(i -> i.item().equals("sha256"))
            .map(Scrutiny.Item::planned)
            .findFirst()
            .orElse(""));
  }

  /** Every figure there is. */
  static List<Plot> plots(Scrutiny s, Setting words) {
    var p = new Plots(s, words);
    return java.util.stream.Stream.of(p.agreement(), p.love(), p.horizons(), p.curve(), p.without())
        .flatMap(Optional::stream)
        .toList();
  }

  private static String summary(Scrutiny s) {
    long pass = count(s, "pass");
    long fragile = count(s, "fragile");
    long fail = count(s, "fail");
    return "%s were tried, each by a rule fixed before it ran: %s passed, %s fragile, %s failed."
        .formatted(
            Words.count(s.tried().size(), "thing"),
            Numbers.count(pass),
            Numbers.count(fragile),
            Numbers.count(fail));
  }

  private static long count(Scrutiny s, String word) {
    return s.tried().stream().filter(t -> t.word().equals(word)).count();
  }

  private static Cell word(String word) {
    return Cell.like(
        word,
        switch (word) {
          case "pass" -> "accept";
          case "fail" -> "reject";
          default -> "fragile";
        });
  }

  private static List<Scrutiny.Tried> sorted(Scrutiny s) {
    return s.tried().stream()
        .sorted(
            Comparator.comparingInt(
                    (Scrutiny.Tried t) -> List.of("fail", "fragile", "pass").indexOf(t.word()))
                .thenComparing(t -> !t.decides())
                .thenComparing(Scrutiny.Tried::name))
        .toList();
  }

  private static Grid tried(Scrutiny s) {
    return new Grid(
        View.heads("Word|refuter", "What was tried", "What it found"),
        sorted(s).stream()
            .map(t -> List.of(word(t.word()), Cell.text(name(t)), Cell.text(t.found())))
            .toList());
  }

  private static String name(Scrutiny.Tried t) {
    return Phrases.refuter(t.name()) + (t.decides() ? "" : " (for reading only)");
  }

  private static Grid rules(Scrutiny s) {
    return new Grid(
        View.heads("What was tried", "Rule, fixed before it ran"),
        sorted(s).stream()
            .map(t -> List.of(Cell.text(name(t)), Cell.text(Words.sentence(t.rule()))))
            .toList());
  }

  private static Grid overlap(Scrutiny s, Setting words) {
    return new Grid(
        View.heads(
            Words.sentence(words.group()),
            "#Units|arms",
            "#AUC",
            "#Score in [.1, .9]",
            "#Comparison units left by weights",
            "#Treated left out",
            "Overlap",
            "Balance"),
        s.overlap().stream().map(ScrutinyView::cells).toList());
  }

  private static List<Cell> cells(Scrutiny.Overlapping o) {
    return List.of(
        Cell.text(o.group()),
        Cell.number(Numbers.count(o.treated()) + " v " + Numbers.count(o.comparison())),
        Cell.number(fixed(o.auc(), 2)),
        Cell.number(
            o.inside().isPresent() ? Numbers.percent(o.inside().getAsDouble()) : Numbers.NONE),
        Cell.number(
            o.effective().isPresent()
                ? Numbers.count(Math.round(o.effective().getAsDouble()))
                : Numbers.NONE),
        Cell.number(Numbers.count(o.trimmed())),
        o.reason().isEmpty() ? Cell.outcome(o.poor() ? "fail" : "pass") : Cell.text(o.reason()),
        o.reason().isEmpty()
            ? new Cell(
                o.balanced() ? "pass" : "differs in " + o.unbalanced().replace('_', ' '),
                Cell.outcome(o.balanced() ? "pass" : "fail").css(),
                Cell.outcome(o.balanced() ? "pass" : "fail").icon())
            : Cell.text(Numbers.NONE));
  }

  private static String fixed(OptionalDouble v, int digits) {
    return v.isPresent() ? Numbers.fixed(v.getAsDouble(), digits) : Numbers.NONE;
  }

  private static String overlapSentence(Scrutiny s, Setting words) {
    long good =
        s.overlap().stream().filter(o -> o.reason().isEmpty() && !o.poor() && o.balanced()).count();
    return "%s of %s overlap and are alike in every covariate of the score once weighted; only there is the effect given history graded adjusted, elsewhere associational."
        .formatted(Numbers.count(good), Words.count(s.overlap().size(), words.group()));
  }

  private static Grid furthest(Scrutiny s, Setting words) {
    if (s.without().isEmpty() || s.choices().isEmpty()) {
      return new Grid(List.of(), List.of());
    }
    Scrutiny.Without w = s.without().get();
    double centre = median(w.values());
    return new Grid(
        View.heads(Words.sentence(words.unit()), "#Effect without it"),
        IntStream.range(0, w.values().size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(w.values().get(i) - centre)))
            .limit(10)
            .map(
                i ->
                    List.of(
                        Cell.text(w.units().get(i)),
                        Cell.number(Numbers.fixed(w.values().get(i), 3))))
            .toList());
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** The charts of what was tried. */
  private record Plots(Scrutiny s, Setting words) {

    Optional<Plot> love() {
      if (s.balance().isEmpty()) {
        return Optional.empty();
      }
      var rows =
          s.balance().stream()
              .map(
                  a ->
                      new LovePlot.Row(
                          words.called(a.covariate()), a.before(), a.matched(), a.weighted()))
              .sorted(Comparator.comparingDouble((LovePlot.Row r) -> -r.before().orElse(0)))
              .toList();
      long off = rows.stream().filter(r -> r.before().orElse(0) >= .1).count();
      long left = rows.stream().filter(r -> r.weighted().orElse(0) >= .1).count();
      String title =
          "Before adjustment %d of %d covariates differ between the arms by a tenth of a standard deviation or more, weighted %d"
              .formatted(off, rows.size(), left);
      return Optional.of(
          new LovePlot(
              "love",
              title,
              title + ". One row for each covariate, all groups together.",
              "All groups together, each weighing as its treated units do. The dashed line is .1. Matched pairs are matched on the earlier history only, so that recent weeks may differ.",
              "Standardised difference, in size",
              .1,
              rows));
    }

    Optional<Plot> agreement() {
      if (s.agreement().isEmpty()) {
        return Optional.empty();
      }
      var rows =
          s.agreement().stream()
              .map(
                  a ->
                      new ForestPlot.Row(
                          design(a),
                          Optional.of(value(a.value())),
                          "",
                          "",
                          a.apart().isPresent()
                              ? String.format(Locale.ROOT, "%.1f SE apart", a.apart().getAsDouble())
                              : "",
                          OptionalDouble.empty()))
              .toList();
      boolean agree =
          s.tried().stream()
              .filter(t -> t.name().equals("agreement"))
              .allMatch(t -> t.word().equals("pass"));
      String title =
          agree
              ? "Two designs that assume different things agree"
              : "Two designs that assume different things disagree: at least one assumption is false";
      return Optional.of(
          new ForestPlot(
              "agreement",
              title,
              title + ". One row for each design, with 95% intervals.",
              "Parallel trends above, selection on the whole history below. Held: what other "
                  + words.group()
                  + "s add is taken off, each design by its own assumption; counted: it is part of the number. Distances are in joint standard errors.",
              Words.sentence(words.called(words.outcome()))
                  + ", "
                  + Phrases.unit(words, words.outcome()),
              0,
              rows));
    }

    private String design(Scrutiny.Agreeing a) {
      String name =
          switch (a.design()) {
            case "did" -> "Difference in differences";
            case "match-did" -> "Matched pairs";
            default -> "Given the whole history";
          };
      return name + ", others " + a.others();
    }

    private static ForestPlot.Value value(Interval i) {
      return new ForestPlot.Value(i.estimate(), i.low(), i.high());
    }

    Optional<Plot> horizons() {
      if (s.horizons().stream().noneMatch(h -> h.value().isPresent())) {
        return Optional.empty();
      }
      var rows =
          s.horizons().stream()
              .map(
                  h ->
                      new ForestPlot.Row(
                          h.label(),
                          h.value().map(Plots::value),
                          "",
                          h.value().isPresent() ? "" : h.reason(),
                          "",
                          OptionalDouble.empty()))
              .toList();
      String title = "How the effect looks over shorter and longer horizons";
      return Optional.of(
          new ForestPlot(
              "horizons",
              title,
              title + ", with 95% intervals.",
              "Mean of a "
                  + words.period()
                  + " over so many from the start; difference in differences with whatever else the arms got.",
              Words.sentence(words.called(words.outcome()))
                  + ", "
                  + Phrases.unit(words, words.outcome()),
              0,
              rows));
    }

    Optional<Plot> curve() {
      if (s.choices().isEmpty()) {
        return Optional.empty();
      }
      var choices =
          s.choices().stream()
              .map(
                  c ->
                      new SpecificationPlot.Choice(
                          c.value().estimate(),
                          c.value().low(),
                          c.value().high(),
                          c.headline(),
                          c.made()))
              .toList();
      long above = choices.stream().filter(c -> c.low() > 0).count();
      long below = choices.stream().filter(c -> c.high() < 0).count();
      String title =
          "Of %d defensible choices %d show a rise and %d a fall that the interval tells from zero"
              .formatted(choices.size(), above, below);
      return Optional.of(
          new SpecificationPlot(
              "specification-curve",
              title,
              title + ". Effects in order of size; below each, the choices that made it.",
              "Every combination of the choices listed, and the pooled effects of the other designs; 95% intervals.",
              Words.sentence(words.called(words.outcome()))
                  + ", "
                  + Phrases.unit(words, words.outcome()),
              choices));
    }

    Optional<Plot> without() {
      if (s.without().isEmpty() || s.without().get().values().size() < 2) {
        return Optional.empty();
      }
      List<Double> values = s.without().get().values();
      double low = values.stream().mapToDouble(v -> v).min().orElse(0);
      double high = values.stream().mapToDouble(v -> v).max().orElse(0);
      if (!(high > low)) {
        return Optional.empty();
      }
      int count = 25;
      long[] counts = new long[count];
      values.forEach(
          v -> counts[(int) Math.min(count - 1, Math.floor((v - low) / (high - low) * count))]++);
      var bins = new ArrayList<HistogramPlot.Bin>();
      for (int i = 0; i < count; i++) {
        double from = low + (high - low) * i / count;
        double to = low + (high - low) * (i + 1) / count;
        bins.add(
            new HistogramPlot.Bin(
                from, to, counts[i], Numbers.fixed(from, 3) + " to " + Numbers.fixed(to, 3)));
      }
      String title =
          "Without any one %s the effect lies between %s and %s"
              .formatted(words.unit(), Numbers.fixed(low, 2), Numbers.fixed(high, 2));
      return Optional.of(
          new HistogramPlot(
              "leave-one-out",
              title,
              title + ". A count of effects, one for each left out.",
              "%s left out one at a time, each refitted exactly."
                  .formatted(Words.count(values.size(), words.unit())),
              "Effect without the " + words.unit(),
              Words.sentence(Words.plural(2, words.unit())),
              "",
              bins));
    }
  }
}
