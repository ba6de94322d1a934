package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/** Effects whose cohorts or whose comparison have too few units for a standard error. */
final class SmallArms {
  private final BalancedPanel panel;
  private final List<Cell> cells;

  SmallArms(BalancedPanel panel, List<Cell> cells) {
    this.panel = panel;
    this.cells = cells;
  }

  /** What leaves no effect of the panel to estimate. */
  static Optional<Fault> of(BalancedPanel panel, CallawaySantAnna.Control control) {
    int never = panel.members()[0].length;
    int treated = panel.units() - never;
    boolean few = never < CallawaySantAnna.MIN_CLUSTERS;
    return treated < CallawaySantAnna.MIN_CLUSTERS
            || few && control == CallawaySantAnna.Control.NEVER
        ? fault("Treated units: %,d, never treated: %,d; each must be at least %d.", treated, never)
        : Optional.empty();
  }

  /**
   * @param averaged numbers of cells
   */
  Optional<Fault> of(int[] averaged) {
    int treated =
        Arrays.stream(averaged)
            .map(c -> cells.get(c).group())
            .distinct()
            .map(g -> panel.members()[g + 1].length)
            .sum();
    int compared = Arrays.stream(averaged).map(this::compared).min().orElse(0);
    return Math.min(treated, compared) < CallawaySantAnna.MIN_CLUSTERS
        ? fault(
            "Units of its cohorts: %,d, of its comparison: %,d; each must be at least %d.",
            treated, compared)
        : Optional.empty();
  }

  private int compared(int cell) {
    Cell c = cells.get(cell);
    int notYet =
        IntStream.range(0, panel.cohorts().length)
            .filter(c::compares)
            .map(g -> panel.members()[g + 1].length)
            .sum();
    return panel.members()[0].length + notYet;
  }

  private static Optional<Fault> fault(String sentence, int treated, int compared) {
    return PanelFaults.fault(
        Reason.SMALL_ARM,
        sentence + " Randomisation inference may do.",
        treated,
        compared,
        CallawaySantAnna.MIN_CLUSTERS);
  }
}
