package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What each channel of a media mix brought and returned, whether the sampler settled and whether
 * the model makes data like those seen.
 *
 * @param stage what follows {@code contributions_} in the table's name
 */
record BroughtPart(MixWords mix, String stage) {
  /** Vehtari and others (2021, Bayesian Analysis 16): 1.01, and 100 effective draws a chain. */
  private static final double R_HAT = 1.01;

  private static final double DRAWS = 400;

  Optional<Part> part() {
    List<Row> rows =
        mix.rows("contributions_", stage).stream()
            .sorted(Comparator.comparingDouble(r -> -r.number("total").orElse(0)))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    var paragraphs = new ArrayList<String>();
    mix.warning(stage).ifPresent(paragraphs::add);
    paragraphs.add(said(rows));
    priors().ifPresent(paragraphs::add);
    settled().ifPresent(paragraphs::add);
    fits().ifPresent(paragraphs::add);
    return Optional.of(
        new Part(
            "brought-" + stage,
            "What each channel brought",
            paragraphs,
            List.of(totals(rows), returns(rows)),
            List.of(figures(rows), checks(), parameters())));
  }

  private String said(List<Row> rows) {
    Row first = rows.getFirst();
    List<String> doubtful =
        rows.stream()
            .filter(r -> r.number("inclusion").orElse(1) < .95)
            .map(
                r ->
                    "%s (%s)"
                        .formatted(
                            mix.words().called(r.text("channel")),
                            MixWords.chance(r.number("inclusion").orElse(0))))
            .toList();
    String much =
        first.number("share").orElse(0) > 1
            ? "More than there is: the model holds the rest to be below zero, a sign that it does not fit. "
            : "";
    return "Of all channels %s brought most: %s of all %s (95%%: %s to %s). "
            .formatted(
                mix.words().called(first.text("channel")),
                Numbers.percent(first.number("share").orElse(0)),
                mix.words().called(mix.words().outcome()),
                Numbers.percent(first.number("share_low").orElse(0)),
                Numbers.percent(first.number("share_high").orElse(0)))
        + much
        + (doubtful.isEmpty()
            ? "Every channel has an effect with a probability above .95."
            : "Whether a channel has an effect at all is in doubt where the probability is below .95: %s."
                .formatted(Words.list(doubtful)));
  }

  /** What was held before the data, and what intervals that rest on it are worth. */
  private Optional<String> priors() {
    List<Row> rows = mix.rows("priors_", stage);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> scales =
        rows.stream()
            .map(
                r ->
                    "%s %s"
                        .formatted(
                            mix.words().called(r.text("channel")),
                            MixWords.rounded(r.number("scale").orElse(0))))
            .toList();
    boolean alike = rows.stream().map(r -> r.number("scale")).distinct().count() == 1;
    return Optional.of(
        "Before the data each channel was held to bring nothing with a probability of %s, else something above zero that is in two of three cases below %s in a %s of its usual spending (the prior's scale). Where spending hardly moves the data say little about such levels and the interval leans on this scale: set another and see. In simulated files of 104 %s with known returns such intervals held the truth in 94 of 100 cases, in 91 where noise was twice as strong or hung together longer, and in 81 with a scale of one standard deviation of %s: take them for somewhat too narrow."
            .formatted(
                MixWords.chance(1 - rows.getFirst().number("inclusion").orElse(1)),
                alike
                    ? MixWords.rounded(rows.getFirst().number("scale").orElse(0))
                    : Words.list(scales),
                mix.words().period(),
                Words.plural(2, mix.words().period()),
                mix.words().called(mix.words().outcome())));
  }

  private Optional<String> settled() {
    List<Row> rows = mix.rows("posterior_", stage);
    OptionalDouble worst = rows.stream().flatMapToDouble(r -> r.number("r_hat").stream()).max();
    OptionalDouble fewest =
        rows.stream()
            .flatMapToDouble(
                r ->
                    Stream.of("bulk_draws", "tail_draws")
                        .flatMapToDouble(c -> r.number(c).stream()))
            .min();
    if (worst.isEmpty() || fewest.isEmpty()) {
      return Optional.empty();
    }
    boolean good = worst.getAsDouble() < R_HAT && fewest.getAsDouble() >= DRAWS;
    return Optional.of(
        "%s: over %s parameters the largest R-hat is %s (below 1.01 is asked for), and the fewest independent draws that any of them is worth are %s (%s are asked for)."
            .formatted(
                good
                    ? "The chains of the sampler agree with each other"
                    : "The chains of the sampler do not agree well enough, so the intervals may be wrong",
                Numbers.count(rows.size()),
                Numbers.fixed(worst.getAsDouble(), 3),
                Numbers.effect(fewest.getAsDouble(), fewest.getAsDouble() / 15),
                Numbers.count((long) DRAWS)));
  }

