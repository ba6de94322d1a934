package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * Imputation (Borusyak, Jaravel and Spiess, 2024): untreated outcomes are regressed on unit and
 * period effects and covariates, treated rows are compared with what that regression says, and the
 * differences are averaged over all treated rows ({@code att}) and by periods since the start
 * ({@code event(e)}). The standard error is their conservative one, clustered by unit: the square
 * root of the sum over units of (sum of v e)^2, where v are the weights of rows in the estimate
 * (their Proposition 3) and e residuals; a treated row's is its effect less the v^2-weighted mean
 * effect of its cohort and period (their equation 8). Tests refer to the normal law.
 *
 * <p>The pre-trend test takes untreated rows only and asks whether the {@code leads} periods before
 * the start differ from earlier ones.
 *
 * @param leads periods before the start that are tested; 0 for no test
 */
public record Imputation(int leads, Workers workers) implements Estimator<StaggeredPanel> {
  private static final StudentT NORMAL = new StudentT(Double.POSITIVE_INFINITY);

  public Imputation {
    if (leads < 0) {
      throw new IllegalArgumentException("leads (" + leads + ") must be at least 0");
    }
  }

  public Imputation() {
    this(3, Workers.all());
  }

  public Imputation with(Workers threads) {
    return new Imputation(leads, threads);
  }

  public Imputation withLeads(int periods) {
    return new Imputation(periods, workers);
  }

  @Override
  public String name() {
    return "imputation";
  }

  @Override
  public List<Estimate> estimate(StaggeredPanel panel) {
    return fit(panel).estimates();
  }

  /**
   * @param estimates {@code att}, {@code event(e)}, and {@code event(-k)} of the pre-trend test
   * @param preTrend the joint test of the leads; empty when there is none
   * @param rows used
   */
  public record Fit(
      List<Estimate> estimates, Optional<JointTest> preTrend, long rows, List<String> notes) {}

  private static Fit none(Reason reason, String detail) {
    return new Fit(
        List.of(new Estimate.Missing("att", reason, detail)), Optional.empty(), 0, List.of());
  }

  /** Rows may come in any order; panels may be unbalanced. */
  public Fit fit(StaggeredPanel given) {
    StaggeredPanel sorted = given.sorted();
    Optional<Fault> fault = PanelFaults.of(sorted);
    if (fault.isPresent()) {
      return none(fault.get().reason(), fault.get().detail());
    }
    var notes = new ArrayList<String>();
    StaggeredPanel panel = imputable(sorted, notes);
    if (panel.rows() == 0) {
      return none(Reason.NO_COMPARISON, "No unit is untreated in a period of another's treatment.");
    }
    boolean[] untreated = untreated(panel);
    if (IntStream.range(0, panel.rows()).allMatch(i -> untreated[i])) {
      return none(Reason.EMPTY_ARM, "No treated row has an untreated row of its unit and period.");
    }
    int[] unit = codes(panel.unit());
    int[] distinct = Arrays.stream(panel.period()).sorted().distinct().toArray();
    int[] period =
        Arrays.stream(panel.period()).map(t -> Arrays.binarySearch(distinct, t)).toArray();
    var model =
        UntreatedModel.of(
            unit,
            period,
            untreated,
            panel.covariates(),
            unit[unit.length - 1] + 1,
            distinct.length);
    return model
        .map(m -> new Effects(panel, untreated, unit, m).fit(notes))
        .orElseGet(
            () ->
                none(
                    panel.covariates().length > 0 ? Reason.COLLINEAR : Reason.DISCONNECTED,
                    "Untreated rows do not tell unit effects, period effects and covariates apart."));
  }

  private static boolean[] untreated(StaggeredPanel panel) {
    var untreated = new boolean[panel.rows()];
    for (int i = 0; i < untreated.length; i++) {
      untreated[i] = panel.period()[i] < panel.cohort()[i];
    }
    return untreated;
  }

  /** Leaves out units and periods that no untreated row shows, until every one has one. */
  private static StaggeredPanel imputable(StaggeredPanel sorted, List<String> notes) {
    StaggeredPanel panel = sorted;
    for (int before = -1; before != panel.rows(); ) {
      before = panel.rows();
      var units = new java.util.BitSet();
      var periods = new TreeSet<Integer>();
      int[] codes = codes(panel.unit());
      for (int i = 0; i < before; i++) {
        if (panel.period()[i] < panel.cohort()[i]) {
          units.set(codes[i]);
          periods.add(panel.period()[i]);
        }
      }
      StaggeredPanel now = panel;
      int[] kept =
          IntStream.range(0, before)
              .filter(i -> units.get(codes[i]) && periods.contains(now.period()[i]))
              .toArray();
      panel = kept.length == before ? panel : panel.take(kept);
    }
    if (panel.rows() < sorted.rows()) {
      notes.add(
          "%,d rows of units or periods without an untreated row were left out."
              .formatted(sorted.rows() - panel.rows()));
    }
    return panel;
  }

  /** Codes 0, 1, ... of sorted units. */
  private static int[] codes(int[] unit) {
    var codes = new int[unit.length];
    for (int i = 1; i < unit.length; i++) {
      codes[i] = codes[i - 1] + (unit[i] == unit[i - 1] ? 0 : 1);
    }
    return codes;
  }

