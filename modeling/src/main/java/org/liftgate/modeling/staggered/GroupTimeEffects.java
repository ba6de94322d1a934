package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.ChiSquared;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/** What {@link CallawaySantAnna} found. */
public final class GroupTimeEffects implements GroupTimeFit {
  private static final StudentT NORMAL = new StudentT(Double.POSITIVE_INFINITY);
  private static final int LEAST_UNITS = 100;
  private static final int LEAST_COHORT = 30;

  private final CallawaySantAnna options;
  private final BalancedPanel panel;
  private final List<Cell> cells;
  private final double[] att;
  private final List<TwoPeriods.Result> results;
  private final Basis basis;
  private final int[] sizes;
  private final SmallArms small;
  private final TreeMap<Integer, Combination> events = new TreeMap<>();
  private final Optional<Basis.Draws> draws;
  private final List<Family> families = new ArrayList<>();

  /**
   * Effects that are shown together, and over which a simultaneous band holds.
   *
   * @param estimates one a term
   * @param critical multiple of the standard error at which the band ends; empty for pointwise
   */
  public record Family(String name, List<Estimate> estimates, OptionalDouble critical) {}

  /** A Wald test that all effects before the start are zero. */
  public record PreTest(double statistic, int df, double pValue) {}

  private GroupTimeEffects(
      CallawaySantAnna options,
      BalancedPanel panel,
      List<Cell> cells,
      double[] att,
      List<TwoPeriods.Result> results,
      Basis basis) {
    this.options = options;
    this.panel = panel;
    this.cells = cells;
    this.att = att;
    this.results = results;
    this.basis = basis;
    this.draws =
        options.draws() > 0
            ? Optional.of(basis.draws(options.draws(), options.seed()))
            : Optional.empty();
    this.sizes =
        IntStream.range(0, panel.cohorts().length)
            .map(g -> panel.members()[g + 1].length)
            .toArray();
    this.small = new SmallArms(panel, cells);
  }

  static GroupTimeEffects of(
      CallawaySantAnna options,
      BalancedPanel panel,
      List<Cell> cells,
      double[] att,
      List<TwoPeriods.Result> results,
      Basis basis) {
    var effects = new GroupTimeEffects(options, panel, cells, att, results, basis);
    effects.aggregate();
    return effects;
  }

  private void aggregate() {
    int[] all = IntStream.range(0, cells.size()).toArray();
    int[] post = Arrays.stream(all).filter(c -> cells.get(c).post()).toArray();
    TreeMap<Integer, Combination> groups = by(post, c -> cells.get(c).group());
    TreeMap<Integer, Combination> calendars = by(post, c -> cells.get(c).time());
    events.putAll(by(all, this::event));
    var averages = new ArrayList<Optional<Combination>>();
    averages.add(Optional.ofNullable(bySize(post)));
    averages.add(groupAverage(groups));
    averages.add(
        events.tailMap(0).isEmpty()
            ? Optional.empty()
            : whole(events.tailMap(0)).map(Combination::mean));
    averages.add(whole(calendars).map(Combination::mean));
    families.add(
        family("average", AVERAGES, averages.stream().map(c -> c.orElse(null)).toList(), false));
    families.add(family("event", events, e -> "event(" + e + ")"));
    families.add(family("group", groups, g -> "group(" + period(panel.cohorts()[g]) + ")"));
    families.add(
        family("calendar", calendars, t -> "calendar(" + period(panel.periods()[t]) + ")"));
    families.add(cellFamily());
  }

  private int event(int cell) {
    return panel.periods()[cells.get(cell).time()] - panel.cohorts()[cells.get(cell).group()];
  }

  /** Averages of the cells that share a key; null where one of them has no estimate. */
  private TreeMap<Integer, Combination> by(int[] chosen, IntUnaryOperator key) {
    var which = new TreeMap<Integer, IntStream.Builder>();
    for (int c : chosen) {
      which.computeIfAbsent(key.applyAsInt(c), k -> IntStream.builder()).add(c);
    }
    var averages = new TreeMap<Integer, Combination>();
    which.forEach((k, some) -> averages.put(k, bySize(some.build().toArray())));
    return averages;
  }

  private @Nullable Combination bySize(int[] which) {
    boolean whole = which.length > 0 && Arrays.stream(which).noneMatch(c -> Double.isNaN(att[c]));
    return whole ? Combination.bySize(cells, which, att, sizes) : null;
  }