  private Optional<String> fits() {
    List<Row> rows = mix.rows("checks_", stage);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> missed =
        rows.stream().filter(r -> r.yes("misfit")).map(r -> r.text("figure")).toList();
    return Optional.of(
        missed.isEmpty()
            ? "Data made by the fitted model look like those seen in all %d respects compared. That does not show the model to be right."
                .formatted(rows.size())
            : "Data made by the fitted model do not look like those seen in %d of %d respects: %s."
                .formatted(missed.size(), rows.size(), Words.list(missed)));
  }

  private static ForestPlot.Row bar(String label, Row r, String column, String aside) {
    return new ForestPlot.Row(
        label,
        Optional.of(
            new ForestPlot.Value(
                r.number(column).orElse(0),
                r.number(column + "_low").orElse(0),
                r.number(column + "_high").orElse(0))),
        "",
        "",
        aside,
        OptionalDouble.empty());
  }

  private Plot totals(List<Row> rows) {
    String title =
        "%s%s brought %s of %s in all %s"
            .formatted(
                mix.rejected(stage) ? "By the rejected model, " : "",
                mix.called(rows.getFirst().text("channel")),
                MixWords.ranged(rows.getFirst(), "total"),
                mix.words().called(mix.words().outcome()),
                Words.plural(2, mix.words().period()));
    return new ForestPlot(
        "brought-" + stage,
        title,
        title + ". One row for each channel with its 95% interval.",
        "Expected outcome less that without the channel's spending. Beside each row the probability that the channel has an effect at all.",
        Words.sentence(mix.words().called(mix.words().outcome())) + " in all",
        "nothing",
        0,
        rows.stream()
            .map(
                r ->
                    bar(
                        mix.called(r.text("channel")),
                        r,
                        "total",
                        MixWords.chance(r.number("inclusion").orElse(0))))
            .toList());
  }

  private Plot returns(List<Row> rows) {
    String title =
        (mix.rejected(stage) ? "By the rejected model, what" : "What")
            + " a unit of money brought, and what the next one would";
    return new ForestPlot(
        "returns-" + stage,
        title,
        title + ", for each channel with 95% intervals.",
        "In units of the outcome for each unit of money; no margin is taken off, so 1 is not yet a profit.",
        Words.sentence(mix.words().called(mix.words().outcome())) + " for each unit spent",
        "nothing",
        0,
        rows.stream()
            .flatMap(
                r ->
                    Stream.of(
                        bar(mix.called(r.text("channel")) + ", so far", r, "roi", ""),
                        bar(mix.called(r.text("channel")) + ", the next", r, "marginal_roi", "")))
            .toList());
  }

  private Part.Sheet figures(List<Row> rows) {
    return new Part.Sheet(
        "Each channel (95%)",
        false,
        List.of(
            "Channel",
            "#Spent",
            "#Brought",
            "#Has an effect|inclusion",
            "#For each unit spent|return-ratio",
            "#For the next unit|marginal-return"),
        rows.stream()
            .map(
                r ->
                    List.of(
                        mix.called(r.text("channel")),
                        MixWords.rounded(r.number("spend").orElse(0)),
                        MixWords.ranged(r, "total"),
                        MixWords.chance(r.number("inclusion").orElse(0)),
                        MixWords.ranged(r, "roi"),
                        MixWords.ranged(r, "marginal_roi")))
            .toList());
  }

  private Part.Sheet checks() {
    return new Part.Sheet(
        "Data of the model beside those seen",
        true,
        List.of("Figure", "#Seen", "#Of the model (95%)", "Like it"),
        mix.rows("checks_", stage).stream()
            .map(
                r -> {
                  double low = r.number("low").orElse(Double.NaN);
                  double high = r.number("high").orElse(Double.NaN);
                  double error = MixWords.error(low, high);
                  return List.of(
                      Words.sentence(r.text("figure")),
                      Numbers.effect(r.number("observed").orElse(Double.NaN), error),
                      Numbers.range(low, high, error),
                      r.yes("misfit") ? "no" : "yes");
                })
            .toList());
  }

  private Part.Sheet parameters() {
    return new Part.Sheet(
        "Every parameter of the model",
        true,
        List.of("Parameter", "#Mean", "#95%", "#R-hat|r-hat", "#Draws it is worth|effective-draws"),
        mix.rows("posterior_", stage).stream()
            .map(
                r -> {
                  double low = r.number("low").orElse(Double.NaN);
                  double high = r.number("high").orElse(Double.NaN);
                  double error = MixWords.error(low, high);
                  return List.of(
                      r.text("parameter"),
                      Numbers.effect(r.number("mean").orElse(Double.NaN), error),
                      Numbers.range(low, high, error),
                      r.number("r_hat").isPresent()
                          ? Numbers.fixed(r.number("r_hat").getAsDouble(), 3)
                          : Numbers.NONE,
                      r.number("bulk_draws").isPresent()
                          ? MixWords.rounded(r.number("bulk_draws").getAsDouble())
                          : Numbers.NONE);
                })
            .toList());
  }
}
