package org.liftgate.modeling.linear;

import java.util.List;
import org.liftgate.accumulate.SmallSample;

/**
 * What a regression estimates beside its variance.
 *
 * @param rows n
 * @param slopes coefficients that are reported, an intercept included
 * @param levels of each absorbed effect
 */
public record Parameters(int rows, int slopes, List<Integer> levels) {
  public Parameters {
    levels = List.copyOf(levels);
  }

  /** Slopes and effects, one reference for each effect beyond the first. */
  public int all() {
    int sum = levels.stream().mapToInt(Integer::intValue).sum();
    return slopes + sum - Math.max(0, levels.size() - 1);
  }

  /**
   * K of n-K, as fixest's {@code ssc} counts it.
   *
   * @param nested whether each effect is nested in a cluster
   */
  int counted(SmallSample options, List<Boolean> nested) {
    return switch (options.effects()) {
      case NONE -> slopes;
      case FULL -> all();
      case NESTED -> {
        long inside = nested.stream().filter(n -> n).count();
        if (options.exactEffects() && levels.size() > 1 && inside == 1) {
          yield all() - 1;
        }
        int k = all();
        for (int q = 0; q < levels.size(); q++) {
          k -= nested.get(q) ? levels.get(q) - 1 : 0;
        }
        yield k;
      }
    };
  }
}
