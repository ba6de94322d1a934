package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearSample;

/** {@code did}: the 2x2 difference in differences, with covariates beside it. */
public final class DidVerb implements EstimateVerb {
  private static final String ATT = "att";
  private static final int FEWEST_CLUSTERS = 5;
  private static final int ENOUGH_CLUSTERS = 50;

  @Override
  public String name() {
    return "did";
  }

  @Override
  public String summary() {
    return "Difference in differences of two groups before and after.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("outcome", Kind.COLUMN, "the outcome"),
        Option.required("treated", Kind.COLUMN, "1 for the treated group, 0 for the other"),
        Option.required("post", Kind.COLUMN, "1 from the start of treatment, 0 before"),
        Option.optional(
            "covariates", Kind.COLUMNS, "columns that enter linearly; text is a factor"),
        OlsVerb.VCOV);
  }

  @Override
  public String example() {
    return "did --outcome sales --treated treated --post post --vcov \"cluster(store)\"";
  }

  @Override
  public Findings run(Request request) {
    Covariance covariance = request.covariance("vcov", Covariance.robust(1));
    List<String> clusters = Vcovs.columns(covariance);
    Formula formula = formula(request);
    var beside = Beside.clusters(clusters);
    CompleteRows complete = request.complete(beside.columns(formula));
    double[][] arms = Indicators.of(request, complete.table(), "treated", "post");
    ModelFrame frame = ModelFrame.of(formula, complete.table(), beside);
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(frame.notes());
    if (request.text("vcov").isEmpty()) {
      notes.add(
          "HC1 by default: it takes rows as independent. Where units were seen more than once, or"
              + " groups of them were treated, cluster(unit) is honest.");
    }
    Optional<Estimate.Missing> unusable =
        cells(arms[0], arms[1]).or(() -> arms(frame, covariance, arms[0], notes));
    if (unusable.isPresent()) {
      return new Findings(
          name(),
          formula.text(),
          frame.size(),
          Findings.Vcov.NONE,
          List.of(unusable.get()),
          Map.of(),
          notes);
    }
    var fit = LinearFindings.regression(request, covariance).fit(LinearSample.of(frame));
    return findings(frame.withNotes(notes), formula, fit);
  }

  /** The outcome on treated, post, covariates and, last, treated x post. */
  private static Formula formula(Request request) {
    String treated = Formula.quoted(request.required("treated"));
    String post = Formula.quoted(request.required("post"));
    var right = new ArrayList<>(List.of(treated, post));
    request.columns("covariates").forEach(c -> right.add(Formula.quoted(c)));
    right.add(treated + ":" + post);
    String text = Formula.quoted(request.required("outcome")) + " ~ " + String.join(" + ", right);
    return Formula.parse(text, request.data(), request.known());
  }

  private static Optional<Estimate.Missing> cells(double[] treated, double[] post) {
    var rows = new int[4];
    for (int i = 0; i < treated.length; i++) {
      rows[(int) (2 * treated[i] + post[i])]++;
    }
    if (treated.length == 0) {
      return missing(Reason.NO_ROWS, "There are no rows.");
    }
    for (int arm = 0; arm < 2; arm++) {
      if (rows[2 * arm] + rows[2 * arm + 1] == 0) {
        return missing(
            Reason.EMPTY_ARM,
            "The %s arm has no rows.".formatted(arm == 1 ? "treated" : "comparison"));
      }
    }
    for (int cell = 0; cell < 4; cell++) {
      if (rows[cell] == 0) {
        return missing(
            Reason.INCOMPLETE_CELLS,
            "No row of the %s arm lies %s the start of treatment."
                .formatted(
                    cell > 1 ? "treated" : "comparison", cell % 2 == 1 ? "after" : "before"));
      }
    }
    return Optional.empty();
  }

  /** Clusters of the smaller arm decide whether a clustered variance can be trusted. */
  private static Optional<Estimate.Missing> arms(
      ModelFrame frame, Covariance covariance, double[] treated, List<String> notes) {
    int least = Integer.MAX_VALUE;
    for (int[] codes : frame.clusters().values()) {
      var arms = List.of(new HashSet<Integer>(), new HashSet<Integer>());
      for (int i = 0; i < codes.length; i++) {
        arms.get((int) treated[i]).add(codes[i]);
      }
      least = Math.min(least, Math.min(arms.get(0).size(), arms.get(1).size()));
    }
    if (least < FEWEST_CLUSTERS) {
      return missing(
          Reason.SMALL_ARM,
          "The smaller arm has %d clusters; at least %d are needed. Randomisation inference may do."
              .formatted(least, FEWEST_CLUSTERS));
    }
    if (least < ENOUGH_CLUSTERS && covariance instanceof Covariance.Clustered) {
      notes.add(
          "The smaller arm has %d clusters: below %d, cr2() keeps its size better than CR1."
              .formatted(least, ENOUGH_CLUSTERS));
    }
    return Optional.empty();
  }

  private static Optional<Estimate.Missing> missing(Reason reason, String detail) {
    return Optional.of(new Estimate.Missing(ATT, reason, detail));
  }

  /** The effect first. */
  private Findings findings(ModelFrame frame, Formula formula, LinearFit fit) {
    String interaction = frame.names().getLast();
    var estimates = new ArrayList<Estimate>();
    for (Estimate e : fit.estimates()) {
      if (e.term().equals(interaction)) {
        estimates.add(0, renamed(e));
      } else {
        estimates.add(e);
      }
    }
    var notes = new ArrayList<>(frame.notes());
    notes.addAll(fit.notes());
    boolean solved = fit instanceof LinearFit.Solved;
    Map<String, Double> statistics = new LinkedHashMap<>();
    if (fit instanceof LinearFit.Solved s) {
      statistics.putAll(LinearFindings.statistics(s));
    }
    return new Findings(
        name(),
        formula.text(),
        frame.size(),
        solved ? LinearFindings.vcov((LinearFit.Solved) fit) : Findings.Vcov.NONE,
        estimates,
        statistics,
        notes);
  }

  private static Estimate renamed(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Value v ->
          new Estimate.Value(
              ATT, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point p -> new Estimate.Point(ATT, p.value(), p.why());
      case Estimate.Missing m -> new Estimate.Missing(ATT, m.reason(), m.detail());
    };
  }
}
