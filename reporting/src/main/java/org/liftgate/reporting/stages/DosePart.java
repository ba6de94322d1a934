package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What a dose offered to units does: by bins, by the point, with and without other regressors held
 * fixed, and what a dose that units chose themselves would have said.
 *
 * @param stage what follows {@code dose_} in the table's name
 */
record DosePart(Setting words, Inputs inputs, String stage) {
  private static final String POINT = "per_point";
  private static final String GIVEN = "-given-";
  private static final String KNOWN = "-where-known";

  Optional<Part> part() {
    String design = stage.replace('_', '-');
    List<Row> estimates =
        inputs.rows("estimates").stream().filter(r -> r.is("design", design)).toList();
    List<Row> bins =
        inputs.rows("dose_" + stage).stream()
            .sorted(Comparator.comparingLong(r -> r.integer("bin").orElse(0)))
            .toList();
    if (estimates.isEmpty() || bins.isEmpty()) {
      return Optional.empty();
    }
    var told = new Told(estimates, bins);
    return Optional.of(
        new Part(
            "dose-" + design,
            "What an offered %s does".formatted(Words.name(told.treatment())),
            paragraphs(told),
            plots(told),
            List.of(support(told), terms(told))));
  }

  /** The rows of one stage. */
  private record Told(List<Row> estimates, List<Row> bins) {
    String treatment() {
      return estimates.getFirst().text("treatment");
    }

    List<String> outcomes() {
      return bins.getFirst().table().schema().names().stream()
          .filter(c -> c.startsWith("mean_") && !c.equals("mean_dose"))
          .map(c -> c.substring("mean_".length()))
          .toList();
    }

    Optional<Row> row(String outcome, String term) {
      return estimates.stream()
          .filter(r -> r.is("outcome", outcome) && plain(r).equals(term))
          .findFirst();
    }

    /** The term without the name of its population. */
    private static String plain(Row r) {
      String term = r.text("term");
      int given = term.indexOf(GIVEN);
      String rest = given >= 0 ? GIVEN : term.endsWith(KNOWN) ? KNOWN : "";
      String head = rest.isEmpty() ? term : term.substring(0, term.indexOf(rest));
      int dash = head.indexOf('-');
      return (dash < 0 ? head : head.substring(0, dash)) + rest;
    }

    Optional<Row> held() {
      return estimates.stream().filter(r -> plain(r).equals(POINT + GIVEN)).findFirst();
    }

    String heldName() {
      return held().map(r -> r.text("term").replaceAll(".*" + GIVEN, "")).orElse("");
    }

    double meanWithout(String outcome) {
      return bins.getFirst().number("mean_" + outcome).orElse(0);
    }
  }

  private List<String> paragraphs(Told told) {
    var out = new ArrayList<String>();
    List<String> answers = told.outcomes().stream().flatMap(o -> answer(told, o).stream()).toList();
    if (answers.isEmpty()) {
      told.row(told.outcomes().getFirst(), POINT)
          .ifPresent(r -> out.add("No effect can be estimated. " + r.text("detail")));
    } else {
      out.add(String.join(" ", answers));
    }
    held(told).ifPresent(out::add);
    chosen(told).ifPresent(out::add);
    placebo(told).ifPresent(out::add);
    coverage(told).ifPresent(out::add);
    out.add(
        "It rests on this: given the %s itself, what it buys of the commodity in the long run, and what the whole market does in the week, it is as good as chance which %s is offered the %s when. Where discounts follow local demand (a fair, a heat wave), that fails, and no column shows it."
            .formatted(words.unit(), words.unit(), Words.name(told.treatment())));
    return out;
  }

  private Optional<String> answer(Told told, String outcome) {
    return told.row(outcome, POINT)
        .filter(r -> r.number("estimate").isPresent())
        .map(
            r -> {
              double value = r.number("estimate").getAsDouble();
              double error = r.number("std_error").orElse(0);
              double mean = told.meanWithout(outcome);
              String share =
                  mean > 0
                      ? ", %s of what is bought without any".formatted(percent(value / mean))
                      : "";
              return "One point more of %s moves %s by %s a %s, commodity and %s (95%%: %s)%s."
                  .formatted(
                      Words.name(told.treatment()),
                      Words.name(outcome),
                      Numbers.effect(value, error),
                      words.unit(),
                      words.period(),
                      Numbers.range(
                          r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error),
                      share);
            });
  }