  private Optional<Combination> groupAverage(TreeMap<Integer, Combination> groups) {
    int[] cohorts = groups.keySet().stream().mapToInt(Integer::intValue).toArray();
    return whole(groups).map(parts -> Combination.groups(parts, cohorts, sizes));
  }

  private static Optional<List<Combination>> whole(java.util.Map<Integer, Combination> parts) {
    return parts.isEmpty() || parts.containsValue(null)
        ? Optional.empty()
        : Optional.of(List.copyOf(parts.values()));
  }

  private Family family(
      String name, TreeMap<Integer, Combination> parts, IntFunction<String> term) {
    List<String> terms = parts.keySet().stream().map(term::apply).toList();
    return family(name, terms, new ArrayList<>(parts.values()), true);
  }

  private Family family(String name, List<String> terms, List<Combination> parts, boolean band) {
    var loadings = new ArrayList<Loading>();
    var values = new double[parts.size()];
    for (int i = 0; i < values.length; i++) {
      Combination part = parts.get(i);
      values[i] = part == null ? Double.NaN : part.value();
      loadings.add(part == null ? new Loading(new int[0], new double[0]) : part.loading(basis));
    }
    var errors = new double[values.length];
    Arrays.setAll(
        errors, i -> Math.sqrt(Math.max(0, basis.covariance(loadings.get(i), loadings.get(i)))));
    return family(
        name, terms, parts.stream().map(this::small).toList(), values, errors, loadings, band);
  }

  /** Why an average has too few units; empty where it has not, or is not there. */
  private Optional<Fault> small(@Nullable Combination part) {
    return part == null ? Optional.empty() : small.of(part.cells());
  }

  private Family cellFamily() {
    var terms = new ArrayList<String>();
    var loadings = new ArrayList<Loading>();
    var errors = new double[cells.size()];
    var dense = new double[basis.dimension()];
    for (int c = 0; c < errors.length; c++) {
      Cell cell = cells.get(c);
      terms.add(
          "att(%s,%s)"
              .formatted(
                  period(panel.cohorts()[cell.group()]), period(panel.periods()[cell.time()])));
      errors[c] = Double.isNaN(att[c]) ? 0 : Math.sqrt(Math.max(0, basis.variance(c)));
      if (draws.isPresent()) {
        loadings.add(loading(c, dense));
      }
    }
    List<Optional<Fault>> few =
        IntStream.range(0, errors.length).mapToObj(c -> small.of(new int[] {c})).toList();
    return family("att", terms, few, att, errors, loadings, true);
  }

  /**
   * Empty for a cell without an estimate.
   *
   * @param dense zeros, left as they were
   */
  private Loading loading(int cell, double[] dense) {
    if (Double.isNaN(att[cell])) {
      return new Loading(new int[0], new double[0]);
    }
    basis.addCell(cell, 1, dense);
    Loading loading = Loading.of(dense);
    for (int i : loading.at()) {
      dense[i] = 0;
    }
    return loading;
  }

  private Family family(
      String name,
      List<String> terms,
      List<Optional<Fault>> few,
      double[] values,
      double[] errors,
      List<Loading> loadings,
      boolean band) {
    OptionalDouble critical = OptionalDouble.empty();
    if (draws.isPresent()) {
      var sums = draws.orElseThrow().of(loadings);
      var drawn = BootstrapBand.of(sums, errors, options.draws(), options.workers());
      System.arraycopy(drawn.stdErrors(), 0, errors, 0, errors.length);
      critical = band ? drawn.critical() : critical;
    }
    double multiple = critical.orElse(NORMAL.quantile((1 + StudentT.LEVEL) / 2));
    var estimates = new ArrayList<Estimate>();
    for (int i = 0; i < values.length; i++) {
      String term = terms.get(i);
      Estimate found = estimate(term, name, i, values[i], errors[i], multiple);
      boolean unknown = Double.isNaN(values[i]) || found instanceof Estimate.Point;
      estimates.add(
          few.get(i)
              .filter(_ -> !unknown)
              .<Estimate>map(f -> new Estimate.Missing(term, f.reason(), f.detail()))
              .orElse(found));
    }
    return new Family(name, List.copyOf(estimates), critical);
  }

  private Estimate estimate(
      String term, String family, int i, double value, double stdError, double multiple) {
    if (Double.isNaN(value)) {
      return family.equals("att") ? missingCell(term, i) : missingAverage(term);
    }
    if (stdError == 0) {
      boolean reference = value == 0 && options.base() == CallawaySantAnna.Base.UNIVERSAL;
      return reference
          ? new Estimate.Point(term, 0, "the base period, zero by definition")
          : new Estimate.Missing(
              term, Reason.NO_VARIATION, "The change is the same for all units compared.");
    }
    double half = multiple * stdError;
    double p = NORMAL.twoSided(value / stdError);
    return new Estimate.Value(
        term, value, stdError, Double.POSITIVE_INFINITY, p, value - half, value + half);
  }

