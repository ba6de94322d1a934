package org.liftgate.modeling.increment;

import java.util.List;
import org.liftgate.accumulate.ListedWithin;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.iv.Wald;

/**
 * The regression of {@link StackedIncrement} as reduced form and first stage of an instrument: what
 * assignment does to the outcome, and what it does to the share that takes the treatment, with
 * their joint covariance by unit.
 */
public sealed interface IncrementWald {

  /**
   * @param pooled with the weights of {@link StackedIncrement#ATT}
   * @param groups those that the regression identifies
   * @param weights of these groups in the pooled effects
   */
  record Solved(Wald pooled, List<Group> groups, double[] weights, String convention)
      implements IncrementWald {
    public Solved {
      groups = List.copyOf(groups);
    }
  }

  /**
   * @param free whether both arms have the units that an estimate of its own needs
   */
  record Group(int group, Wald wald, boolean free, int treated, int comparison, int periods) {}

  record Missing(Reason reason, String detail) implements IncrementWald {}

  /** Contrasts of two outcomes with what each unit adds to their errors. */
  record Effects(ListedWithin.Fit outcome, ListedWithin.Fit taken, double factor, double df) {
    Wald wald(int k) {
      return new Wald(
          outcome.estimates()[k],
          taken.estimates()[k],
          factor * shared(outcome, outcome, k),
          factor * shared(taken, taken, k),
          factor * shared(outcome, taken, k),
          df);
    }

    private static double shared(ListedWithin.Fit a, ListedWithin.Fit b, int k) {
      int r = a.estimates().length;
      double sum = 0;
      for (int i = k; i < a.influence().length; i += r) {
        sum += a.influence()[i] * b.influence()[i];
      }
      return sum;
    }
  }
}
