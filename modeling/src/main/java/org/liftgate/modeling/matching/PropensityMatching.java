package org.liftgate.modeling.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * Effect on the treated by matching on the propensity score: the mean difference between a treated
 * unit and its controls, under selection on the covariates. Treated units without a control within
 * the caliper are left out; the effect is then one on the matched treated (ATM).
 *
 * <p>Uncertainty without replacement: clustered by matched set, and by unit too under {@code
 * cluster(unit)}, t with clusters minus 1. With replacement: Abadie and Imbens (2006), with their
 * adjustment for the estimated score (2016) where no treated unit was dropped; normal law. A
 * bootstrap is not offered: it fails for nearest neighbours (Abadie and Imbens, 2008).
 *
 * @param scale what distances are measured on
 * @param covariance iid, or clustered by one column
 * @param exact name of a column in the sample's clusters whose codes must agree; empty for none
 * @param biasAdjusted whether differences of covariates that matching left are taken off by a
 *     regression among matched controls (Abadie and Imbens, 2011)
 */
public record PropensityMatching(
    NearestNeighbour method,
    Scale scale,
    Covariance covariance,
    String exact,
    boolean biasAdjusted,
    Workers workers)
    implements Estimator<Observed> {
  private static final String TERM = "att";

  /** Within .25 standard deviations of the logit. */
  public PropensityMatching() {
    this(NearestNeighbour.DEFAULT, Scale.LOGIT, Covariance.iid(), "", false, Workers.of(1));
  }

  public PropensityMatching withMethod(NearestNeighbour value) {
    return new PropensityMatching(value, scale, covariance, exact, biasAdjusted, workers);
  }

  public PropensityMatching withScale(Scale value) {
    return new PropensityMatching(method, value, covariance, exact, biasAdjusted, workers);
  }

  public PropensityMatching withCovariance(Covariance value) {
    return new PropensityMatching(method, scale, value, exact, biasAdjusted, workers);
  }

  public PropensityMatching withExact(String value) {
    return new PropensityMatching(method, scale, covariance, value, biasAdjusted, workers);
  }

  public PropensityMatching withBiasAdjustment(boolean value) {
    return new PropensityMatching(method, scale, covariance, exact, value, workers);
  }

  public PropensityMatching withWorkers(Workers value) {
    return new PropensityMatching(method, scale, covariance, exact, biasAdjusted, value);
  }

  @Override
  public String name() {
    return "match";
  }

  @Override
  public List<Estimate> estimate(Observed units) {
    return List.of(match(units).effect());
  }

  /** The effect with its matched sets. */
  public MatchingResult match(Observed units) {
    return switch (PropensityScore.of(units, workers)) {
      case PropensityScore.None none -> refused(none.missing(TERM));
      case PropensityScore.Fitted fitted -> match(units, fitted);
    };
  }

  /** The effect with a score that was fitted before. */
  public MatchingResult match(Observed units, PropensityScore.Fitted fitted) {
    double[] on = scale == Scale.LOGIT ? fitted.logit() : fitted.score();
    int[] strata = exact.isEmpty() ? new int[0] : codes(units, exact);
    Matches matches = method.match(on, units.treated(), strata);
    var notes = new ArrayList<String>();
    Estimate effect =
        matches.matched() < 2
            ? new Missing(
                TERM, Reason.NO_MATCH, sentence(matches.matched(), matches.treated().length))
            : effect(adjusted(units, matches, notes), fitted, on, matches, notes);
    return new MatchingResult(
        effect, java.util.Optional.of(matches), fitted.score(), fitted.logit(), notes);
  }

  private static MatchingResult refused(Missing missing) {
    return new MatchingResult(
        missing, java.util.Optional.empty(), new double[0], new double[0], List.of());
  }

  private static int[] codes(Observed units, String name) {
    int[] codes = units.clusters().get(name);
    if (codes == null) {
      throw new IllegalArgumentException("clusters must hold " + name);
    }
    return codes;
  }

  /** The units with the outcomes that are compared. */
  private Observed adjusted(Observed units, Matches matches, List<String> notes) {
    if (!biasAdjusted) {
      return units;
    }
    var found = BiasAdjustment.of(matches, units.covariates(), units.outcome());
    notes.add(
        "What matching left is taken off by a regression among matched controls (Abadie and Imbens, 2011).");
    if (found.unadjusted().length > 0) {
      notes.add(
          "Not adjusted for, since it does not vary of its own among matched controls: %s."
              .formatted(
                  Arrays.stream(found.unadjusted())
                      .mapToObj(units.names()::get)
                      .collect(Collectors.joining(", "))));
    }
    return new Observed(
        units.names(), units.covariates(), units.treated(), found.outcome(), units.clusters());
  }

  private Estimate effect(
      Observed units,
      PropensityScore.Fitted fitted,
      double[] on,
      Matches matches,
      List<String> notes) {
    int dropped = matches.treated().length - matches.matched();
    if (dropped > 0) {
      notes.add(
          "%,d of %,d treated units have no control within the caliper; the effect is on the others (ATM)."
              .formatted(dropped, matches.treated().length));
    }
    double att = Arrays.stream(matches.differences(units.outcome())).average().orElseThrow();
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) when by.size() == 1 ->
          twoWay(att, matches, units, by.get(0), notes);
      case Covariance.Iid() when method.replace() ->
          abadieImbens(att, matches, units, fitted, on, notes);
      case Covariance.Iid() -> paired(att, matches, units, notes);
      default ->
          new Missing(
              TERM,
              Reason.UNSUITED,
              "After matching, uncertainty is iid or cluster(unit); this one is not available.");
    };
  }

  private static String sentence(int matched, int treated) {
    return "%,d of %,d treated units found a control; at least 2 must.".formatted(matched, treated);
  }

  private static Estimate paired(double att, Matches m, Observed units, List<String> notes) {
    var found = new PairVariance(m, units.outcome()).bySet(att);
    notes.add("Standard errors are clustered by matched set.");
    return value(att, found.variance(), found.clusters() - 1);
  }

  private static Estimate twoWay(
      double att, Matches m, Observed units, String by, List<String> notes) {
    var found = new PairVariance(m, units.outcome()).bySetAndUnit(att, codes(units, by));
    if (found.clusters() < 2) {
      return new Missing(TERM, Reason.TOO_FEW_CLUSTERS, "There must be at least two clusters.");
    }
    notes.add("Standard errors are clustered by matched set and " + by + ".");
    return value(att, found.variance(), found.clusters() - 1);
  }

  private Estimate abadieImbens(
      double att,
      Matches m,
      Observed units,
      PropensityScore.Fitted fitted,
      double[] on,
      List<String> notes) {
    var ai = new AbadieImbens(on, units.treated(), units.outcome());
    double known = ai.known(m, att);
    if (m.matched() < m.treated().length || m.ratio() > 1 || !exact.isEmpty()) {
      notes.add("Standard errors: Abadie and Imbens (2006), the score taken as known.");
      return value(att, known, Double.POSITIVE_INFINITY);
    }
    double[][] x =
        Arrays.stream(fitted.kept()).mapToObj(k -> units.covariates()[k]).toArray(double[][]::new);
    double both = known + ai.estimated(x, att, workers);
    notes.add(
        both > 0
            ? "Standard errors: Abadie and Imbens (2016), for the score being estimated."
            : "Standard errors: Abadie and Imbens (2006), the score taken as known.");
    return value(att, both > 0 ? both : known, Double.POSITIVE_INFINITY);
  }

  private static Estimate value(double att, double variance, double df) {
    if (!(variance > 0)) {
      return new Missing(TERM, Reason.NO_VARIATION, "The differences of the pairs do not vary.");
    }
    return new StudentT(df).value(TERM, att, Math.sqrt(variance));
  }
}