  private Estimate missingCell(String term, int cell) {
    return results.get(cell) instanceof TwoPeriods.None(Reason reason, String detail)
        ? new Estimate.Missing(term, reason, detail)
        : new Estimate.Missing(term, Reason.NOT_FINITE, "The effect is not a finite number.");
  }

  private Estimate missingAverage(String term) {
    boolean some = IntStream.range(0, att.length).anyMatch(c -> Double.isNaN(att[c]));
    return some
        ? new Estimate.Missing(
            term,
            Reason.INCOMPLETE_CELLS,
            "A group-time effect that it averages has no estimate; see att(g,t).")
        : new Estimate.Missing(
            term, Reason.INCOMPLETE_CELLS, "No cohort is treated within the periods compared.");
  }

  private String period(int value) {
    return panel.source().periodName().apply(value);
  }

  /** The four averages, then events, cohorts, calendar periods and cells. */
  public List<Family> families() {
    return List.copyOf(families);
  }

  @Override
  public List<Estimate> estimates() {
    return families.stream().flatMap(f -> f.estimates().stream()).toList();
  }

  /** Units compared, after what the notes say was left out. */
  public int units() {
    return panel.units();
  }

  /** Rows used: units times periods. */
  public long rows() {
    return (long) panel.units() * panel.periods().length;
  }

  /**
   * Wald test of all cells before the start, with their whole covariance (chi-squared).
   *
   * @return empty when there is none or the covariance is singular
   */
  public Optional<PreTest> preTest() {
    int[] pre =
        IntStream.range(0, cells.size())
            .filter(c -> !cells.get(c).post() && !cells.get(c).isBase() && !Double.isNaN(att[c]))
            .filter(c -> small.of(new int[] {c}).isEmpty())
            .toArray();
    if (pre.length == 0) {
      return Optional.empty();
    }
    var dense = new double[basis.dimension()];
    List<Loading> loadings = Arrays.stream(pre).mapToObj(c -> loading(c, dense)).toList();
    double[] v = covariance(loadings);
    return PositiveDefinite.factor(v, pre.length)
        .factor()
        .map(
            factor -> {
              double[] b = Arrays.stream(pre).mapToDouble(c -> att[c]).toArray();
              double[] solved = b.clone();
              factor.solve(solved);
              double w = IntStream.range(0, b.length).mapToDouble(i -> b[i] * solved[i]).sum();
              return new PreTest(w, b.length, ChiSquared.survival(w, b.length));
            });
  }

  /** Effects by event with their covariance; the universal base period is left out. */
  public EventPath eventPath() {
    var shown = new TreeMap<>(events);
    shown.values().removeIf(c -> c == null || small(c).isPresent());
    if (options.base() == CallawaySantAnna.Base.UNIVERSAL) {
      shown.values().removeIf(c -> Arrays.stream(c.cells()).allMatch(i -> cells.get(i).isBase()));
    }
    List<Loading> loadings = shown.values().stream().map(c -> c.loading(basis)).toList();
    int k = loadings.size();
    double[] flat = covariance(loadings);
    var v = new double[k][];
    Arrays.setAll(v, i -> Arrays.copyOfRange(flat, i * k, (i + 1) * k));
    return new EventPath(
        shown.keySet().stream().mapToInt(Integer::intValue).toArray(),
        shown.values().stream().mapToDouble(Combination::value).toArray(),
        v);
  }

  private double[] covariance(List<Loading> loadings) {
    int k = loadings.size();
    var v = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        v[i * k + j] = basis.covariance(loadings.get(i), loadings.get(j));
        v[j * k + i] = v[i * k + j];
      }
    }
    return v;
  }

  @Override
  public List<String> notes() {
    var notes = new ArrayList<>(panel.notes());
    int least = Arrays.stream(sizes).min().orElse(0);
    if (panel.units() < LEAST_UNITS || least < LEAST_COHORT) {
      notes.add(
          ("Small sample: %d units, the smallest cohort has %d; these standard errors ask for %d and"
                  + " %d.")
              .formatted(panel.units(), least, LEAST_UNITS, LEAST_COHORT));
    }
    return List.copyOf(notes);
  }
}
