package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.DotPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.stages.Rows.Row;

/** Who forecasts best on periods not seen: models against simple rules, and the original's. */
record ContestPart(MixWords mix) {

  Optional<Part> part() {
    var contests =
        mix.tables("contest_").entrySet().stream()
            .filter(e -> e.getValue().stream().anyMatch(r -> r.yes("is_model")))
            .map(e -> new Contest(e.getKey(), e.getValue()))
            .sorted(Comparator.comparing(Contest::stands))
            .toList();
    Part.Sheet accuracy = accuracy();
    if (contests.isEmpty() && accuracy.rows().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Part(
            "contest",
            "Who forecasts best on %s not seen".formatted(periods()),
            paragraphs(contests),
            contests.stream().map(this::plot).toList(),
            List.of(scores(contests), windows(contests), accuracy)));
  }

  private String periods() {
    return Words.plural(2, mix.words().period());
  }

  /** A model and the rules it was held against. */
  private record Contest(String stage, List<Row> rows) {
    Row model() {
      return rows.stream().filter(r -> r.yes("is_model")).findFirst().orElseThrow();
    }

    boolean stands() {
      return model().yes("stands");
    }

    List<Row> ordered() {
      return rows.stream()
          .sorted(Comparator.comparingDouble(r -> r.number("mae").orElse(Double.MAX_VALUE)))
          .toList();
    }

    Row best() {
      return ordered().stream().filter(r -> !r.yes("is_model")).findFirst().orElseThrow();
    }
  }

  private List<String> paragraphs(List<Contest> contests) {
    var out = new ArrayList<String>();
    contests.forEach(
        c -> {
          out.add(verdict(c));
          other(c).ifPresent(out::add);
        });
    if (!contests.isEmpty()) {
      out.add(
          "Each model was fitted to the earlier %s alone and foretold the next ones; then the window moved on (a rolling origin). It stands only if its mean absolute error and its root mean squared error are both below those of the best simple rule. A model that cannot foretell the outcome has no claim to explain it."
              .formatted(periods()));
    }
    return out;
  }

  private String verdict(Contest c) {
    Row m = c.model();
    Row best = c.best();
    double lead = m.number("lead").orElse(Double.NaN);
    double low = m.number("lead_low").orElse(Double.NaN);
    double high = m.number("lead_high").orElse(Double.NaN);
    double error = MixWords.error(low, high);
    String head =
        c.stands()
            ? "The %s stands: on %s not seen it errs by %s on average, the best simple rule (%s) by %s."
            : "Rejected: the %s. On %s not seen it errs by %s on average, the best simple rule (%s) by %s.";
    return head.formatted(
            m.text("forecast"),
            Words.count(m.integer("weeks").orElse(0), mix.words().period()),
            size(m, "mae"),
            best.text("forecast"),
            size(best, "mae"))
        + squares(c)
        + (Double.isFinite(error) ? nearer(lead, low, high, error) : "");
  }

  /** Whether the outcome hangs on where the first window ends. */
  private Optional<String> other(Contest c) {
    List<Row> rows = mix.rows("windows_", c.stage());
    List<String> against =
        rows.stream()
            .filter(r -> !r.yes("decides") && r.yes("stands") != c.stands())
            .map(
                r ->
                    "%s (foretelling %s; %s against %s of the %s)"
                        .formatted(
                            Numbers.count(r.integer("first_window").orElse(0)),
                            Numbers.count(r.integer("weeks").orElse(0)),
                            size(r, "mae"),
                            size(r, "best_mae"),
                            r.text("best_rule")))
            .toList();
    if (rows.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        against.isEmpty()
            ? "From %s the %s %s as well."
                .formatted(
                    rows.size() == 2 ? "another first window" : "other first windows",
                    c.model().text("forecast"),
                    c.stands() ? "stands" : "is rejected")
            : "This hangs on where the first window ends, which was fixed beforehand: the %s would %s had it ended after %s %s. Only the window chosen before decides, and a verdict that moves with it is weak."
                .formatted(
                    c.model().text("forecast"),
                    c.stands() ? "be rejected" : "stand",
                    Words.list(against),
                    periods()));
  }

  private Part.Sheet windows(List<Contest> contests) {
    return new Part.Sheet(
        "The same contest from other first windows",
        true,
        List.of(
            "Model",
            "#First window",
            "#Foretold",
            "#Its error|mae",
            "#Best rule's|mae",
            "Best rule",
            "It",
            "Decides"),
        contests.stream()
            .flatMap(
                c ->
                    mix.rows("windows_", c.stage()).stream()
                        .map(
                            r ->
                                List.of(
                                    c.model().text("forecast"),
                                    Numbers.count(r.integer("first_window").orElse(0)),
                                    Numbers.count(r.integer("weeks").orElse(0)),
                                    size(r, "mae"),
                                    size(r, "best_mae"),
                                    Words.sentence(r.text("best_rule")),
                                    r.yes("stands") ? "stands" : "is rejected",
                                    r.yes("decides") ? "yes" : "no")))
            .toList());
  }

