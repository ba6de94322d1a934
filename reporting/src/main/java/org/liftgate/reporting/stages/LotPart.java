package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What a lot alone would give: the treatment dealt out again among the units, and how often that
 * brings a difference as large as the one found. It needs no count of units to be large.
 *
 * @param stages that dealt, as their tables have them
 */
record LotPart(Setting words, Inputs inputs, List<String> stages) {

  Optional<Part> part() {
    var cells = new ArrayList<List<String>>();
    var told = new ArrayList<String>();
    for (String stage : stages) {
      inputs.rows("randomised_" + stage).stream()
          .findFirst()
          .ifPresent(
              r -> {
                cells.add(cells(stage, r));
                told.add(told(stage, r));
              });
    }
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    var paragraphs = new ArrayList<String>();
    paragraphs.add(
        "The treatment is dealt out again by lot among the same %s, as many as had it, and the difference computed anew each time. If the treatment did nothing, the real deal is one of these like any other. The p-value is the share of deals that bring a difference at least as large as the real one. It holds however few %s there are, but only if a lot decided who got the treatment."
            .formatted(plural(), plural()));
    paragraphs.addAll(told);
    return Optional.of(
        new Part(
            "lot",
            "If a lot had decided: the randomisation test",
            paragraphs,
            List.of(),
            List.of(
                new Part.Sheet(
                    "Randomisation test",
                    false,
                    List.of("Estimate", "#Effect", "#Interval", "#p", "#Deals", "Note"),
                    cells))));
  }

  private String plural() {
    return Words.plural(2, words.unit());
  }

  private String title(String stage) {
    return ModelReader.title(inputs.context().pipeline(), stage.replace('_', '-'));
  }

  private String told(String stage, Row r) {
    if (r.number("p_value").isEmpty()) {
      return "%s: no test. %s".formatted(title(stage), r.text("detail"));
    }
    double p = r.number("p_value").getAsDouble();
    return "%s: %s (%s)."
        .formatted(
            title(stage),
            p < .05
                ? "a lot alone would hardly bring the difference found"
                : "a lot alone often brings a difference like the one found",
            Numbers.pValue(p));
  }

  private List<String> cells(String stage, Row r) {
    boolean there = r.number("estimate").isPresent();
    double low = r.number("conf_low").orElse(Double.NaN);
    double high = r.number("conf_high").orElse(Double.NaN);
    double error = (high - low) / 4;
    return List.of(
        title(stage),
        there ? Numbers.effect(r.number("estimate").getAsDouble(), error) : Numbers.NONE,
        there && low < high ? Numbers.range(low, high, error) : Numbers.NONE,
        Numbers.pValue(r.number("p_value").orElse(Double.NaN)),
        Numbers.count(r.integer("draws").orElse(0)),
        r.text("detail"));
  }
}
