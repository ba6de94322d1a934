package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * What a regression on unit effects, period effects and one treatment dummy averages
 * (Goodman-Bacon, 2021, Theorem 1): every 2x2 difference-in-differences between two groups of units
 * that start at different times, with its weight. Comparisons of later with earlier starters take
 * units already treated for the comparison. In a balanced panel the weights sum to one and the
 * weighted sum is the regression's slope, exactly.
 */
public final class GoodmanBacon {
  private GoodmanBacon() {}

  /** Which units a comparison takes for untreated. */
  public enum Kind {
    TREATED_VS_NEVER,
    /** Before the later group starts. */
    EARLIER_VS_LATER,
    /** After the earlier group started: already treated units are compared with. */
    LATER_VS_EARLIER,
    /** Compared with units treated throughout. */
    LATER_VS_ALWAYS
  }

  /**
   * @param treated first treated period of the group that changes treatment
   * @param control that of the other group; {@link StaggeredPanel#NEVER} for never
   */
  public record Comparison(Kind kind, int treated, int control, double effect, double weight) {}

  public sealed interface Result {}

  public record None(Reason reason, String detail) implements Result {}

  /**
   * @param slope the regression's
   * @param weights of the regression on treated cells
   */
  public record Decomposition(
      double slope, List<Comparison> comparisons, TreatedWeights weights, List<String> notes)
      implements Result {

    /** Sum of the weights of a kind of comparison. */
    public double weight(Kind kind) {
      return comparisons.stream()
          .filter(c -> c.kind() == kind)
          .mapToDouble(Comparison::weight)
          .sum();
    }

    /** Weighted mean effect of a kind of comparison that has weight. */
    public double effect(Kind kind) {
      return comparisons.stream()
              .filter(c -> c.kind() == kind)
              .mapToDouble(c -> c.weight() * c.effect())
              .sum()
          / weight(kind);
    }
  }

  /**
   * The weights that the regression's slope puts on the effects of treated cohort-period cells (de
   * Chaisemartin and D'Haultfoeuille, 2020); they sum to one, and negative ones can turn the sign.
   *
   * @param cells treated cells
   * @param negative cells with a negative weight
   * @param negativeSum sum of the negative weights
   */
  public record TreatedWeights(int cells, int negative, double negativeSum) {
    /** Share of treated cells that count negatively. */
    public double share() {
      return (double) negative / cells;
    }
  }

  /** Units without a row in every period are left out, with a note. */
  public static Result decompose(StaggeredPanel panel) {
    return switch (TimingGroups.of(panel)) {
      case TimingGroups.None(Fault fault) -> new None(fault.reason(), fault.detail());
      case TimingGroups.Found(TimingGroups groups) -> decompose(groups);
    };
  }

  private static Result decompose(TimingGroups groups) {
    double[][] residual = groups.residualTreatment();
    double squares = groups.treatmentSquares(residual);
    double slope = 0;
    for (int g = 0; g < groups.starts().length; g++) {
      for (int t = 0; t < groups.periods().length; t++) {
        slope += groups.sizes()[g] * residual[g][t] * groups.means()[g][t] / squares;
      }
    }
    double variance = squares / ((double) groups.units() * groups.periods().length);
    var comparisons = new ArrayList<Comparison>();
    for (int early = 0; early < groups.starts().length; early++) {
      for (int late = early + 1; late < groups.starts().length; late++) {
        addPair(groups, early, late, variance, comparisons);
      }
    }
    return new Decomposition(
        slope, List.copyOf(comparisons), weights(groups, residual), groups.notes());
  }

  private static void addPair(
      TimingGroups groups, int early, int late, double variance, List<Comparison> to) {
    double a = (double) groups.sizes()[early] / groups.units();
    double b = (double) groups.sizes()[late] / groups.units();
    double dEarly = groups.treatedShare(early);
    double dLate = groups.treatedShare(late);
    int width = groups.periods().length;
    int start = groups.starts()[early];
    int then = groups.starts()[late];
    if (start > 0) {
      double effect =
          (groups.mean(early, start, then) - groups.mean(early, 0, start))
              - (groups.mean(late, start, then) - groups.mean(late, 0, start));
      double weight = a * b * (dEarly - dLate) * (1 - dEarly) / variance;
      Kind kind = then == width ? Kind.TREATED_VS_NEVER : Kind.EARLIER_VS_LATER;
      to.add(new Comparison(kind, first(groups, early), first(groups, late), effect, weight));
    }
    if (then < width) {
      double effect =
          (groups.mean(late, then, width) - groups.mean(late, start, then))
              - (groups.mean(early, then, width) - groups.mean(early, start, then));
      double weight = a * b * dLate * (dEarly - dLate) / variance;
      Kind kind = start == 0 ? Kind.LATER_VS_ALWAYS : Kind.LATER_VS_EARLIER;
      to.add(new Comparison(kind, first(groups, late), first(groups, early), effect, weight));
    }
  }

  private static int first(TimingGroups groups, int group) {
    int start = groups.starts()[group];
    return start == groups.periods().length ? StaggeredPanel.NEVER : groups.periods()[start];
  }

  private static TreatedWeights weights(TimingGroups groups, double[][] residual) {
    double total = 0;
    double below = 0;
    int cells = 0;
    int negative = 0;
    for (int g = 0; g < groups.starts().length; g++) {
      for (int t = groups.starts()[g]; t < groups.periods().length; t++) {
        double weight = groups.sizes()[g] * residual[g][t];
        cells++;
        total += weight;
        negative += weight < 0 ? 1 : 0;
        below += Math.min(0, weight);
      }
    }
    return new TreatedWeights(cells, negative, below / total);
  }
}
