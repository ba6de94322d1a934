package org.liftgate.reporting.stages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/** What sections on a media mix share: tables by the stage they come from, and figures in words. */
record MixWords(Setting words, Inputs inputs) {

  /** Rows of every table whose name starts so, by what follows: the stage's id. */
  Map<String, List<Row>> tables(String prefix) {
    var out = new TreeMap<String, List<Row>>();
    for (String name : inputs.context().inputs().keySet()) {
      if (name.startsWith(prefix)) {
        out.put(name.substring(prefix.length()).replace('_', '-'), inputs.rows(name));
      }
    }
    return out;
  }

  List<Row> rows(String prefix, String stage) {
    return inputs.rows(prefix + stage.replace('-', '_'));
  }

  String title(String stage) {
    return ModelReader.title(inputs.context().pipeline(), stage);
  }

  String called(String column) {
    return Words.sentence(words.called(column));
  }

  /** The model's row of a stage's contest, where it was held. */
  Optional<Row> model(String stage) {
    return rows("contest_", stage).stream().filter(r -> r.yes("is_model")).findFirst();
  }

  boolean rejected(String stage) {
    return model(stage).filter(r -> !r.yes("stands")).isPresent();
  }

  /** What stands before the figures of a model that lost. */
  Optional<String> warning(String stage) {
    return rejected(stage)
        ? Optional.of(
            "The model behind these figures was rejected: on %s it had not seen, a simple rule came nearer. They are what the model believes, and no ground for spending."
                .formatted(Words.plural(2, words.period())))
        : Optional.empty();
  }

  /** A figure and its interval from columns {@code name}, {@code name_low}, {@code name_high}. */
  static String ranged(Row r, String name) {
    if (r.number(name).isEmpty()) {
      return Numbers.NONE;
    }
    double low = r.number(name + "_low").orElse(Double.NaN);
    double high = r.number(name + "_high").orElse(Double.NaN);
    double error = error(low, high);
    return "%s (%s)"
        .formatted(
            Numbers.effect(r.number(name).getAsDouble(), error), Numbers.range(low, high, error));
  }

  static double error(double low, double high) {
    return (high - low) / 3.92;
  }

  /** An amount to about two digits more than its size asks for: 1,667 stays, 35,447 is 35,400. */
  static String rounded(double value) {
    return Numbers.effect(value, Math.abs(value) / 15);
  }

  /** A probability from draws, never a false 0 or 1. */
  static String chance(double p) {
    return p < .005 ? "< .01" : p > .995 ? "> .99" : Numbers.fixed(p, 2).substring(1);
  }
}
