package org.liftgate.modeling.estimate.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.estimate.Rows;
import org.liftgate.modeling.experiment.ConfidenceSequence;
import org.liftgate.modeling.experiment.SampleRatio;

/** What the verbs of experiments share: complete rows, arms, planned shares, looks. */
final class ExperimentRequest {
  static final Option TREATMENT =
      Option.required("treatment", Option.Kind.COLUMN, "1 where treated, 0 where not");
  static final Option OUTCOME = Option.required("outcome", Option.Kind.COLUMN, "outcome");
  static final Option SHARE =
      Option.optional("share", Option.Kind.NUMBER, "planned share treated, to test the arms' sizes")
          .or("0.5");
  static final Option LOOKS =
      Option.optional(
          "tightest-at",
          Option.Kind.INTEGER,
          "subjects at which an interval valid at every look is tightest; none without it");

  private final Request request;
  private final CompleteRows complete;
  private final List<String> notes;
  private final Map<String, Double> fit = new LinkedHashMap<>();

  ExperimentRequest(Request request, List<String> columns) {
    this.request = request;
    this.complete = request.complete(columns);
    this.notes = new ArrayList<>(complete.notes());
  }

  Table table() {
    return complete.table();
  }

  double[] numbers(String option) {
    return Rows.numbers(request, table(), option);
  }

  double[][] columns(String option) {
    return request.columns(option).stream()
        .map(c -> Rows.numbers(request, table(), option, c))
        .toArray(double[][]::new);
  }

  byte[] treated() {
    return Rows.flags(request, table(), "treatment");
  }

  /** Codes of the column an option names, empty when it names none. */
  int[] codes(String option) {
    Optional<String> column = request.text(option);
    return column.map(c -> Rows.coded(table(), c).codes()).orElse(new int[0]);
  }

  void figure(String name, double value) {
    fit.put(name, value);
  }

  void note(String note) {
    notes.add(note);
  }

  /**
   * @param arms flags of the units assigned
   */
  Findings findings(
      String name, String formula, Findings.Vcov vcov, Estimate estimate, byte[] arms) {
    var estimates = new ArrayList<Estimate>(List.of(estimate));
    sampleRatio(arms);
    request
        .text("tightest-at")
        .ifPresent(
            _ -> {
              int subjects = Rows.atLeast(request, "tightest-at", 1);
              ConfidenceSequence.tightestAt(subjects, 0.05)
                  .at(estimate, arms.length)
                  .map(ExperimentRequest::atAnyLook)
                  .ifPresent(estimates::add);
              notes.add(
                  "The interval at any look may be read after every subject, from about 50 in each"
                      + " arm on.");
            });
    return new Findings(name, formula, complete.rows().length, vcov, estimates, fit, notes);
  }

  private static Estimate atAnyLook(Estimate.Value v) {
    return new Estimate.Value(
        v.term() + " at any look",
        v.value(),
        v.stdError(),
        v.df(),
        v.pValue(),
        v.confLow(),
        v.confHigh());
  }

  private void sampleRatio(byte[] arms) {
    double share = request.number("share").orElse(0.5);
    if (!(share > 0 && share < 1)) {
      throw LiftgateException.input(
          request.problem("share", "must lie between 0 and 1", "Maybe 0.5 for equal arms."));
    }
    long treated =
        java.util.stream.IntStream.range(0, arms.length).filter(i -> arms[i] == 1).count();
    fit.put("treated", (double) treated);
    fit.put("comparison", (double) (arms.length - treated));
    SampleRatio.test(new long[] {treated, arms.length - treated}, new double[] {share, 1 - share})
        .ifPresent(this::judge);
  }

  private void judge(SampleRatio test) {
    fit.put("srm_p", test.pValue());
    if (test.mismatch()) {
      notes.add(
          "Sample-ratio mismatch (p = %.1e): the arms do not have the planned sizes, so assignment or"
                  .formatted(test.pValue())
              + " logging is broken and the effect is not to be trusted.");
    }
  }

  static List<String> names(Request request, String... options) {
    return Arrays.stream(options).map(request::text).flatMap(Optional::stream).toList();
  }
}
