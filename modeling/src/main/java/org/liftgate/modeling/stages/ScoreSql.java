package org.liftgate.modeling.stages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.dml.EffectModel;

/**
 * An effect that is a polynomial of features, or of their logarithms, as one SELECT over the table
 * {@code scored_rows}: effect, interval and advice of new rows. A row with a feature that is
 * missing, or beyond all that the effect was learned from, is refused by name. Written as {@code
 * score.sql}, with the table {@code score_inputs} of the columns it reads.
 */
final class ScoreSql {

  /** What new rows are told. */
  record Advice(
      @Doc("Effect at which it pays") double breakEven,
      @Doc("Advice where the whole interval lies above it") String above,
      @Doc("Advice where the whole interval lies at or below it") String below,
      @Doc("Advice where the interval reaches both sides") String between) {}

  private ScoreSql() {}

  /**
   * @param known columns whose range is the support: modifiers and what was held fixed
   */
  static void write(StageContext context, EffectModel model, Columns known, Advice advice) {
    context.write(
        "score.sql",
        "application/sql",
        select(model, known, advice).getBytes(StandardCharsets.UTF_8));
    context
        .engine()
        .define(
            Table.named("score_inputs")
                .texts("column_name", known.names().toArray(String[]::new))
                .texts("type", known.names().stream().map(_ -> "number").toArray(String[]::new))
                .build());
    context.write("score_inputs", List.of("column_name"), Optional.empty());
  }

  static String select(EffectModel model, Columns known, Advice advice) {
    var terms = new ArrayList<>(List.of("1"));
    model.basis().names().forEach(n -> terms.add(product(n, known)));
    return """
        WITH judged AS (
          SELECT
            r.*,
            CASE
        %s
            END AS refused,
            %s AS effect,
            SQRT(%s) AS std_error
          FROM scored_rows r
        ),
        bounds AS (
          SELECT j.*, j.effect - %s * j.std_error AS low, j.effect + %s * j.std_error AS high
          FROM judged j
        )
        SELECT
          b.*,
          CASE
            WHEN b.refused IS NOT NULL THEN NULL
            WHEN b.low > %s THEN %s
            WHEN b.high <= %s THEN %s
            ELSE %s
          END AS advice
        FROM (
          SELECT
            %s,
            q.refused,
            CASE WHEN q.refused IS NULL THEN q.effect END AS effect,
            CASE WHEN q.refused IS NULL THEN q.std_error END AS std_error,
            CASE WHEN q.refused IS NULL THEN q.low END AS low,
            CASE WHEN q.refused IS NULL THEN q.high END AS high
          FROM bounds q
        ) b
        """
        .formatted(
            reasons(known),
            sum(model.coefficients(), terms),
            quadratic(model.covariance(), terms),
            QUANTILE,
            QUANTILE,
            advice.breakEven(),
            text(advice.above()),
            advice.breakEven(),
            text(advice.below()),
            text(advice.between()),
            known.names().stream().map(n -> "q." + n).collect(Collectors.joining(", ")));
  }

  /** Of the standard normal law at .975. */
  private static final double QUANTILE = 1.959963984540054;

  /** {@code a^2:ln(b)} as SQL. */
  private static String product(String name, Columns known) {
    return Arrays.stream(name.split(":"))
        .map(
            f -> {
              int at = f.indexOf('^');
              String factor = factor(at < 0 ? f : f.substring(0, at), known);
              int power = at < 0 ? 1 : Integer.parseInt(f.substring(at + 1));
              return String.join(" * ", java.util.Collections.nCopies(power, factor));
            })
        .collect(Collectors.joining(" * "));
  }

  /** A row with less than the least that the run saw is refused; its logarithm must not fail. */
  private static String factor(String name, Columns known) {
    if (!name.startsWith("ln(")) {
      return "r." + name;
    }
    String column = name.substring("ln(".length(), name.length() - 1);
    double[] seen = known.values()[known.names().indexOf(column)];
    return "LN(GREATEST(r.%s, %s))".formatted(column, number(Arrays.stream(seen).min().orElse(1)));
  }

  private static String sum(double[] weights, List<String> terms) {
    var parts = new ArrayList<String>();
    for (int j = 0; j < terms.size(); j++) {
      parts.add("(" + number(weights[j]) + ") * " + terms.get(j));
    }
    return String.join(" + ", parts);
  }

  private static String quadratic(double[][] v, List<String> terms) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < terms.size(); i++) {
      for (int j = 0; j < terms.size(); j++) {
        parts.add("(" + number(v[i][j]) + ") * " + terms.get(i) + " * " + terms.get(j));
      }
    }
    return "GREATEST(0, " + String.join(" + ", parts) + ")";
  }

  private static String reasons(Columns known) {
    var lines = new ArrayList<String>();
    for (int k = 0; k < known.names().size(); k++) {
      String name = known.names().get(k);
      double low = Arrays.stream(known.values()[k]).min().orElse(0);
      double high = Arrays.stream(known.values()[k]).max().orElse(0);
      lines.add(when(name, "r.%s IS NULL".formatted(name), "is missing"));
      lines.add(when(name, "r.%s < %s".formatted(name, number(low)), "is below what the run saw"));
      lines.add(when(name, "r.%s > %s".formatted(name, number(high)), "is above what the run saw"));
    }
    return String.join("\n", lines);
  }

  private static String when(String name, String condition, String why) {
    return "      WHEN %s THEN %s".formatted(condition, text(name + " " + why));
  }

  /** A DOUBLE literal: with an exponent, so that no engine takes it for a decimal. */
  private static String number(double value) {
    String text = Double.toString(value);
    return text.contains("E") ? text : text + "E0";
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