  private final class Effects {
    private final StaggeredPanel panel;
    private final boolean[] untreated;
    private final int[] unit;
    private final UntreatedModel model;
    private final double[] effect;
    private final int[] cell;
    private final int cells;

    Effects(StaggeredPanel panel, boolean[] untreated, int[] unit, UntreatedModel model) {
      this.panel = panel;
      this.untreated = untreated;
      this.unit = unit;
      this.model = model;
      var fitted = model.solve(panel.outcome(), true);
      this.effect = new double[panel.rows()];
      this.cell = new int[panel.rows()];
      var numbers = new HashMap<Long, Integer>();
      for (int i = 0; i < effect.length; i++) {
        effect[i] = panel.outcome()[i] - model.fitted(fitted, i);
        long key = ((long) panel.cohort()[i] << 32) + panel.period()[i];
        cell[i] = untreated[i] ? -1 : numbers.computeIfAbsent(key, k -> numbers.size());
      }
      this.cells = numbers.size();
    }

    Fit fit(List<String> notes) {
      int[] horizons =
          IntStream.range(0, effect.length)
              .filter(i -> !untreated[i])
              .map(this::event)
              .distinct()
              .sorted()
              .toArray();
      List<Estimate> found =
          workers.map(
              horizons.length + 1,
              k ->
                  k == 0
                      ? average("att", i -> true)
                      : average(
                          "event(" + horizons[k - 1] + ")", i -> event(i) == horizons[k - 1]));
      var estimates = new ArrayList<>(found);
      Optional<PanelFit> leadFit = leads > 0 ? Optional.of(preTrend()) : Optional.empty();
      leadFit.ifPresent(
          f ->
              estimates.addAll(
                  f.estimates().stream().filter(e -> e.term().startsWith("event(")).toList()));
      Optional<JointTest> test =
          leadFit
              .filter(PanelFit.Solved.class::isInstance)
              .map(PanelFit.Solved.class::cast)
              .flatMap(s -> s.joint(s.terms().subList(panel.names().size(), s.terms().size())));
      return new Fit(List.copyOf(estimates), test, effect.length, List.copyOf(notes));
    }

    private int event(int i) {
      return panel.period()[i] - panel.cohort()[i];
    }

    private Estimate average(String term, java.util.function.IntPredicate chosen) {
      var weights = new double[effect.length];
      double count = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = !untreated[i] && chosen.test(i) ? 1 : 0;
        count += weights[i];
      }
      double value = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= count;
        value += weights[i] * (untreated[i] ? 0 : effect[i]);
      }
      double stdError = Math.sqrt(variance(weights));
      return stdError > 0
          ? NORMAL.value(term, value, stdError)
          : new Estimate.Missing(term, Reason.NO_VARIATION, "The residuals do not vary.");
    }

    /** Conservative: treated residuals are taken from their cell's mean. */
    private double variance(double[] weights) {
      double[] mean = cellMeans(weights);
      var imputing = model.solve(weights, false);
      double variance = 0;
      double score = 0;
      for (int i = 0; i < weights.length; i++) {
        if (i > 0 && unit[i] != unit[i - 1]) {
          variance += score * score;
          score = 0;
        }
        score +=
            untreated[i]
                ? -model.fitted(imputing, i) * effect[i]
                : weights[i] * (effect[i] - mean[cell[i]]);
      }
      return variance + score * score;
    }

    private double[] cellMeans(double[] weights) {
      var mean = new double[cells];
      var mass = new double[cells];
      for (int i = 0; i < weights.length; i++) {
        if (!untreated[i]) {
          double v2 = weights[i] * weights[i];
          mean[cell[i]] += v2 * effect[i];
          mass[cell[i]] += v2;
        }
      }
      for (int c = 0; c < cells; c++) {
        mean[c] = mass[c] > 0 ? mean[c] / mass[c] : 0;
      }
      return mean;
    }

    private PanelFit preTrend() {
      int[] rows = IntStream.range(0, effect.length).filter(i -> untreated[i]).toArray();
      StaggeredPanel before = panel.take(rows);
      var codes = new int[before.rows()];
      for (int i = 0; i < codes.length; i++) {
        boolean treated = before.cohort()[i] != StaggeredPanel.NEVER;
        int e = treated ? before.cohort()[i] - before.period()[i] : Integer.MAX_VALUE;
        codes[i] = e <= leads ? leads - e : -1;
      }
      int[] present = Arrays.stream(codes).filter(c -> c >= 0).distinct().sorted().toArray();
      Arrays.setAll(codes, i -> Math.max(-1, Arrays.binarySearch(present, codes[i])));
      List<String> terms =
          Arrays.stream(present).mapToObj(c -> "event(" + (c - leads) + ")").toList();
      EffectsPanel effects = EffectsPanel.of(before.unit(), before.period(), before.outcome());
      for (int k = 0; k < before.names().size(); k++) {
        effects = effects.withRegressor(before.names().get(k), before.covariates()[k]);
      }
      return new TwoWayFixedEffects(Covariance.cluster("unit"))
          .withMinClusters(2)
          .with(workers)
          .fit(effects, codes, terms);
    }
  }
}
