package org.liftgate.reporting.report;

import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Compared;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Value;
import org.liftgate.reporting.report.View.Cell;

/**
 * What the original says about one effect, what survives of it, and why.
 *
 * @param published the original's figure and what it concludes
 * @param defended the figure that stands beside it
 */
public record Survival(
    String about, String published, String defended, String grade, Cell verdict, String why) {

  static Survival of(ReportModel model, Compared c) {
    Setting s = model.setting();
    String group = c.group().isPresent() ? ", " + s.group() + " " + c.group().getAsLong() : "";
    String says = c.publishedSays().strip();
    return new Survival(
        Words.sentence(Words.name(c.outcome()))
            + " by "
            + Words.name(c.treatment())
            + group
            + (c.design().isEmpty() ? "" : ": " + c.design()),
        c.published()
            .map(v -> published(v) + (says.isEmpty() ? "" : "; it says: " + says))
            .orElse(says.isEmpty() ? "no figure" : Words.sentence(says)),
        c.defended().map(v -> on(c) + defended(v)).orElse(none(model)),
        c.defended().isPresent() ? c.grade() : "",
        Cell.verdict(c.verdict()),
        c.why());
  }

  private static String none(ReportModel model) {
    return model.published() ? "not in this run" : "no figure";
  }

  private static String on(Compared c) {
    return c.defendedTreatment().isEmpty() ? "" : "on " + Words.name(c.defendedTreatment()) + ": ";
  }

  private static String published(Value v) {
    String number = Numbers.effect(v.estimate(), v.stdError());
    return Double.isFinite(v.pValue()) ? number + " (" + Numbers.pValue(v.pValue()) + ")" : number;
  }

  private static String defended(Value v) {
    double error = Double.isFinite(v.stdError()) ? v.stdError() : (v.high() - v.low()) / 3.92;
    return "%s (95%%: %s)"
        .formatted(Numbers.effect(v.estimate(), error), Numbers.range(v.low(), v.high(), error));
  }
}
