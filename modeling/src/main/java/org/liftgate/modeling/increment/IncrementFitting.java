package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.liftgate.accumulate.ListedWithin;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.panel.EventStudy;

/** The specifications of {@link StackedIncrement} over one panel, and what is asked of each. */
final class IncrementFitting {
  /** Numbers of one specification. */
  record Solved(double[] estimates, double[][] covariance, double[] influence, double df) {
    Estimate value(String term, int k) {
      double variance = covariance[k][k];
      return variance > 0
          ? new StudentT(df).value(term, estimates[k], Math.sqrt(variance))
          : new Estimate.Missing(
              term, Reason.NO_VARIATION, "Its influence is zero for every unit.");
    }
  }

  private final StackedIncrement options;
  private final ListedPanel sample;
  private final List<Stack> stacks;
  private final List<Stack> incomplete;
  private final int clusters;
  private final int rows;
  private final int units;
  private final int periods;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Specification> solved = new HashMap<>();
  private double[] outcome = new double[0];

  /** Regressors with their normal equations, which every outcome shares. */
  record Specification(IncrementColumns columns, ListedWithin within) {}

  IncrementFitting(
      StackedIncrement options, ListedPanel sample, List<Stack> stacks, List<Stack> incomplete) {
    this.incomplete = incomplete;
    this.options = options;
    this.sample = sample;
    this.stacks = stacks;
    var seen = new BitSet();
    stacks.forEach(s -> Arrays.stream(s.block().cluster()).forEach(seen::set));
    this.clusters = seen.cardinality();
    this.rows = stacks.stream().mapToInt(s -> s.block().rows()).sum();
    this.units = stacks.stream().mapToInt(s -> s.block().units()).sum();
    this.periods = stacks.stream().mapToInt(s -> s.periods().length).sum();
  }

  Specification specification(String name, IntPredicate effects, boolean interacted) {
    return solved.computeIfAbsent(
        name,
        _ -> {
          var columns = new IncrementColumns(sample, stacks, effects, interacted);
          return new Specification(columns, columns.solve(options.workers()));
        });
  }

  /**
   * @param y outcomes of the panel's rows, finite
   */
  IncrementFit fit(double[] y) {
    outcome = y;
    notes.clear();
    Optional<String> few = few();
    if (few.isPresent()) {
      return StackedIncrement.missing(Reason.TOO_FEW_CLUSTERS, few.get());
    }
    var specification = specification("effects", t -> t >= 0, false);
    var columns = specification.columns();
    ListedWithin within = specification.within();
    int[] usable = usable(columns, within, t -> t >= 0);
    if (usable.length == 0 || exhausted(within)) {
      return StackedIncrement.missing(
          Reason.COLLINEAR, "The lags of other treatments explain every group's own treatment.");
    }
    Arrays.stream(usable).filter(k -> !free(stacks.get(k))).forEach(this::noteSmall);
    var contrasts = new ArrayList<double[]>();
    contrasts.add(pooled(columns, within, usable, Stack::weight));
    contrasts.add(pooled(columns, within, usable, s -> s.factor() * s.treated() * s.post()));
    for (int k : usable) {
      contrasts.add(mean(columns, within, k, t -> t >= 0));
    }
    Solved solved = solve(within, contrasts);
    var all =
        List.of(
            solved.value(StackedIncrement.ATT, 0),
            solved.value(StackedIncrement.TREATED_WEIGHTED, 1),
            anticipated());
    Events events = events();
    return new IncrementFit(
        all,
        groups(usable, solved),
        events.estimates(),
        events.test(),
        additivity(),
        covariance(usable, solved),
        influence(solved),
        "CR1 cluster(unit) nested",
        List.copyOf(notes));
  }

  Optional<String> few() {
    var treated = new BitSet();
    var comparison = new BitSet();
    var panel = sample.panel();
    for (Stack s : stacks) {
      for (int u = 0; u < s.block().units(); u++) {
        int row = s.block().start() + u * s.periods().length;
        (panel.treated()[row] == 1 ? treated : comparison).set(panel.unit()[row]);
      }
    }
    int least = Math.max(2, options.minClusters());
    return Math.min(treated.cardinality(), comparison.cardinality()) >= least
        ? Optional.empty()
        : Optional.of(tooFew(treated.cardinality(), comparison.cardinality(), least));
  }

  private String tooFew(int treated, int comparison, int least) {
    return "%d treated and %d comparison clusters; both arms need at least %d."
        .formatted(treated, comparison, least);
  }

  boolean free(Stack s) {
    return Math.min(s.treated(), s.comparison()) >= options.minClusters();
  }

  private void noteSmall(int k) {
    Stack s = stacks.get(k);
    notes.add(
        "Group %d counts in the pooled effect but has no estimate of its own: %s"
            .formatted(s.group() + 1, tooFew(s.treated(), s.comparison(), options.minClusters())));
  }

  int[] usable(IncrementColumns columns, ListedWithin within, IntPredicate periods) {
    return IntStream.range(0, stacks.size())
        .filter(k -> columns.effects(within, k, periods).length > 0)
        .toArray();
  }