  private String nearer(double lead, double low, double high, double error) {
    boolean model = lead >= 0;
    return " The %s is nearer by %s a %s (95%%: %s)."
        .formatted(
            model ? "model" : "rule",
            Numbers.effect(Math.abs(lead), error),
            mix.words().period(),
            model ? Numbers.range(low, high, error) : Numbers.range(-high, -low, error));
  }

  /** By the other error another rule may be best. */
  private static String squares(Contest c) {
    return c.rows().stream()
        .filter(r -> !r.yes("is_model"))
        .min(Comparator.comparingDouble(r -> r.number("rmse").orElse(Double.MAX_VALUE)))
        .map(
            r ->
                " With large misses counted more (root mean square): %s against %s (%s)."
                    .formatted(size(c.model(), "rmse"), size(r, "rmse"), r.text("forecast")))
        .orElse("");
  }

  private static String size(Row r, String column) {
    return r.number(column).isPresent()
        ? MixWords.rounded(r.number(column).getAsDouble())
        : Numbers.NONE;
  }

  private Plot plot(Contest c) {
    Row m = c.model();
    String first = c.ordered().getFirst().text("forecast");
    String title =
        c.stands()
            ? "The %s forecasts better than every simple rule".formatted(m.text("forecast"))
            : c.ordered().getFirst().yes("is_model")
                ? "The %s is nearest on average, but not where large misses count more"
                    .formatted(m.text("forecast"))
                : "%s forecasts better than the %s"
                    .formatted(Words.sentence(first), m.text("forecast"));
    return new DotPlot(
        "contest-" + c.stage(),
        title,
        title + ". Two errors of each forecast; less is better.",
        "%s not seen; less is better. Seasonal naive: the same %s a year before."
            .formatted(
                Words.count(m.integer("weeks").orElse(0), mix.words().period()),
                mix.words().period()),
        "Error of a forecast of " + mix.words().called(mix.words().outcome()),
        "Mean absolute error",
        "Root mean squared error",
        c.ordered().stream()
            .map(
                r ->
                    new DotPlot.Row(
                        Words.sentence(r.text("forecast")),
                        r.number("mae").orElse(0),
                        r.number("rmse").orElse(0),
                        r.yes("is_model")))
            .toList());
  }

  private Part.Sheet scores(List<Contest> contests) {
    return new Part.Sheet(
        "Errors by forecast",
        true,
        List.of("Contest of", "Forecast", "#Mean absolute error|mae", "#Root mean square|rmse"),
        contests.stream()
            .flatMap(
                c ->
                    c.ordered().stream()
                        .map(
                            r ->
                                List.of(
                                    c.model().text("forecast"),
                                    Words.sentence(r.text("forecast")),
                                    size(r, "mae"),
                                    size(r, "rmse"))))
            .toList());
  }

  /** Fits of the original in the periods it was fitted in and in those after. */
  private Part.Sheet accuracy() {
    return new Part.Sheet(
        "The original's models, fitted once in the earlier %s: R2 below 0 is worse than the mean of the %s foretold"
            .formatted(periods(), periods()),
        false,
        List.of(
            "Model",
            "Of",
            Words.sentence(periods()),
            "#Mean absolute error|mae",
            "#Root mean square|rmse",
            "#R2|r2"),
        mix.tables("accuracy_").entrySet().stream()
            .flatMap(
                e ->
                    e.getValue().stream()
                        .sorted(
                            Comparator.comparing((Row r) -> r.is("model", "mediator"))
                                .thenComparing(r -> r.is("weeks_of", "training")))
                        .map(
                            r ->
                                List.of(
                                    mix.title(e.getKey()),
                                    r.is("model", "mediator")
                                        ? mix.words().called("mediator")
                                        : mix.words().called(mix.words().outcome()),
                                    "%s (%s)"
                                        .formatted(
                                            r.is("weeks_of", "test") ? "after it" : "of the fit",
                                            Numbers.count(r.integer("weeks").orElse(0))),
                                    size(r, "mae"),
                                    size(r, "rmse"),
                                    r.number("r2").isPresent()
                                        ? Numbers.fixed(r.number("r2").getAsDouble(), 2)
                                        : Numbers.NONE)))
            .toList());
  }
}
