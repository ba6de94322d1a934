package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.panel.Panels;

/**
 * What each of many overlapping treatments adds to the others (campaign increments). Stacks of one
 * group each, with stack x unit and stack x period effects (Cengiz et al., 2019); the group's own
 * effect has one coefficient a period, and every other treatment has distributed lags of its own,
 * the same in all stacks. Under additive effects and parallel trends given the lags, a group's
 * effect is the mean of its periods from the start on, and the pooled effect {@code att} the mean
 * of the groups by weights that the design fixes ({@link Stack#weight()}), not the regression.
 * Clustered by unit across stacks (CR1, fixest's factors).
 *
 * <p>Additivity is tested by the coefficient on (own treatment, from its start on) x (number of
 * others that run beside it on the same unit).
 *
 * @param reference period before the start that events are measured from
 * @param anticipation periods before the start that {@code att-anticipation} leaves out of the
 *     reference
 * @param minClusters units each arm needs
 */
public record StackedIncrement(int reference, int anticipation, int minClusters, Workers workers)
    implements Estimator<ListedPanel> {
  /** Pooled over groups, each weighing as the design has it. */
  public static final String ATT = "att";

  /** Pooled over treated units and periods: what one treated unit gains in a period. */
  public static final String TREATED_WEIGHTED = "att-treated-weighted";

  /** As {@link #ATT}, with the last periods before the start left out of the reference. */
  public static final String ANTICIPATION = "att-anticipation";

  public static final String ADDITIVITY = "additivity";

  public StackedIncrement {
    if (reference >= 0) {
      throw new IllegalArgumentException("reference (" + reference + ") must be negative");
    }
    if (anticipation < 0) {
      throw new IllegalArgumentException("anticipation (" + anticipation + ") must be at least 0");
    }
  }

  @Override
  public String name() {
    return "stacked-lags";
  }

  @Override
  public List<Estimate> estimate(ListedPanel sample) {
    IncrementFit fit = fit(sample);
    var all = new ArrayList<>(fit.pooled());
    all.addAll(fit.events());
    all.add(fit.additivity());
    return all;
  }

  public IncrementFit fit(ListedPanel sample) {
    return fit(sample, List.of(sample.panel().outcome())).get(0);
  }

  /**
   * Fits of several outcomes, for whom everything but the outcome is done once.
   *
   * @param outcomes n values each, in the panel's order of rows
   */
  public List<IncrementFit> fit(ListedPanel given, List<double[]> outcomes) {
    List<Panel> panels =
        outcomes.stream().map(y -> Panels.byGroup(Panels.withOutcome(given.panel(), y))).toList();
    ListedPanel sample = given.with(panels.get(0));
    return switch (Stacks.of(sample)) {
      case Stacks.Unusable(Reason reason, String detail) ->
          outcomes.stream().map(_ -> missing(reason, detail)).toList();
      case Stacks.Usable(List<Stack> stacks, List<Stack> incomplete) -> {
        var fitting = new IncrementFitting(this, sample, stacks, incomplete);
        yield panels.stream().map(p -> fit(fitting, p.outcome())).toList();
      }
    };
  }

  /**
   * The assignment's effects on the outcome and on what is taken.
   *
   * @param taken n values in the panel's order of rows, 0 before the start; 0 or 1 from it on
   */
  public IncrementWald wald(ListedPanel given, double[] outcome, double[] taken) {
    Panel y = Panels.byGroup(Panels.withOutcome(given.panel(), outcome));
    Panel d = Panels.byGroup(Panels.withOutcome(given.panel(), taken));
    ListedPanel sample = given.with(y);
    return switch (Stacks.of(sample)) {
      case Stacks.Unusable(Reason reason, String detail) ->
          new IncrementWald.Missing(reason, detail);
      case Stacks.Usable(List<Stack> stacks, List<Stack> incomplete) ->
          Arrays.stream(y.outcome()).allMatch(Double::isFinite)
              ? new IncrementFitting(this, sample, stacks, incomplete)
                  .wald(y.outcome(), d.outcome())
              : new IncrementWald.Missing(
                  Reason.NOT_FINITE, "The outcome is missing or not finite in some rows.");
    };
  }

  private static IncrementFit fit(IncrementFitting fitting, double[] y) {
    return Arrays.stream(y).allMatch(Double::isFinite)
        ? fitting.fit(y)
        : missing(Reason.NOT_FINITE, "The outcome is missing or not finite in some rows.");
  }

  static IncrementFit missing(Reason reason, String detail) {
    List<Estimate> pooled =
        List.of(
            new Estimate.Missing(ATT, reason, detail),
            new Estimate.Missing(TREATED_WEIGHTED, reason, detail),
            new Estimate.Missing(ANTICIPATION, reason, detail));
    return new IncrementFit(
        pooled,
        List.of(),
        List.of(),
        Optional.empty(),
        new Estimate.Missing(ADDITIVITY, reason, detail),
        new double[0][0],
        new double[0],
        "CR1 cluster(unit) nested",
        List.of());
  }
}
