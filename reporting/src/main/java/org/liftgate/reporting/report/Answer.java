package org.liftgate.reporting.report;

import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.VerdictMark;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Value;

/**
 * The answer at the top of the page: two sentences, the verdict and what to do next.
 *
 * @param first number, interval in words, compared with whom; or why there is none
 * @param second grade and verdict with their meaning
 * @param reasons of the verdict; may be empty
 * @param nextStep what would settle it; may be empty
 * @param truth what the simulated data were made with; empty for real data
 */
public record Answer(
    String first,
    String second,
    String verdict,
    String grade,
    String icon,
    String css,
    String reasons,
    String nextStep,
    String truth) {

  static Answer of(ReportModel model) {
    Setting s = model.setting();
    Optional<Finding> finding = model.answer();
    if (finding.isEmpty()) {
      return none(s);
    }
    Finding f = finding.get();
    Judgement j = f.judgement();
    String verdict = j.verdict().isEmpty() && f.value().isEmpty() ? "not-estimable" : j.verdict();
    return new Answer(
        f.value().map(v -> Phrases.effect(s, f, v)).orElse(missing(s, f)),
        second(
            f.value().isPresent() ? j.grade() : "",
            verdict,
            j.verdict().isEmpty() ? Phrases.verdict(verdict) : Phrases.verdict(f)),
        verdict.isEmpty() ? "not judged" : verdict,
        f.value().isPresent() ? j.grade() : "",
        VerdictMark.icon(verdict),
        VerdictMark.css(verdict),
        (instead(model, f) + " " + Words.sentences(List.of(j.reasons().split("\n")))).strip(),
        j.nextStep(),
        f.truth().isPresent() ? truth(s, f, f.truth().getAsDouble()) : "");
  }

  /** Why a design that was meant to answer first does not. */
  private static String instead(ReportModel model, Finding answer) {
    if (answer.value().isEmpty()) {
      return "";
    }
    return model.findings().stream()
        .filter(f -> f.headline() && f.value().isEmpty() && f.outcome().equals(answer.outcome()))
        .map(
            f ->
                "\u201c%s\u201d answers instead of \u201c%s\u201d, which has no number: %s."
                    .formatted(
                        answer.design(),
                        f.design(),
                        (f.detail().isBlank() ? Phrases.reason(f.missing()) : f.detail())
                            .replaceAll("\\.$", "")))
        .collect(java.util.stream.Collectors.joining(" "));
  }

  private static Answer none(Setting s) {
    String treatment = s.called(s.treatment());
    return new Answer(
        "This run holds no estimate of what %s did to %s."
            .formatted(treatment, s.called(s.outcome())),
        "Without an estimate there is nothing to judge; the checks below say how far the run came.",
        "not-estimable",
        "",
        VerdictMark.icon("not-estimable"),
        VerdictMark.css("not-estimable"),
        "",
        "",
        "");
  }

  private static String missing(Setting s, Finding f) {
    return "The effect of %s on %s cannot be estimated from these data: %s."
        .formatted(
            s.called(s.treatment()),
            Words.name(f.outcome()),
            Phrases.reason(f.missing()).replaceAll("\\.$", ""));
  }

  private static String second(String grade, String verdict, String meaning) {
    String strength =
        grade.isEmpty() ? "" : "The evidence is " + grade + " (" + Phrases.grade(grade) + ")";
    String judged =
        verdict.isEmpty() ? "nobody judged it" : "the verdict is " + verdict + ": " + meaning;
    return Words.sentence(strength.isEmpty() ? judged : strength + ", and " + judged) + ".";
  }

  private static String truth(Setting s, Finding f, double truth) {
    double error = f.value().map(Value::stdError).orElse(Double.NaN);
    String value = Numbers.effect(truth, error) + " " + Phrases.unit(s, f.outcome());
    return f.value()
        .map(
            v ->
                "The true effect in these simulated data is %s; the interval %s it."
                    .formatted(value, truth >= v.low() && truth <= v.high() ? "holds" : "misses"))
        .orElse("The true effect in these simulated data is %s.".formatted(value));
  }
}