  private static String percent(double share) {
    return (share < 0 ? "-" : "") + Numbers.percent(Math.abs(share));
  }

  private Optional<String> held(Told told) {
    return told.held()
        .map(
            r -> {
              if (r.number("estimate").isEmpty()) {
                return "With %s held fixed: not estimable. %s"
                    .formatted(told.heldName(), r.text("detail"));
              }
              double error = r.number("std_error").orElse(0);
              return "With %s held fixed the first of these is %s (95%%: %s): what comes with a discount, such as a display, is not its doing."
                  .formatted(
                      told.heldName(),
                      Numbers.effect(r.number("estimate").getAsDouble(), error),
                      Numbers.range(
                          r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error));
            });
  }

  /** A dose that units chose, beside the one offered. */
  private Optional<String> chosen(Told told) {
    return told.estimates().stream()
        .filter(r -> r.is("grade", "associational") && r.number("estimate").isPresent())
        .findFirst()
        .flatMap(
            own ->
                told.row(own.text("outcome"), POINT)
                    .filter(r -> r.number("estimate").isPresent())
                    .map(
                        offered ->
                            "The %s's %s would have said %s of %s a point in place of %s: whoever buys has a discount, whoever does not has none. It is shown as associational and answers nothing."
                                .formatted(
                                    words.unit(),
                                    Words.name(own.text("term").replaceAll("-.*", "")),
                                    Numbers.effect(
                                        own.number("estimate").getAsDouble(),
                                        own.number("std_error").orElse(0)),
                                    Words.name(own.text("outcome")),
                                    Numbers.effect(
                                        offered.number("estimate").getAsDouble(),
                                        offered.number("std_error").orElse(0)))));
  }

