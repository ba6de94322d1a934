package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Sample;

/**
 * Rows of a regression with unit and period effects. Effects are separate in each block.
 *
 * @param block n codes; all equal for one panel, the campaign for a stack
 * @param unit n codes of the unit effect
 * @param period n codes of the period effect
 * @param outcome n values
 * @param names of the regressors
 * @param columns k arrays of n values
 * @param eventTimes n periods since the unit's own start, {@link #NEVER} where it has none; empty
 *     when no event study is asked for
 * @param treated n flags of the arm a row's unit is in; empty when the design has no two arms
 * @param clusters codes by name; {@code unit} and {@code period} are there by themselves
 * @param keyed whether block, unit and period together must name a row
 * @param labels what messages call blocks, units and periods
 */
public record EffectsPanel(
    int[] block,
    int[] unit,
    int[] period,
    double[] outcome,
    List<String> names,
    double[][] columns,
    int[] eventTimes,
    byte[] treated,
    Map<String, int[]> clusters,
    boolean keyed,
    Labels labels)
    implements Sample {
  /** The event time of a unit that is never treated. */
  public static final int NEVER = Integer.MIN_VALUE;

  /**
   * Words for codes, such as {@code store 17} for unit 3.
   *
   * @param block empty where there is one block only, which then needs no name
   */
  public record Labels(
      IntFunction<String> block, IntFunction<String> unit, IntFunction<String> period) {
    /** Codes as they are. */
    static final Labels CODES = new Labels(k -> "Group " + k, k -> "unit " + k, k -> "period " + k);
  }

  public EffectsPanel {
    names = List.copyOf(names);
    clusters = new LinkedHashMap<>(clusters);
  }

  /** One panel without regressors yet. */
  public static EffectsPanel of(int[] unit, int[] period, double[] outcome) {
    var clusters = new LinkedHashMap<String, int[]>();
    clusters.put("unit", unit);
    clusters.put("period", period);
    return new EffectsPanel(
        new int[unit.length],
        unit,
        period,
        outcome,
        List.of(),
        new double[0][],
        new int[0],
        new byte[0],
        clusters,
        true,
        Labels.CODES);
  }

  /** The rows of a compact panel with its treatment as the regressor {@code att}. */
  static EffectsPanel of(CompactPanel panel, double[] outcome) {
    return of(panel.unitCodes(), panel.periodCodes(), outcome)
        .withRegressor(TwoWayFixedEffects.ATT, panel.treatment());
  }

  /**
   * The stacked design: campaign x unit and campaign x period effects, and the regressor {@code
   * att} = treated and period >= 0. A unit is one cluster in all campaigns.
   */
  public static EffectsPanel stacked(Panel panel) {
    return of(panel.unit(), panel.period(), panel.outcome())
        .withBlock(panel.group())
        .withArms(panel.treated())
        .withRegressor("att", treatedPost(panel));
  }

  /**
   * One panel over all campaigns: unit and calendar effects. A unit that is in several campaigns
   * has several rows in a calendar period.
   *
   * @param calendar n calendar periods
   */
  public static EffectsPanel plain(Panel panel, int[] calendar) {
    EffectsPanel p =
        of(panel.unit(), calendar, panel.outcome())
            .withArms(panel.treated())
            .withRegressor("att", treatedPost(panel));
    return new EffectsPanel(
        p.block,
        p.unit,
        p.period,
        p.outcome,
        p.names,
        p.columns,
        p.eventTimes,
        p.treated,
        p.clusters,
        false,
        p.labels);
  }

  /** The stacked design with each period's own effect in place of one. */
  public static EffectsPanel events(Panel panel) {
    var times = new int[panel.rows()];
    for (int i = 0; i < times.length; i++) {
      times[i] = panel.treated()[i] == 1 ? panel.period()[i] : NEVER;
    }
    return of(panel.unit(), panel.period(), panel.outcome())
        .withBlock(panel.group())
        .withArms(panel.treated())
        .withEventTimes(times);
  }

  private static double[] treatedPost(Panel panel) {
    var d = new double[panel.rows()];
    for (int i = 0; i < d.length; i++) {
      d[i] = panel.treated()[i] == 1 && panel.period()[i] >= 0 ? 1 : 0;
    }
    return d;
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  public EffectsPanel withBlock(int[] codes) {
    return new EffectsPanel(
        codes, unit, period, outcome, names, columns, eventTimes, treated, clusters, keyed, labels);
  }

  public EffectsPanel withArms(byte[] arms) {
    return new EffectsPanel(
        block, unit, period, outcome, names, columns, eventTimes, arms, clusters, keyed, labels);
  }

  public EffectsPanel withEventTimes(int[] times) {
    return new EffectsPanel(
        block, unit, period, outcome, names, columns, times, treated, clusters, keyed, labels);
  }

  public EffectsPanel withRegressor(String name, double[] values) {
    var allNames = new ArrayList<>(names);
    allNames.add(name);
    double[][] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = values;
    return new EffectsPanel(
        block, unit, period, outcome, allNames, all, eventTimes, treated, clusters, keyed, labels);
  }

  public EffectsPanel withCluster(String name, int[] codes) {
    var all = new LinkedHashMap<>(clusters);
    all.put(name, codes);
    return new EffectsPanel(
        block, unit, period, outcome, names, columns, eventTimes, treated, all, keyed, labels);
  }

  /** The same rows, called by these words in messages. */
  public EffectsPanel named(Labels words) {
    return new EffectsPanel(
        block, unit, period, outcome, names, columns, eventTimes, treated, clusters, keyed, words);
  }

  /** The same rows by block, unit and period. */
  EffectsPanel sorted() {
    double[][] ties = Arrays.copyOf(columns, columns.length + 1);
    ties[columns.length] = outcome;
    int[] order = RowOrder.of(new int[][] {block, unit, period}, ties);
    if (order.length == 0) {
      return this;
    }
    int[] units = RowOrder.take(unit, order);
    var codes = new LinkedHashMap<String, int[]>();
    clusters.forEach(
        (name, values) -> codes.put(name, values == unit ? units : RowOrder.take(values, order)));
    return new EffectsPanel(
        RowOrder.take(block, order),
        units,
        RowOrder.take(period, order),
        RowOrder.take(outcome, order),
        names,
        Arrays.stream(columns).map(c -> RowOrder.take(c, order)).toArray(double[][]::new),
        eventTimes.length == 0 ? eventTimes : RowOrder.take(eventTimes, order),
        treated.length == 0 ? treated : RowOrder.take(treated, order),
        codes,
        keyed,
        labels);
  }
}
