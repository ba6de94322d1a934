package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.PanelBootstrap;
import org.liftgate.accumulate.PanelLayout;
import org.liftgate.accumulate.Regressors;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.accumulate.TwoWayWithin;
import org.liftgate.accumulate.WithinResult;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.kernel.Panel;

/**
 * Least squares with unit and period effects in each block. With one binary treatment that starts
 * at one time in a block, and units never treated beside it, the slope {@code att} is the average
 * effect on the treated under parallel trends; blocks are weighted by the variance of treatment in
 * them. Under staggered starts within a block it is not (Goodman-Bacon, 2021).
 *
 * <p>{@code new TwoWayFixedEffects(Covariance.cluster("unit")).estimate(panel)}
 *
 * @param covariance iid, HC0, HC1, clustered (CR1) by one or two variables, or the pairs cluster
 *     bootstrap by clusters of whole units with all effects estimated anew in each replicate
 * @param periodEffects whether period effects stand beside unit effects
 * @param minClusters clusters each arm needs for a clustered covariance; 0 asks for none
 */
public record TwoWayFixedEffects(
    Covariance covariance,
    SmallSample smallSample,
    boolean periodEffects,
    int minClusters,
    Workers workers)
    implements Estimator<EffectsPanel> {
  /** Fewest clusters of the smaller arm at which CR1 keeps its size. */
  public static final int MIN_CLUSTERS = 50;

  /** The pooled effect's term. */
  public static final String ATT = "att";

  public TwoWayFixedEffects(Covariance covariance) {
    this(covariance, SmallSample.fixest(), true, MIN_CLUSTERS, Workers.all());
  }

  public TwoWayFixedEffects with(SmallSample options) {
    return new TwoWayFixedEffects(covariance, options, periodEffects, minClusters, workers);
  }

  public TwoWayFixedEffects with(Workers threads) {
    return new TwoWayFixedEffects(covariance, smallSample, periodEffects, minClusters, threads);
  }

  public TwoWayFixedEffects withMinClusters(int least) {
    return new TwoWayFixedEffects(covariance, smallSample, periodEffects, least, workers);
  }

  /** Unit effects alone. */
  public TwoWayFixedEffects withoutPeriodEffects() {
    return new TwoWayFixedEffects(covariance, smallSample, false, minClusters, workers);
  }

  @Override
  public String name() {
    return "fe";
  }

  @Override
  public List<Estimate> estimate(EffectsPanel panel) {
    return fit(panel).estimates();
  }

  /** Campaign x unit and campaign x period effects. */
  public PanelFit stacked(Panel panel) {
    return PanelChecks.cells(panel)
        .<PanelFit>map(found -> found.missing(List.of(ATT)))
        .orElseGet(() -> fit(EffectsPanel.stacked(panel)));
  }

  /**
   * Unit and calendar effects over all campaigns at once.
   *
   * @param calendar n calendar periods
   */
  public PanelFit plain(Panel panel, int[] calendar) {
    return PanelChecks.cells(panel)
        .<PanelFit>map(found -> found.missing(List.of(ATT)))
        .orElseGet(() -> fit(EffectsPanel.plain(panel, calendar)));
  }

  /** Slopes of the panel's regressors. Rows may come in any order. */
  public PanelFit fit(EffectsPanel panel) {
    return BinaryFit.of(this, panel).orElseGet(() -> fit(panel, new int[0], 0, List.of()));
  }

  /**
   * The slope {@code att} of a binary treatment over a layout that was built once; {@code unit} and
   * {@code period} are its clusters.
   *
   * @param outcome n values in the layout's order of rows
   */
  public PanelFit fit(CompactPanel panel, double[] outcome) {
    return BinaryFit.of(this, panel, outcome).orElseGet(() -> fit(EffectsPanel.of(panel, outcome)));
  }

  /**
   * Slopes of the panel's regressors and of dummies given as one code a row, such as cohort by
   * period. Rows may come in any order.
   *
   * @param codes n codes from 0, negative for none, in the order of the panel's rows
   * @param dummies names of the codes
   */
  public PanelFit fit(EffectsPanel panel, int[] codes, List<String> dummies) {
    return CodedFit.of(this, panel, codes, dummies)
        .orElseGet(() -> fit(panel, codes, dummies.size(), dummies));
  }

  /**
   * @param codes n dummy codes, negative for none, in the order of the panel's rows
   * @param dummies names of the codes
   */
  PanelFit fit(EffectsPanel given, int[] codes, int levels, List<String> dummies) {
    var terms = new ArrayList<>(given.names());
    terms.addAll(dummies);
    Optional<PanelChecks.Found> unusable = unusable(given);
    if (unusable.isPresent()) {
      return unusable.get().missing(terms);
    }
    EffectsPanel carried = levels > 0 ? given.withEventTimes(codes) : given;
    EffectsPanel panel = carried.sorted();
    if (panel != carried) {
      Optional<PanelFit> fast =
          levels == 0
              ? BinaryFit.of(this, panel)
              : CodedFit.of(this, panel, panel.eventTimes(), dummies);
      if (fast.isPresent()) {
        return fast.get();
      }
    }
    PanelLayout layout =
        periodEffects
            ? PanelLayout.of(panel.block(), panel.unit(), panel.period())
            : PanelLayout.unitEffects(panel.block(), panel.unit(), panel.period());
    Optional<PanelChecks.Found> blocked = repeats(panel, layout).or(() -> clusters(panel));
    if (blocked.isPresent()) {
      return blocked.get().missing(terms);
    }
    var x = new Regressors(panel.columns(), levels > 0 ? panel.eventTimes() : new int[0], levels);
    return solve(panel, layout, x, terms);
  }

  private PanelFit solve(EffectsPanel panel, PanelLayout layout, Regressors x, List<String> terms) {
    var counts = new Counts(panel.rows(), x.count(), layout.units(), layout.periods());
    if (counts.rows() <= counts.parameters()) {
      return PanelChecks.found(
              Reason.NO_VARIATION,
              "%d rows leave nothing over for %d slopes and effects.",
              counts.rows(),
              counts.parameters())
          .orElseThrow()
          .missing(terms);
    }
    var sandwich = new SandwichOptions(covariance, smallSample);
    List<int[]> codes = sandwich.clusterings(panel);
    var result = TwoWayWithin.fit(layout, x, panel.outcome(), codes, sandwich.robust(), workers);
    return switch (result) {
      case WithinResult.Fit fit when covariance instanceof Covariance.PairsCluster pairs ->
          drawn(pairs, fit, counts, panel, layout, x, terms);
      case WithinResult.Fit fit -> solved(fit, counts, sandwich, layout, codes, terms);
      case WithinResult.Dependent dependent -> dependent(dependent, terms);
      case WithinResult.Disconnected(int _, int row) -> disconnected(panel, row, terms);
    };
  }

  private PanelFit drawn(
      Covariance.PairsCluster pairs,
      WithinResult.Fit fit,
      Counts counts,
      EffectsPanel panel,
      PanelLayout layout,
      Regressors x,
      List<String> terms) {
    int[] codes = SandwichOptions.codes(panel, pairs.by());
    var statistics = new FitStatistics(counts, fit.ssr(), fit.withinSquares(), fit.totalSquares());
    return PanelBootstrap.run(
            layout, x, panel.outcome(), fit.slopes(), codes, pairs.draws(), pairs.seed(), workers)
        .map(draws -> PairsBootstrap.fit(pairs, draws, fit.slopes(), statistics, terms))
        .orElseGet(() -> PairsBootstrap.unsuited().orElseThrow().missing(terms));
  }

  private static PanelFit solved(
      WithinResult.Fit fit,
      Counts counts,
      SandwichOptions sandwich,
      PanelLayout layout,
      List<int[]> codes,
      List<String> terms) {
    var v = sandwich.covariance(fit, counts, layout, codes);
    var statistics = new FitStatistics(counts, fit.ssr(), fit.withinSquares(), fit.totalSquares());
    return new PanelFit.Solved(
        List.copyOf(terms),
        fit.slopes(),
        v.covariance(),
        v.df(),
        counts,
        sandwich.words(),
        statistics);
  }

  private static PanelFit dependent(WithinResult.Dependent dependent, List<String> terms) {
    var parts = new ArrayList<String>();
    boolean constant = true;
    for (int i = 0; i < dependent.columns().length; i++) {
      String term = terms.get(dependent.columns()[i]);
      constant &= dependent.why()[i] == WithinResult.Why.CONSTANT;
      parts.add(
          switch (dependent.why()[i]) {
            case CONSTANT -> term + " has one value in all rows";
            case ABSORBED -> "the unit and period effects explain " + term;
            case COMBINATION -> term + " is a combination of the terms before it";
          });
    }
    String detail = "Not estimable: " + String.join("; ", parts) + ".";
    return new PanelFit.Missing(
        List.copyOf(terms), constant ? Reason.NO_VARIATION : Reason.COLLINEAR, detail);
  }

  private static PanelFit disconnected(EffectsPanel panel, int row, List<String> terms) {
    EffectsPanel.Labels labels = panel.labels();
    String block = labels.block().apply(panel.block()[row]);
    return PanelChecks.found(
            Reason.DISCONNECTED,
            "%s falls into parts that share no unit: %s cannot be compared with its first period.",
            block.isEmpty() ? "The panel" : block,
            labels.period().apply(panel.period()[row]))
        .orElseThrow()
        .missing(terms);
  }

  private static Optional<PanelChecks.Found> unusable(EffectsPanel panel) {
    if (panel.rows() == 0) {
      return PanelChecks.found(Reason.NO_ROWS, "The panel has no rows.");
    }
    Optional<PanelChecks.Found> found = PanelChecks.finite("The outcome", panel.outcome());
    for (int k = 0; k < panel.columns().length && found.isEmpty(); k++) {
      found = PanelChecks.finite(panel.names().get(k), panel.columns()[k]);
    }
    return found;
  }

  private static Optional<PanelChecks.Found> repeats(EffectsPanel panel, PanelLayout layout) {
    int row = panel.keyed() ? layout.firstRepeat() : -1;
    return row < 0 ? Optional.empty() : PanelChecks.repeated(panel, row);
  }

  private Optional<PanelChecks.Found> clusters(EffectsPanel panel) {
    List<String> by = SandwichOptions.clusters(covariance);
    if (by.isEmpty()) {
      return arms(panel, panel.unit(), 1);
    }
    Optional<PanelChecks.Found> found = Optional.empty();
    for (String name : by) {
      int[] codes = panel.clusters().getOrDefault(name, panel.unit());
      int least = Math.max(1, name.equals("period") ? 1 : minClusters);
      int total = Arms.distinct(codes);
      Optional<PanelChecks.Found> alone =
          total < 2
              ? PanelChecks.found(
                  Reason.TOO_FEW_CLUSTERS, "One cluster (%s) cannot show how it varies.", name)
              : Optional.empty();
      found = found.or(() -> arms(panel, codes, least)).or(() -> alone);
    }
    return found;
  }

  /** Whether as many units, as clusters if they are, are there as {@link #clusters} asks for. */
  boolean clustersSuffice(EffectsPanel panel, int units) {
    boolean clustered = !(covariance instanceof Covariance.Iid);
    return (!clustered || units > 1)
        && arms(panel, panel.unit(), clustered ? Math.max(1, minClusters) : 1).isEmpty();
  }

  private static Optional<PanelChecks.Found> arms(EffectsPanel panel, int[] codes, int least) {
    if (panel.treated().length == 0) {
      return Optional.empty();
    }
    int treated = Arms.distinct(codes, panel.treated(), 1);
    int comparison = Arms.distinct(codes, panel.treated(), 0);
    if (treated == 0 || comparison == 0) {
      String arm = treated == 0 ? "treated" : "comparison";
      return PanelChecks.found(Reason.EMPTY_ARM, "The %s arm has no rows.", arm);
    }
    return PanelChecks.arms(treated, comparison, least);
  }
}
