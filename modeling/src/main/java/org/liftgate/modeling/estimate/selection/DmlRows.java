package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.dml.DmlSample;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.dml.Treatment;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.estimate.Rows;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;

/**
 * Columns of a request as a sample of double machine learning.
 *
 * @param formula the model in words
 */
record DmlRows(DmlSample sample, String formula, List<String> notes) {
  /** Arms of a treatment. */
  private static final int MOST_ARMS = 20;

  static DmlRows of(Request request, Covariance covariance) {
    String outcome = request.required("outcome");
    String treatment = request.required("treatment");
    List<String> modifiers = request.columns("modifiers");
    List<String> controls = request.columns("controls");
    List<String> logs = request.columns("log");
    List<String> clusters = Inputs.clusters(covariance);
    var used = new LinkedHashSet<>(List.of(outcome, treatment));
    used.addAll(modifiers);
    used.addAll(controls);
    var all = new ArrayList<>(used);
    all.addAll(clusters);
    request.text("fold").ifPresent(all::add);
    var problems = roles(request, outcome, treatment, modifiers, controls, logs, used);
    CompleteRows complete = request.complete(all);
    problems.addAll(values(request, complete.table(), outcome, treatment, logs, used));
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate dml cannot start", problems);
    }
    Table table = logged(complete.table(), logs);
    var sample =
        DmlSample.of(
            Rows.numbers(request, table, "outcome"),
            treatment(table, treatment),
            columns(outcome, modifiers, table),
            columns(outcome, controls, table));
    for (String cluster : clusters) {
      sample = sample.withCluster(cluster, Rows.coded(table, cluster).codes());
    }
    if (request.text("fold").isPresent()) {
      sample = sample.withFolds(Rows.coded(table, request.required("fold")).codes());
    }
    var notes = new ArrayList<>(complete.notes());
    if (sample.treatment() instanceof Treatment.Arms arms
        && table.column(treatment).type() == Schema.Type.TEXT) {
      notes.add("Effects are against " + arms.labels().get(0) + ".");
    }
    return new DmlRows(sample, formula(outcome, treatment, modifiers, controls, logs), notes);
  }

  private static List<Problem> roles(
      Request request,
      String outcome,
      String treatment,
      List<String> modifiers,
      List<String> controls,
      List<String> logs,
      LinkedHashSet<String> used) {
    var problems = new ArrayList<Problem>();
    if (outcome.equals(treatment)) {
      problems.add(request.problem("treatment", "must not be the outcome", ""));
    }
    for (String option : List.of("modifiers", "controls")) {
      List<String> columns = option.equals("controls") ? controls : modifiers;
      if (columns.contains(outcome) || columns.contains(treatment)) {
        String message = "must not hold the treatment or the outcome";
        problems.add(request.problem(option, message, ""));
      }
    }
    if (modifiers.isEmpty() && controls.isEmpty()) {
      problems.add(
          request.problem(
              "controls", "must be given, or --modifiers", "Maybe a difference is enough."));
    }
    for (String column : logs) {
      if (!used.contains(column)) {
        problems.add(
            request.problem(
                "log",
                "must hold columns of the other options; " + column + " is none",
                Problem.didYouMean(column, used)));
      }
    }
    return problems;
  }

  /** What is wrong with the cells. */
  private static List<Problem> values(
      Request request,
      Table table,
      String outcome,
      String treatment,
      List<String> logs,
      LinkedHashSet<String> used) {
    var known = new LinkedHashSet<>(used);
    known.remove(treatment);
    var problems = new ArrayList<>(Inputs.cells(request, table, "controls", List.copyOf(known)));
    for (String column : used) {
      boolean text = table.column(column).type() == Schema.Type.TEXT;
      if (text && column.equals(treatment)) {
        Inputs.levels(table, "--treatment", column, MOST_ARMS, problems);
      }
      if (logs.contains(column)) {
        log(table, column, text, problems);
      }
    }
    return problems;
  }

  private static void log(Table table, String column, boolean text, List<Problem> problems) {
    if (text) {
      problems.add(Problem.of("--log", column, "must hold numbers", ""));
      return;
    }
    double[] values = table.doubles(column);
    int[] bad = IntStream.range(0, values.length).filter(i -> !(values[i] > 0)).toArray();
    if (bad.length > 0) {
      problems.add(
          Problem.of(
              "--log",
              column,
              "must be above 0 in every row; %,d of %,d are not, first %s"
                  .formatted(bad.length, values.length, values[bad[0]]),
              "Maybe leave such rows out, or do without the log."));
    }
  }

  private static Table logged(Table table, List<String> logs) {
    var builder = Table.named(table.name());
    for (String column : table.schema().names()) {
      if (logs.contains(column)) {
        builder.doubles(column, Arrays.stream(table.doubles(column)).map(Math::log).toArray());
      } else {
        builder.column(column, table.column(column));
      }
    }
    return builder.build();
  }

  /** Text is arms, 0 and 1 are two arms, other numbers a dose. */
  private static Treatment treatment(Table table, String column) {
    if (table.column(column).type() == Schema.Type.TEXT) {
      Rows.Coded coded = Rows.coded(table, column);
      return new Treatment.Arms(coded.codes(), coded.labels());
    }
    double[] values = table.doubles(column);
    if (Arrays.stream(values).anyMatch(v -> v != 0 && v != 1)) {
      return new Treatment.Dose(values);
    }
    var flags = new byte[values.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) values[i];
    }
    return Treatment.Arms.binary(flags);
  }

  private static Columns columns(String outcome, List<String> names, Table table) {
    if (names.isEmpty()) {
      return Columns.NONE;
    }
    ModelFrame frame = ModelFrame.of(Formula.of(outcome, names, table), table, Beside.NOTHING);
    return new Columns(frame.names(), frame.columns());
  }

  private static String formula(
      String outcome,
      String treatment,
      List<String> modifiers,
      List<String> controls,
      List<String> logs) {
    String by = modifiers.isEmpty() ? "" : " by " + String.join(" + ", named(modifiers, logs));
    String given = controls.isEmpty() ? "" : " | " + String.join(" + ", named(controls, logs));
    return named(List.of(outcome), logs).get(0)
        + " ~ "
        + named(List.of(treatment), logs).get(0)
        + by
        + given;
  }

  private static List<String> named(List<String> columns, List<String> logs) {
    return columns.stream().map(c -> logs.contains(c) ? "log(" + c + ")" : c).toList();
  }
}
