package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * Slopes of several treatments side by side: what to do about each, what changed from the plain
 * regression to the defended one, whether levels differ, how regressions fit, and the experiment.
 * Each section is absent where its tables are.
 */
record SlopeParts(Setting words, Inputs inputs, Truth truth) {

  List<Part> parts() {
    return Stream.of(recommended(), changed(), types(), experiment(), learned(), fits())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Rows of every table whose name starts so, in order of names. */
  private List<Row> all(String prefix) {
    return inputs.context().inputs().keySet().stream()
        .filter(n -> n.startsWith(prefix))
        .sorted()
        .flatMap(n -> inputs.rows(n).stream())
        .toList();
  }

  private String name(String treatment) {
    return inputs.rows("recommendations").stream()
        .filter(r -> r.is("treatment", treatment))
        .map(r -> r.text("name"))
        .findFirst()
        .orElse(Words.name(treatment));
  }

  private static String sentence(String text) {
    return Words.sentence(text);
  }

  private static Optional<ForestPlot.Value> interval(Row r) {
    return ModelReader.value(r).map(v -> new ForestPlot.Value(v.estimate(), v.low(), v.high()));
  }

  private Optional<Part> recommended() {
    List<Row> rows = inputs.rows("recommendations");
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    long accepted = rows.stream().filter(r -> r.is("verdict", "accept")).count();
    var plot =
        new ForestPlot(
            "slopes",
            "What goes with one more unit spent, everything else the same",
            "Slope of each treatment with its 95% interval and verdict.",
            "Each point compares %s with themselves in other %s."
                .formatted(Words.plural(2, words.unit()), Words.plural(2, words.period())),
            Words.sentence(words.outcome()) + " for each unit more",
            0,
            rows.stream()
                .map(
                    r ->
                        new ForestPlot.Row(
                            sentence(r.text("name")),
                            interval(r),
                            r.text("verdict"),
                            interval(r).isPresent() ? "" : "not estimable",
                            "",
                            slope(r.text("treatment"))))
                .toList());
    var sheet =
        new Part.Sheet(
            "What to do",
            false,
            List.of("What", "Recommendation"),
            rows.stream()
                .map(r -> List.of(sentence(r.text("name")), r.text("recommendation")))
                .toList());
    var next =
        new Part.Sheet(
            "What would settle it",
            true,
            List.of("What", "Next step"),
            rows.stream()
                .filter(r -> !r.text("next_step").isEmpty())
                .map(r -> List.of(sentence(r.text("name")), r.text("next_step")))
                .toList());
    return Optional.of(
        new Part(
            "recommendations",
            "What to do about each",
            List.of(
                accepted == 0
                    ? "No verdict carries a decision to spend more on any of the %d: nothing here says to move money."
                        .formatted(rows.size())
                    : "Of %d, %d %s a reason to spend more."
                        .formatted(rows.size(), accepted, accepted == 1 ? "gives" : "give"),
                "Recommendations follow from verdicts alone. A slope that is inconclusive or"
                    + " fragile is never a reason to move money."),
            List.of(plot),
            List.of(sheet, next)));
  }

  private OptionalDouble slope(String treatment) {
    return inputs.rows("truth").stream()
        .filter(r -> r.is("treatment", treatment) && r.is("term", "slope"))
        .map(r -> r.number("value"))
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private Optional<Part> changed() {
    List<Row> rows = all("changes_");
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Row> ours = rows.stream().filter(r -> r.is("treatment", words.treatment())).toList();
    var plot =
        new ForestPlot(
            "changes",
            "%s: one change after the other".formatted(sentence(name(words.treatment()))),
            "Slope and 95% interval after each change from the plain regression on.",
            "The first row is the original's; the fifth is the headline.",
            Words.sentence(words.outcome()) + " for each unit more",
            0,
            ours.stream()
                .map(
                    r ->
                        new ForestPlot.Row(
                            r.text("what"),
                            interval(r),
                            "",
                            interval(r).isPresent() ? "" : "not estimable",
                            ModelReader.value(r).map(v -> Numbers.pValue(v.pValue())).orElse(""),
                            slope(words.treatment())))
                .toList());
    var why =
        new Part.Sheet(
            "What changed and why",
            false,
            List.of("Change", "Why", "#Slope", "#Standard error", "#p"),
            ours.stream().map(r -> cells(r, List.of(r.text("what"), r.text("why")))).toList());
    var others =
        new Part.Sheet(
            "The same for every one",
            true,
            List.of("What", "Change", "#Slope", "#Standard error", "#p"),
            rows.stream()
                .map(r -> cells(r, List.of(sentence(name(r.text("treatment"))), r.text("what"))))
                .toList());
    return Optional.of(
        new Part(
            "changes",
            "What changed and why",
            List.of(
                "The plain regression compares large %s with small ones. Comparing each with itself, and with what moves all in a %s taken out, leaves what is below."
                    .formatted(Words.plural(2, words.unit()), words.period())),
            ours.isEmpty() ? List.of() : List.of(plot),
            List.of(why, others)));
  }

  private static List<String> cells(Row r, List<String> first) {
    var out = new ArrayList<>(first);
    Optional<Value> v = ModelReader.value(r);
    out.add(v.map(x -> Numbers.effect(x.estimate(), x.stdError())).orElse(Numbers.NONE));
    out.add(v.map(x -> Numbers.effect(x.stdError(), x.stdError())).orElse(Numbers.NONE));
    out.add(v.map(x -> Numbers.pValue(x.pValue())).orElse(Numbers.NONE));
    return out;
  }

  private Optional<Part> types() {
    List<Row> rows = all("interactions_");
    Optional<Row> joint = rows.stream().filter(r -> r.is("what", "all")).findFirst();
    return joint.map(
        j ->
            new Part(
                "interactions",
                "Do they respond differently by %s?".formatted(words.group()),
                List.of(
                    j.number("p_value").isEmpty()
                        ? "That cannot be tested: " + j.text("detail")
                        : "%s (joint test: F = %s on %s differences, %s). %s"
                            .formatted(
                                j.number("p_value").getAsDouble() < 0.05
                                    ? "Yes, as far as one test of all slopes can tell"
                                    : "One test of all slopes finds no difference, which does not"
                                        + " show them alike",
                                Numbers.fixed(j.number("f").orElse(Double.NaN), 1),
                                Numbers.count(j.integer("df1").orElse(0)),
                                Numbers.pValue(j.number("p_value").getAsDouble()),
                                j.text("detail"))
                            .strip()),
                List.of(),
                List.of(
                    new Part.Sheet(
                        "By channel",
                        false,
                        List.of("What", "#F", "#p", "#q"),
                        rows.stream()
                            .filter(r -> !r.is("what", "all"))
                            .map(
                                r ->
                                    List.of(
                                        sentence(name(r.text("what"))),
                                        figure(r.number("f"), 1),
                                        r.number("p_value").isPresent()
                                            ? Numbers.pValue(r.number("p_value").getAsDouble())
                                            : Numbers.NONE,
                                        r.number("q_value").isPresent()
                                            ? Numbers.qValue(r.number("q_value").getAsDouble())
                                            : Numbers.NONE))
                            .toList()))));
  }

  private static String figure(OptionalDouble v, int decimals) {
    return v.isPresent() ? Numbers.fixed(v.getAsDouble(), decimals) : Numbers.NONE;
  }

  private Optional<Part> experiment() {
    List<Row> arms =
        all("experiment_").stream().filter(r -> r.number("units").isPresent()).toList();
    return arms.stream()
        .filter(r -> r.table().find("ratio_p").isPresent())
        .findFirst()
        .map(a -> new Part("experiment", "The experiment", said(a), List.of(), List.of(sizing())));
  }

  private List<String> said(Row arms) {
    var out = new ArrayList<String>();
    List<Row> effects =
        inputs.rows("estimates").stream().filter(r -> r.is("estimator", "experiment")).toList();
    for (Row r : effects) {
      String what = r.is("term", "att") ? "Adjusted by what was before" : "As a plain difference";
      out.add(
          ModelReader.value(r)
              .map(
                  v ->
                      "%s, %s changed %s by %s a %s (95%%: %s)."
                          .formatted(
                              what,
                              r.text("treatment"),
                              r.text("outcome"),
                              Numbers.effect(v.estimate(), v.stdError()),
                              words.period(),
                              Numbers.range(v.low(), v.high(), v.stdError())))
              .orElse(r.text("detail")));
    }
    long treated = arms.integer("treated_units").orElse(0);
    long other = arms.integer("comparison_units").orElse(0);
    if (treated + other > 0) {
      out.add(
          "%s %s got it and %s did not; that is %s the plan (%s)."
              .formatted(
                  Numbers.count(treated),
                  Words.plural(2, words.unit()),
                  Numbers.count(other),
                  arms.yes("mismatch") ? "not" : "in line with",
                  Numbers.pValue(arms.number("ratio_p").orElse(Double.NaN))));
    }
    return out.stream().distinct().toList();
  }

  private Part.Sheet sizing() {
    return new Part.Sheet(
        "How large an experiment must be",
        false,
        List.of(
            "Analysis", "#Effect, share of mean", "#Effect", "#Units needed", "#Detectable now"),
        all("sizing_").stream()
            .map(
                r ->
                    List.of(
                        sentence(r.text("analysis")),
                        Numbers.percent(r.number("share_of_mean").orElse(0)),
                        figure(r.number("effect"), -3),
                        r.number("units_needed").isPresent()
                            ? Numbers.count((long) r.number("units_needed").getAsDouble())
                            : Numbers.NONE,
                        figure(r.number("detectable"), -3)))
            .toList());
  }

  private static final List<String> MODELS = List.of("mean", "ols", "forest", "boosting");
  private static final List<String> MODEL_NAMES =
      List.of("Training mean", "Least squares", "Random forest", "Boosted trees");

  private static String model(Row r) {
    int at = MODELS.indexOf(r.text("model"));
    return at < 0 ? r.text("model") : MODEL_NAMES.get(at);
  }

  private Optional<Part> learned() {
    List<Row> rows =
        all("learners_").stream()
            .sorted(java.util.Comparator.comparingInt(r -> MODELS.indexOf(r.text("model"))))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row best =
        rows.stream()
            .min(
                java.util.Comparator.comparingDouble(
                    r -> r.number("root_mean_square").orElse(1e300)))
            .orElseThrow();
    boolean beats = best.number("gain_high").orElse(1) < 0;
    List<Row> leans =
        all("importance_").stream()
            .filter(r -> r.is("model", best.text("model")))
            .sorted(
                java.util.Comparator.comparingDouble((Row r) -> -r.number("estimate").orElse(0)))
            .toList();
    return Optional.of(
        new Part(
            "learners",
            "Forecasts for %s and %s not seen"
                .formatted(Words.plural(2, words.unit()), Words.plural(2, words.period())),
            List.of(
                beats
                    ? "%s comes nearest: its squared error is %s of the training mean's."
                        .formatted(model(best), Numbers.percent(1 - best.number("r2").orElse(0)))
                    : "No model beats the training mean clearly on %s it has not seen."
                        .formatted(Words.plural(2, words.unit())),
                "Models learned from the earlier %s of other %s. What a forecast leans on is not what causes the outcome, and no verdict rests on it."
                    .formatted(Words.plural(2, words.period()), Words.plural(2, words.unit()))),
            leans.isEmpty() ? List.of() : List.of(leaning(best, leans)),
            List.of(
                new Part.Sheet(
                    "Models",
                    false,
                    List.of("Model", "#R2", "#Typical error", "#Error against the mean's (95%)"),
                    rows.stream().map(this::scored).toList()))));
  }

  private ForestPlot leaning(Row best, List<Row> leans) {
    return new ForestPlot(
        "importance",
        "What the forecasts of the best model lean on: " + model(best).toLowerCase(),
        "Rise of the squared error when a column's values are exchanged, with 95% intervals.",
        "Share of the training mean's squared error, over %s rows of %s %s."
            .formatted(
                Numbers.count(best.integer("n").orElse(0)),
                Numbers.count(best.integer("units").orElse(0)),
                Words.plural(2, words.unit())),
        "Rise of the squared error",
        "no rise",
        0,
        leans.stream()
            .map(
                r ->
                    new ForestPlot.Row(
                        sentence(name(r.text("column_name"))),
                        r.number("conf_low").isPresent()
                            ? Optional.of(
                                new ForestPlot.Value(
                                    r.number("estimate").orElse(0),
                                    r.number("conf_low").orElse(0),
                                    r.number("conf_high").orElse(0)))
                            : Optional.empty(),
                        "",
                        r.number("conf_low").isPresent() ? "" : "not known",
                        "",
                        OptionalDouble.empty()))
            .toList());
  }

  private List<String> scored(Row r) {
    boolean mean = r.is("model", "mean");
    return List.of(
        model(r),
        figure(r.number("r2"), 2),
        figure(r.number("root_mean_square"), -3),
        mean
            ? Numbers.NONE
            : "%s to %s"
                .formatted(
                    Numbers.percent(1 + r.number("gain_low").orElse(0)),
                    Numbers.percent(1 + r.number("gain_high").orElse(0))));
  }

  private Optional<Part> fits() {
    List<Row> rows =
        all("fits_").stream()
            .filter(r -> r.number("durbin_watson").isPresent() || !r.text("left_out").isEmpty())
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Part(
                "fits",
                "How the original's regressions fit",
                List.of(
                    "R2 is the share of the spread that a regression accounts for; it says nothing about causes. The Durbin-Watson statistic is about 2 without serial correlation, but only where rows are in order of time: here %s follow one another, so it mixes time with the border between them."
                        .formatted(Words.plural(2, words.unit()))),
                List.of(),
                List.of(
                    new Part.Sheet(
                        "Regressions",
                        false,
                        List.of("Of", "#Rows", "#R2", "#Adjusted R2", "#F", "#Durbin-Watson"),
                        rows.stream().map(this::fit).toList()),
                    new Part.Sheet(
                        "What has no slope",
                        false,
                        List.of("Of", "Why"),
                        rows.stream()
                            .filter(r -> !r.text("left_out").isEmpty())
                            .map(r -> List.of(level(r), r.text("left_out")))
                            .toList()))));
  }

  private List<String> fit(Row r) {
    return List.of(
        level(r),
        r.integer("n").isPresent() ? Numbers.count(r.integer("n").getAsLong()) : Numbers.NONE,
        figure(r.number("r2"), 4),
        figure(r.number("adjusted_r2"), 4),
        figure(r.number("f"), 1),
        figure(r.number("durbin_watson"), 2));
  }

  private String level(Row r) {
    OptionalLong id = r.integer("group_id");
    if (id.isEmpty()) {
      return "All " + Words.plural(2, words.unit());
    }
    String name = r.text("group_name");
    return name.isEmpty() ? Words.sentence(words.group()) + " " + id.getAsLong() : name;
  }
}