  /** What comes later can have done nothing yet. */
  private Optional<String> placebo(Told told) {
    List<String> found =
        told.outcomes().stream()
            .flatMap(o -> told.row(o, "placebo").stream())
            .filter(r -> r.number("p_value").isPresent())
            .map(
                r ->
                    "%s %s"
                        .formatted(
                            Words.name(r.text("outcome")),
                            Numbers.pValue(r.number("p_value").getAsDouble())))
            .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The %s offered a %s later can have done nothing yet. Whether it seems to have: %s. A small p-value says that offers follow what moves purchases anyway."
                .formatted(Words.name(told.treatment()), words.period(), String.join(", ", found)));
  }

  private Optional<String> coverage(Told told) {
    List<Row> left = inputs.rows(told.treatment() + "_left_out");
    long all = left.stream().mapToLong(r -> r.integer("cells").orElse(0)).sum();
    if (all == 0) {
      return Optional.empty();
    }
    List<String> reasons =
        left.stream()
            .filter(r -> !r.is("reason", "used"))
            .map(
                r ->
                    "%s because %s"
                        .formatted(Numbers.count(r.integer("cells").orElse(0)), r.text("reason")))
            .toList();
    long used =
        left.stream()
            .filter(r -> r.is("reason", "used"))
            .mapToLong(r -> r.integer("cells").orElse(0))
            .sum();
    return Optional.of(
        "The frame was fixed before the window: %s cells of %s, commodity and %s. In %s of them (%s) the shelf is known from others; left out are %s. What is left stands for the rest of the same %s and commodity."
            .formatted(
                Numbers.count(all),
                words.unit(),
                words.period(),
                Numbers.count(used),
                Numbers.percent((double) used / all),
                Words.list(reasons),
                words.unit()));
  }

  private List<Plot> plots(Told told) {
    return IntStream.range(0, told.outcomes().size())
        .mapToObj(i -> told.outcomes().get(i))
        .filter(o -> told.row(o, bin(told, 1)).flatMap(DosePart::value).isPresent())
        .map(o -> plot(told, o))
        .toList();
  }

  private static String bin(Told told, int bin) {
    return told.bins().size() > bin ? told.bins().get(bin).text("label") : "";
  }

  private Plot plot(Told told, String outcome) {
    var truth = new Truth(inputs.rows("truth"), told.treatment());
    var rows = new ArrayList<ForestPlot.Row>();
    for (String suffix : List.of("", GIVEN)) {
      for (int b = 1; b < told.bins().size(); b++) {
        String term = bin(told, b);
        told.row(outcome, term + suffix)
            .filter(r -> suffix.isEmpty() || value(r).isPresent())
            .ifPresent(
                r ->
                    rows.add(
                        new ForestPlot.Row(
                            label(told, term, suffix),
                            value(r),
                            verdict(r),
                            value(r).isPresent() ? "" : r.text("detail"),
                            "",
                            truth(truth, r, suffix))));
      }
    }
    String title = "What discounts do to %s, by how deep they are".formatted(Words.name(outcome));
    return new ForestPlot(
        "dose-" + stage.replace('_', '-') + "-" + outcome.replace('_', '-'),
        title,
        title + ", against weeks without one, with 95% intervals.",
        "%s rows of %s %ss.%s"
            .formatted(
                Numbers.count(
                    told.bins().stream().mapToLong(b -> b.integer("panel_rows").orElse(0)).sum()),
                Numbers.count(
                    told.row(outcome, POINT).map(r -> r.integer("units").orElse(0)).orElse(0L)),
                words.unit(),
                rows.stream().anyMatch(r -> r.truth().isPresent())
                    ? " Diamond: the true effect of the simulated data."
                    : ""),
        "%s a %s, commodity and %s"
            .formatted(Words.sentence(Words.name(outcome)), words.unit(), words.period()),
        0,
        rows);
  }

  private static OptionalDouble truth(Truth truth, Row r, String suffix) {
    String term = r.text("term");
    String plain = suffix.isEmpty() ? term : term.substring(0, term.indexOf(suffix));
    return truth.of(r.text("outcome"), plain, OptionalLong.empty());
  }

  /** {@code bin(0,10]} as people read it. */
  private static String label(Told told, String term, String suffix) {
    String[] ends = term.replaceAll("^bin\\(|]$", "").split(",");
    String range = "Above %s to %s points".formatted(ends[0], ends[1]);
    return suffix.isEmpty() ? range : range + ", " + told.heldName() + " held fixed";
  }

  private static Optional<ForestPlot.Value> value(Row r) {
    return r.number("estimate").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ForestPlot.Value(
                r.number("estimate").getAsDouble(),
                r.number("conf_low").orElse(0),
                r.number("conf_high").orElse(0)));
  }

  private String verdict(Row r) {
    return inputs.rows("verdicts").stream()
        .filter(v -> v.is("design", r.text("design")) && v.is("outcome", r.text("outcome")))
        .filter(v -> v.is("term", r.text("term")))
        .map(v -> v.text("verdict"))
        .findFirst()
        .orElse("");
  }

  private Part.Sheet support(Told told) {
    var heads =
        new ArrayList<>(
            List.of(
                "Depth, points", "#Rows", "#" + Words.sentence(words.unit()) + "s", "#Mean depth"));
    told.outcomes().forEach(o -> heads.add("#Mean " + Words.name(o)));
    var lines = new ArrayList<List<String>>();
    for (Row b : told.bins()) {
      var line =
          new ArrayList<>(
              List.of(
                  b.is("label", "none") ? "None" : label(told, b.text("label"), ""),
                  Numbers.count(b.integer("panel_rows").orElse(0)),
                  Numbers.count(b.integer("units").orElse(0)),
                  plain(b, "mean_dose")));
      told.outcomes().forEach(o -> line.add(plain(b, "mean_" + o)));
      lines.add(line);
    }
    return new Part.Sheet("What was offered", false, heads, lines);
  }

  private static String plain(Row r, String column) {
    return r.number(column).isPresent()
        ? Numbers.plain(r.number(column).getAsDouble())
        : Numbers.NONE;
  }

  private Part.Sheet terms(Told told) {
    var lines = new ArrayList<List<String>>();
    for (Row r : told.estimates()) {
      boolean known = r.number("estimate").isPresent();
      double error = r.number("std_error").orElse(0);
      lines.add(
          List.of(
              Words.name(r.text("outcome")),
              r.text("term"),
              known ? Numbers.effect(r.number("estimate").getAsDouble(), error) : Numbers.NONE,
              known
                  ? Numbers.range(
                      r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error)
                  : Numbers.NONE,
              r.text("grade"),
              known ? r.text("vcov") : r.text("detail")));
    }
    return new Part.Sheet(
        "Every term",
        true,
        List.of(
            "Outcome", "Term", "#Effect", "#95% interval", "Grade", "Error, or why there is none"),
        lines);
  }
}
