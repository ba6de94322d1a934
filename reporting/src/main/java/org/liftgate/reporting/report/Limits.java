package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Arms;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Setting;

/** What the number does not say, drawn from the model rather than from habit. */
final class Limits {
  private Limits() {}

  static List<String> of(ReportModel model) {
    Setting s = model.setting();
    var limits = new ArrayList<String>();
    if (model.simulated()) {
      limits.add(
          "The data are simulated: the figures test the method and say nothing about real people.");
    }
    model.answer().ifPresent(f -> finding(s, f, limits));
    var window = model.trend().stream().mapToInt(ReportModel.Cell::period).summaryStatistics();
    if (window.getCount() > 0) {
      limits.add(
          "The effect is that of the %s from the start on; what comes later is not measured."
              .formatted("first " + Words.count(Math.max(0, window.getMax() + 1), s.period())));
    }
    long lost = model.campaigns().stream().filter(c -> c.value().isEmpty()).count();
    if (lost > 0) {
      limits.add(
          "%s of %s cannot be estimated on their own; the pooled estimate leans on the others."
              .formatted(Numbers.count(lost), Words.count(model.campaigns().size(), s.group())));
    }
    model.gates().stream()
        .filter(c -> c.outcome().equals("fail"))
        .findFirst()
        .ifPresent(
            _ ->
                limits.add(
                    "At least one check failed; what depends on it is missing from this page or was waived by a person."));
    return limits;
  }

  private static void finding(Setting s, Finding f, List<String> limits) {
    var j = f.judgement();
    if (j.grade().equals("quasi-experimental")) {
      limits.add(
          "Nobody drew lots for the %s: had %s %ss changed course by themselves at the start, the difference would look like an effect."
              .formatted(s.called(s.treatment()), s.treated(), s.unit()));
    }
    if (j.breakEven().isPresent()
        && j.breakEven().getAsDouble() == 0
        && Phrases.money(s, f.outcome())) {
      limits.add(
          "No costs are known yet, so break-even is 0; a rise in %s is not yet a profit."
              .formatted(Words.name(f.outcome())));
    }
    OptionalDouble mde = j.mde();
    if (mde.isPresent() && Double.isFinite(mde.getAsDouble())) {
      double error = f.value().map(ReportModel.Value::stdError).orElse(mde.getAsDouble() / 2.8);
      limits.add(
          "A true effect smaller than %s %s would often have been missed (the smallest effect found in 80 of 100 tries)."
              .formatted(Numbers.effect(mde.getAsDouble(), error), Phrases.unit(s, f.outcome())));
    }
    shared(s, f.arms(), limits);
  }

  private static void shared(Setting s, Arms arms, List<String> limits) {
    if (arms.treated().isPresent()
        && arms.cleanTreated().isPresent()
        && arms.treated().getAsLong() > 0) {
      long others = arms.treated().getAsLong() - arms.cleanTreated().getAsLong();
      if (others > 0) {
        limits.add(
            "%s of the %s %s %ss were also reached by another %s in the %ss compared, so part of the difference may belong to it."
                .formatted(
                    Numbers.percent(others / (double) arms.treated().getAsLong()),
                    Numbers.count(arms.treated().getAsLong()),
                    s.treated(),
                    s.unit(),
                    s.group(),
                    s.period()));
      }
    }
  }
}
