package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.reporting.chart.CurvePanel;
import org.liftgate.reporting.chart.DotPlot;
import org.liftgate.reporting.chart.PanelsPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * How the outcome answers to spending by channel, and how to spend the same money: a plan where the
 * model stands, else the test that would settle it.
 *
 * @param stage what follows {@code response_} or {@code advice_} in the table's name
 */
record SpendingParts(MixWords mix, String stage) {

  /** Response curves as small multiples. */
  Optional<Part> response() {
    Map<String, List<Row>> channels = new LinkedHashMap<>();
    mix.rows("response_", stage)
        .forEach(r -> channels.computeIfAbsent(r.text("channel"), _ -> new ArrayList<>()).add(r));
    if (channels.isEmpty()) {
      return Optional.empty();
    }
    double highest =
        channels.values().stream()
            .flatMap(List::stream)
            .filter(r -> r.yes("supported"))
            .mapToDouble(r -> r.number("high").orElse(0))
            .max()
            .orElse(1);
    var panels =
        channels.entrySet().stream().map(e -> panel(e.getKey(), e.getValue(), highest)).toList();
    boolean today = panels.stream().anyMatch(p -> Double.isFinite(p.mark()));
    String title =
        "What a %s's spending brings, channel by channel".formatted(mix.words().period());
    var paragraphs = new ArrayList<String>();
    mix.warning(stage).ifPresent(paragraphs::add);
    paragraphs.add(
        "A curve that flattens says that more of the same brings less and less. Outside the shaded range nobody has spent such amounts, and the curve there is the model's guess.");
    return Optional.of(
        new Part(
            "response-" + stage,
            "How much more spending would bring",
            paragraphs,
            List.of(
                new PanelsPlot(
                    "response-" + stage,
                    title,
                    title + ". Curves with 95% bands on one vertical scale.",
                    "Band: 95%%. Shaded: amounts that were spent.%s All panels have the same vertical scale; what lies above it is cut."
                        .formatted(today ? " Dotted line: today's spending." : ""),
                    List.of("Channel", "Spent", "Brought", "95% interval", "Was spent"),
                    panels)),
            List.of()));
  }

  private CurvePanel panel(String channel, List<Row> rows, double highest) {
    double today =
        mix.rows("today_", stage).stream()
            .filter(r -> r.is("channel", channel))
            .flatMapToDouble(r -> r.number("spend").stream())
            .findFirst()
            .orElse(Double.NaN);
    return new CurvePanel(
        mix.called(channel),
        "Spent a " + mix.words().period(),
        today,
        "today",
        highest,
        rows.stream()
            .sorted(java.util.Comparator.comparingDouble(r -> r.number("spend").orElse(0)))
            .map(
                r ->
                    new CurvePanel.Point(
                        r.number("spend").orElse(0),
                        r.number("response").orElse(0),
                        r.number("low").orElse(0),
                        r.number("high").orElse(0),
                        r.yes("supported")))
            .toList());
  }

  /** The plan, or why there is none and what would settle it. */
  Optional<Part> budget() {
    return mix.rows("advice_", stage).stream()
        .findFirst()
        .map(advice -> advice.yes("plan") && !mix.rejected(stage) ? plan(advice) : test(advice));
  }

  private Part test(Row advice) {
    var paragraphs = new ArrayList<String>();
    paragraphs.add("No plan is given: " + Words.sentences(reasons(advice)));
    if (!advice.text("test_channel").isEmpty()) {
      paragraphs.add("The test that would settle it: " + settling(advice));
    }
    return new Part(
        "budget-" + stage, "How to spend the same money", paragraphs, List.of(), List.of());
  }

  private String settling(Row advice) {
    long weeks = advice.integer("test_weeks").orElse(0);
    return "switch %s off in %s of %s drawn at random. A change of %s %s by %s or more would be found in four of five such tests."
        .formatted(
            mix.words().called(advice.text("test_channel")),
            Numbers.count(weeks / 2),
            Words.count(weeks, mix.words().period()),
            "a " + mix.words().period() + "'s",
            mix.words().called(mix.words().outcome()),
            MixWords.rounded(advice.number("test_detectable").orElse(0)));
  }

  private static List<String> reasons(Row advice) {
    String why = advice.text("withheld");
    return List.of((why.isEmpty() ? "the model was rejected" : why).split("\n"));
  }

  private Part plan(Row advice) {
    List<Row> rows = mix.rows("budget_", stage);
    String period = mix.words().period();
    double low = advice.number("gain_low").orElse(Double.NaN);
    double high = advice.number("gain_high").orElse(Double.NaN);
    double error = MixWords.error(low, high);
    String title =
        "The same money spent otherwise would bring %s more a %s (95%%: %s)"
            .formatted(
                Numbers.effect(advice.number("gain").orElse(0), error),
                period,
                Numbers.range(low, high, error));
    var paragraphs = new ArrayList<String>();
    paragraphs.add(
        "%s of %s. The probability that it brings more than today's is %s. Were the truth known, a better plan would bring %s more a %s than this one, and %s more than today's (the regret of each)."
            .formatted(
                title,
                mix.words().called(mix.words().outcome()),
                MixWords.chance(advice.number("improves").orElse(0)),
                MixWords.rounded(advice.number("regret").orElse(0)),
                period,
                MixWords.rounded(advice.number("regret_today").orElse(0))));
    List<String> beyond =
        rows.stream()
            .filter(r -> r.yes("beyond"))
            .map(r -> mix.words().called(r.text("channel")))
            .toList();
    paragraphs.add(
        beyond.isEmpty()
            ? "Every amount proposed lies within what was spent before. The model only describes: move in steps, and leave some %s out by lot to see whether it holds."
                .formatted(Words.plural(2, period))
            : "Nobody has spent such amounts on %s yet: there the plan rests on the model's guess."
                .formatted(Words.list(beyond)));
    return new Part(
        "budget-" + stage,
        "How to spend the same money",
        paragraphs,
        List.of(
            new DotPlot(
                "budget-" + stage,
                title,
                title + ". Today's and the proposed spending of each channel.",
                "Sums are equal. No channel may leave the bounds set around today's spending, which the table beside it names.",
                "Spent a " + period,
                "Today",
                "Proposed",
                rows.stream()
                    .map(
                        r ->
                            new DotPlot.Row(
                                mix.called(r.text("channel")),
                                r.number("today").orElse(0),
                                r.number("advised").orElse(0),
                                false))
                    .toList())),
        List.of(
            new Part.Sheet(
                "Spending a " + period,
                false,
                List.of(
                    "Channel",
                    "#Today",
                    "#Proposed",
                    "#Change",
                    "#Of today's",
                    "#Least allowed",
                    "#Most allowed"),
                rows.stream().map(this::line).toList())));
  }

  private List<String> line(Row r) {
    double today = r.number("today").orElse(0);
    double advised = r.number("advised").orElse(0);
    double size = Math.max(today, advised) / 15;
    return List.of(
        mix.called(r.text("channel")),
        Numbers.effect(today, size),
        Numbers.effect(advised, size),
        Numbers.effect(advised - today, size),
        today > 0 ? Numbers.percent(advised / today) : Numbers.NONE,
        bound(r, "least", size),
        bound(r, "most", size));
  }

  private static String bound(Row r, String column, double size) {
    return r.number(column).isPresent()
        ? Numbers.effect(r.number(column).getAsDouble(), size)
        : Numbers.NONE;
  }
}