  private double[] mean(
      IncrementColumns columns, ListedWithin within, int k, IntPredicate periods) {
    var contrast = new double[columns.count];
    int[] at = columns.effects(within, k, periods);
    for (int c : at) {
      contrast[c] = 1.0 / at.length;
    }
    return contrast;
  }

  private double[] pooled(
      IncrementColumns columns, ListedWithin within, int[] usable, ToDoubleFunction<Stack> weight) {
    return pooled(columns, within, usable, weight, t -> t >= 0);
  }

  private double[] pooled(
      IncrementColumns columns,
      ListedWithin within,
      int[] usable,
      ToDoubleFunction<Stack> weight,
      IntPredicate periods) {
    double total = 0;
    var contrast = new double[columns.count];
    for (int k : usable) {
      double w = weight.applyAsDouble(stacks.get(k));
      double[] part = mean(columns, within, k, periods);
      for (int c = 0; c < contrast.length; c++) {
        contrast[c] += w * part[c];
      }
      total += w;
    }
    for (int c = 0; c < contrast.length; c++) {
      contrast[c] /= total;
    }
    return contrast;
  }

  private Solved solve(ListedWithin within, List<double[]> contrasts) {
    return solve(within, contrasts, outcome);
  }

  Solved solve(ListedWithin within, List<double[]> contrasts, double[] y) {
    ListedWithin.Fit fit = within.fit(y, contrasts.toArray(double[][]::new), sample.units());
    double factor = factor(within);
    int r = contrasts.size();
    double[] meat = fit.meat();
    var covariance = new double[r][r];
    for (int a = 0; a < r; a++) {
      for (int b = 0; b < r; b++) {
        covariance[a][b] = factor * meat[a * r + b];
      }
    }
    return new Solved(fit.estimates(), covariance, fit.influence(), clusters - 1.0);
  }

  int units() {
    return sample.units();
  }

  double df() {
    return clusters - 1.0;
  }

  /** Estimates and influences whose sums of squares are CR1 variances; no covariance. */
  Solved influences(ListedWithin within, List<double[]> contrasts, double[] y) {
    ListedWithin.Fit fit = within.fit(y, contrasts.toArray(double[][]::new), sample.units());
    double scale = Math.sqrt(factor(within));
    double[] influence = fit.influence();
    for (int i = 0; i < influence.length; i++) {
      influence[i] *= scale;
    }
    return new Solved(fit.estimates(), new double[0][0], influence, clusters - 1.0);
  }

  /** What a sum of squared influences is multiplied by to be a variance. */
  double factor(ListedWithin within) {
    var counts = new Counts(rows, within.slopes(), units, periods);
    var fixest = SmallSample.fixest();
    return fixest.rowsFactor(rows, fixest.parameters(counts, true, false))
        * fixest.clusterFactor(clusters);
  }

  /** Too little is left to estimate from beside the effects and the lags. */
  boolean exhausted(ListedWithin within) {
    return rows <= within.slopes() + units + periods;
  }

  private Estimate anticipated() {
    var specification = specification("anticipation", t -> t >= -options.anticipation(), false);
    var columns = specification.columns();
    ListedWithin within = specification.within();
    int[] usable = usable(columns, within, t -> t >= 0);
    return usable.length == 0
        ? new Estimate.Missing(
            StackedIncrement.ANTICIPATION,
            Reason.INCOMPLETE_CELLS,
            "No period is left before the start without the last %d."
                .formatted(options.anticipation()))
        : solve(within, List.of(pooled(columns, within, usable, Stack::weight)))
            .value(StackedIncrement.ANTICIPATION, 0);
  }

  private record Events(List<Estimate> estimates, Optional<JointTest> test) {}

  private Events events() {
    var specification = specification("events", t -> t != options.reference(), false);
    var columns = specification.columns();
    ListedWithin within = specification.within();
    int[] usable =
        Arrays.stream(usable(columns, within, t -> t != options.reference()))
            .filter(k -> stacks.get(k).place(options.reference()) >= 0)
            .toArray();
    var times = new TreeSet<Integer>();
    for (int k : usable) {
      Arrays.stream(stacks.get(k).periods())
          .filter(t -> t != options.reference())
          .forEach(times::add);
    }
    if (times.isEmpty()) {
      return new Events(List.of(), Optional.empty());
    }
    var contrasts = new ArrayList<double[]>();
    for (int e : times) {
      int[] seen = Arrays.stream(usable).filter(k -> stacks.get(k).place(e) >= 0).toArray();
      contrasts.add(pooled(columns, within, seen, Stack::weight, t -> t == e));
    }
    Solved solved = solve(within, contrasts);
    var estimates = new ArrayList<Estimate>();
    int k = 0;
    for (int e : times) {
      estimates.add(solved.value(EventStudy.term(e), k++));
    }
    int leads = times.headSet(0).size();
    double df = rows - within.slopes() - units - periods + 1.0;
    return new Events(estimates, leads == 0 ? Optional.empty() : leads(solved, leads, df));
  }

