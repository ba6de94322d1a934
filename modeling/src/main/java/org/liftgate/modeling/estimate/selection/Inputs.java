package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.estimate.Rows;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.propensity.Observed;

/** Columns of a request as samples. */
final class Inputs {
  static final Option TREATMENT =
      Option.required("treatment", Kind.COLUMN, "0 and 1: whether a unit was treated");
  static final Option OUTCOME = Option.required("outcome", Kind.COLUMN, "the outcome");
  static final Option COVARIATES =
      Option.required("covariates", Kind.COLUMNS, "known before the treatment; text is a factor");
  static final Option FORMULA =
      Option.required("formula", Kind.FORMULA, "such as y ~ x1 + i(month) + I(x^2)");

  /** Levels of a factor among what is known. */
  private static final int MOST_LEVELS = 500;

  private Inputs() {}

  /**
   * What is wrong with an outcome and with what is known: text where numbers are needed, and
   * factors of too many levels.
   *
   * @param option that names what is known
   */
  static List<Problem> cells(Request request, Table table, String option, List<String> known) {
    var problems = new ArrayList<Problem>();
    String outcome = request.required("outcome");
    if (table.column(outcome).type() == Schema.Type.TEXT) {
      problems.add(
          request.problem("outcome", "must hold numbers", "Column " + outcome + " holds text."));
    }
    for (String column : known) {
      if (!column.equals(outcome) && table.column(column).type() == Schema.Type.TEXT) {
        levels(table, "--" + option, column, MOST_LEVELS, problems);
      }
    }
    return problems;
  }

  /** Adds a problem where a text column has more levels than can be learned from. */
  static void levels(Table table, String option, String column, int most, List<Problem> problems) {
    int levels = Rows.coded(table, column).labels().size();
    if (levels > most) {
      problems.add(
          Problem.of(
              option,
              column,
              "must have at most %d levels; it has %,d".formatted(most, levels),
              "Maybe group them first, or leave it out: is it an id?"));
    }
  }

  /**
   * Units and the notes that go with them.
   *
   * @param formula covariates as a formula
   */
  record Units(Observed observed, String formula, List<String> notes) {}

  /**
   * @param clusters columns to keep as codes
   */
  static Units units(Request request, List<String> clusters) {
    return units(request, "covariates", clusters);
  }

  /**
   * @param option that names the covariates
   */
  static Units units(Request request, String option, List<String> clusters) {
    String treatment = request.required("treatment");
    String outcome = request.required("outcome");
    List<String> covariates = request.columns(option);
    if (covariates.contains(treatment) || covariates.contains(outcome)) {
      String message = "must not hold the treatment or the outcome";
      throw LiftgateException.input(request.problem(option, message, ""));
    }
    var all = new ArrayList<>(List.of(treatment, outcome));
    all.addAll(covariates);
    all.addAll(clusters);
    CompleteRows complete = request.complete(all);
    var problems = cells(request, complete.table(), option, covariates);
    if (!problems.isEmpty()) {
      throw LiftgateException.input("These columns cannot be used", problems);
    }
    Formula formula = Formula.of(outcome, covariates, complete.table());
    ModelFrame frame =
        ModelFrame.of(formula, complete.table(), Beside.clusters(distinct(clusters)));
    double[] values = Rows.numbers(request, complete.table(), "treatment");
    byte[] treated =
        flags(
            request, "treatment", IntStream.of(frame.rows()).mapToDouble(i -> values[i]).toArray());
    var observed = Observed.of(frame.names(), frame.columns(), treated, frame.outcome());
    for (var codes : frame.clusters().entrySet()) {
      observed = observed.withCluster(codes.getKey(), codes.getValue());
    }
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(frame.notes());
    return new Units(observed, treatment + " ~ " + String.join(" + ", covariates), notes);
  }

  private static List<String> distinct(List<String> names) {
    return List.copyOf(new LinkedHashSet<>(names));
  }

  /** A formula's rows with the constant that these regressions always have. */
  static ModelFrame frame(Request request, List<String> clusters) {
    Formula formula = Formula.parse(request.required("formula"), request.data(), request.known());
    if (!formula.intercept()) {
      String message = "must keep the intercept and absorb no effects";
      throw LiftgateException.input(request.problem("formula", message, "Maybe use i(unit)."));
    }
    var beside = Beside.clusters(distinct(clusters));
    return ModelFrame.of(formula, request.data(), beside);
  }

  /** Zeros and ones. */
  static byte[] flags(Request request, String option, double[] values) {
    byte[] out = new byte[values.length];
    OptionalInt odd =
        IntStream.range(0, values.length).filter(i -> values[i] != 0 && values[i] != 1).findFirst();
    if (odd.isPresent()) {
      String message = "must hold 0 and 1 only; there is " + values[odd.getAsInt()];
      throw LiftgateException.input(request.problem(option, message, ""));
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  /** Columns of cluster(a) or cluster(a,b). */
  static List<String> clusters(Covariance covariance) {
    return covariance instanceof Covariance.Clustered(List<String> by) ? by : List.of();
  }

  /** One code for each combination of the codes of several columns. */
  static int[] combined(Observed observed, List<String> columns) {
    var seen = new java.util.HashMap<List<Integer>, Integer>();
    int[] out = new int[observed.rows()];
    Arrays.setAll(
        out,
        i ->
            seen.computeIfAbsent(
                columns.stream().map(c -> observed.clusters().get(c)[i]).toList(),
                k -> seen.size()));
    return out;
  }
}
