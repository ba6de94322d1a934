package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * Group-time effects under staggered starts (Callaway and Sant'Anna, 2021): ATT(g, t) compares the
 * change of the cohort first treated in g, from its base period to t, with units not treated by
 * then, and is never contaminated by units treated earlier. Effects are averaged to {@code simple}
 * (all treated cells), {@code group} (by cohort, then over cohorts), {@code dynamic} (by periods
 * since the start, {@code event(e)}, then over e at or above 0) and {@code calendar}; cohorts weigh
 * by size. Standard errors are sqrt(mean(IF^2) / n) of the units' influence, the weights' own
 * uncertainty included, and refer to the normal law; units are the clusters. An effect whose
 * cohorts or whose comparison have fewer than {@link #MIN_CLUSTERS} of them is {@link
 * Reason#SMALL_ARM}.
 *
 * <p>{@code new CallawaySantAnna().withControl(Control.NOT_YET).fit(panel)}
 *
 * @param control who a cohort is compared with
 * @param method how covariates are brought in; they count as of the earlier of the two periods
 * @param base which period changes are taken from
 * @param anticipation periods before the start in which effects may show; at least 0
 * @param draws of the multiplier bootstrap; 0 for analytic standard errors and pointwise intervals
 * @param seed of the draws
 */
public record CallawaySantAnna(
    Control control,
    Method method,
    Base base,
    int anticipation,
    int draws,
    long seed,
    Workers workers)
    implements Estimator<StaggeredPanel> {
  /** Units that the cohorts of an effect, and its comparison, must have at least. */
  public static final int MIN_CLUSTERS = 5;

  /** Comparison units. */
  public enum Control {
    NEVER,
    /** Never treated, or first treated after both periods compared. */
    NOT_YET
  }

  /** The period that changes are taken from. */
  public enum Base {
    /** The period before, and from the start on the last one before it. */
    VARYING,
    /** The last period before the start, for all. */
    UNIVERSAL
  }

  public CallawaySantAnna {
    if (anticipation < 0) {
      throw new IllegalArgumentException("anticipation (" + anticipation + ") must be at least 0");
    }
    if (draws < 0) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 0");
    }
  }

  public CallawaySantAnna() {
    this(Control.NEVER, Method.DR, Base.VARYING, 0, 0, 20_240_501L, Workers.all());
  }

  public CallawaySantAnna withControl(Control units) {
    return new CallawaySantAnna(units, method, base, anticipation, draws, seed, workers);
  }

  public CallawaySantAnna withMethod(Method how) {
    return new CallawaySantAnna(control, how, base, anticipation, draws, seed, workers);
  }

  public CallawaySantAnna withBase(Base period) {
    return new CallawaySantAnna(control, method, period, anticipation, draws, seed, workers);
  }

  public CallawaySantAnna withAnticipation(int periods) {
    return new CallawaySantAnna(control, method, base, periods, draws, seed, workers);
  }

  public CallawaySantAnna withDraws(int count, long randomSeed) {
    return new CallawaySantAnna(control, method, base, anticipation, count, randomSeed, workers);
  }

  public CallawaySantAnna with(Workers threads) {
    return new CallawaySantAnna(control, method, base, anticipation, draws, seed, threads);
  }

  @Override
  public String name() {
    return "att-gt";
  }

  @Override
  public List<Estimate> estimate(StaggeredPanel panel) {
    return fit(panel).estimates();
  }

  /** Rows may come in any order; units without a row in every period are left out, with a note. */
  public GroupTimeFit fit(StaggeredPanel panel) {
    return switch (BalancedPanel.of(panel, control == Control.NEVER, anticipation)) {
      case BalancedPanel.Unusable(Fault fault) ->
          new GroupTimeFit.Missing(fault.reason(), fault.detail());
      case BalancedPanel.Usable(BalancedPanel usable) ->
          SmallArms.of(usable, control)
              .<GroupTimeFit>map(f -> new GroupTimeFit.Missing(f.reason(), f.detail()))
              .orElseGet(() -> effects(usable));
    };
  }

  private GroupTimeFit effects(BalancedPanel panel) {
    List<Cell> cells = cells(panel);
    if (panel.covariates().length == 0) {
      var basis = new MomentBasis(panel, cells, workers);
      return GroupTimeEffects.of(this, panel, cells, basis.att(), List.of(), basis);
    }
    List<TwoPeriods.Result> results =
        workers.map(cells.size(), c -> covariateCell(panel, cells.get(c)));
    var att = new double[cells.size()];
    var influence = new double[cells.size()][];
    for (int c = 0; c < att.length; c++) {
      boolean found = results.get(c) instanceof TwoPeriods.Effect;
      att[c] = found ? ((TwoPeriods.Effect) results.get(c)).att() : Double.NaN;
      influence[c] = found ? ((TwoPeriods.Effect) results.get(c)).influence() : new double[0];
    }
    var basis = new UnitBasis(influence, panel.members(), panel.units(), workers);
    return GroupTimeEffects.of(this, panel, cells, att, results, basis);
  }

  /** The cell's effect with influences spread over all units of the panel, as shares of n. */
  private TwoPeriods.Result covariateCell(BalancedPanel panel, Cell cell) {
    if (cell.isBase()) {
      return new TwoPeriods.Effect(0, new double[panel.units()]);
    }
    int[] rows = compared(panel, cell);
    int width = panel.periods().length;
    int treatedUnits = panel.members()[cell.group() + 1].length;
    var change = new double[rows.length];
    var treated = new boolean[rows.length];
    var x = new double[panel.covariates().length][rows.length];
    int early = Math.min(cell.time(), cell.base());
    for (int i = 0; i < rows.length; i++) {
      int at = rows[i] * width;
      change[i] = panel.outcome()[at + cell.time()] - panel.outcome()[at + cell.base()];
      treated[i] = i < treatedUnits;
      for (int k = 0; k < x.length; k++) {
        x[k][i] = panel.covariates()[k][at + early];
      }
    }
    var result = TwoPeriods.effect(method, change, treated, x);
    return result instanceof TwoPeriods.Effect(double att, double[] influence)
        ? new TwoPeriods.Effect(att, spread(influence, rows, panel.units()))
        : result;
  }

  private static double[] spread(double[] influence, int[] rows, int units) {
    var out = new double[units];
    for (int i = 0; i < rows.length; i++) {
      out[rows[i]] = influence[i] / rows.length;
    }
    return out;
  }

  private static int[] compared(BalancedPanel panel, Cell cell) {
    var rows = new ArrayList<int[]>();
    rows.add(panel.members()[cell.group() + 1]);
    rows.add(panel.members()[0]);
    for (int g = 0; g < panel.cohorts().length; g++) {
      if (cell.compares(g)) {
        rows.add(panel.members()[g + 1]);
      }
    }
    return rows.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private List<Cell> cells(BalancedPanel panel) {
    int[] periods = panel.periods();
    var cells = new ArrayList<Cell>();
    for (int g = 0; g < panel.cohorts().length; g++) {
      int start = panel.cohorts()[g];
      int before = -1;
      while (before + 1 < periods.length && periods[before + 1] + anticipation < start) {
        before++;
      }
      for (int t = base == Base.VARYING ? 1 : 0; t < periods.length; t++) {
        boolean post = start <= periods[t];
        int from = base == Base.UNIVERSAL || post ? before : t - 1;
        int latest = periods[base == Base.UNIVERSAL ? Math.max(t, before) : t] + anticipation;
        cells.add(new Cell(g, t, from, post, notYetFrom(panel, latest)));
      }
    }
    return cells;
  }

  private int notYetFrom(BalancedPanel panel, int latest) {
    int from = panel.cohorts().length;
    while (control == Control.NOT_YET && from > 0 && panel.cohorts()[from - 1] > latest) {
      from--;
    }
    return from;
  }
}