  private Optional<JointTest> leads(Solved solved, int leads, double df) {
    double[] b = Arrays.copyOf(solved.estimates(), leads);
    double[][] v =
        IntStream.range(0, leads)
            .mapToObj(a -> Arrays.copyOf(solved.covariance()[a], leads))
            .toArray(double[][]::new);
    return JointTest.wald(b, v, df);
  }

  private Estimate additivity() {
    var specification = specification("additivity", t -> t >= 0, true);
    var columns = specification.columns();
    ListedWithin within = specification.within();
    OptionalInt at = columns.interaction(within);
    if (at.isEmpty()) {
      return new Estimate.Missing(
          StackedIncrement.ADDITIVITY,
          Reason.NO_VARIATION,
          "No treated unit has another treatment running beside its own.");
    }
    var contrast = new double[columns.count];
    contrast[at.getAsInt()] = 1;
    return solve(within, List.of(contrast)).value(StackedIncrement.ADDITIVITY, 0);
  }

  private List<IncrementFit.Group> groups(int[] usable, Solved solved) {
    var groups = new ArrayList<IncrementFit.Group>();
    for (int k = 0; k < stacks.size(); k++) {
      groups.add(group(stacks.get(k), effect(k, Arrays.binarySearch(usable, k), solved)));
    }
    for (Stack s : incomplete) {
      groups.add(group(s, unseen(s)));
    }
    return groups;
  }

  private static IncrementFit.Group group(Stack s, Estimate effect) {
    return new IncrementFit.Group(
        s.group(), effect, s.treated(), s.comparison(), s.pre(), s.post());
  }

  static Estimate.Missing unseen(Stack s) {
    return new Estimate.Missing(
        StackedIncrement.ATT,
        Reason.INCOMPLETE_CELLS,
        "%d treated and %d comparison units over %d periods before the start and %d from it on; none may be 0."
            .formatted(s.treated(), s.comparison(), s.pre(), s.post()));
  }

  private Estimate effect(int k, int place, Solved solved) {
    Stack s = stacks.get(k);
    if (place < 0) {
      return new Estimate.Missing(
          StackedIncrement.ATT,
          Reason.COLLINEAR,
          "Other treatments' lags explain the treatment of this group.");
    }
    return free(s) ? solved.value(StackedIncrement.ATT, 2 + place) : small(s);
  }

  Estimate.Missing small(Stack s) {
    return new Estimate.Missing(
        StackedIncrement.ATT,
        Reason.TOO_FEW_CLUSTERS,
        tooFew(s.treated(), s.comparison(), options.minClusters()));
  }

  private double[][] covariance(int[] usable, Solved solved) {
    int[] with =
        IntStream.range(0, usable.length).filter(i -> free(stacks.get(usable[i]))).toArray();
    var out = new double[with.length][with.length];
    for (int a = 0; a < with.length; a++) {
      for (int b = 0; b < with.length; b++) {
        out[a][b] = solved.covariance()[2 + with[a]][2 + with[b]];
      }
    }
    return out;
  }

  private double[] influence(Solved solved) {
    int r = solved.estimates().length;
    return IntStream.range(0, sample.units()).mapToDouble(u -> solved.influence()[u * r]).toArray();
  }

  /**
   * Effects of the assignment on an outcome and on what it makes units take, from the same
   * regressors: pooled, then each group.
   */
  IncrementWald wald(double[] y, double[] taken) {
    Optional<String> few = few();
    if (few.isPresent()) {
      return new IncrementWald.Missing(Reason.TOO_FEW_CLUSTERS, few.get());
    }
    var specification = specification("effects", t -> t >= 0, false);
    var columns = specification.columns();
    ListedWithin within = specification.within();
    int[] usable = usable(columns, within, t -> t >= 0);
    if (usable.length == 0 || rows <= within.slopes() + units + periods) {
      return new IncrementWald.Missing(
          Reason.COLLINEAR, "The lags of other treatments explain every group's own treatment.");
    }
    var contrasts = new ArrayList<double[]>();
    contrasts.add(pooled(columns, within, usable, Stack::weight));
    for (int k : usable) {
      contrasts.add(mean(columns, within, k, t -> t >= 0));
    }
    double[][] all = contrasts.toArray(double[][]::new);
    var effects =
        new IncrementWald.Effects(
            within.fit(y, all, sample.units()),
            within.fit(taken, all, sample.units()),
            factor(within),
            clusters - 1.0);
    var groups = new ArrayList<IncrementWald.Group>();
    for (int i = 0; i < usable.length; i++) {
      Stack s = stacks.get(usable[i]);
      groups.add(
          new IncrementWald.Group(
              s.group(),
              effects.wald(1 + i),
              free(s),
              s.treated(),
              s.comparison(),
              s.periods().length));
    }
    double[] weights = Arrays.stream(usable).mapToDouble(k -> stacks.get(k).weight()).toArray();
    return new IncrementWald.Solved(effects.wald(0), groups, weights, "CR1 cluster(unit) nested");
  }
}
