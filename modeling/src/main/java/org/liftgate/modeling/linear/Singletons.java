package org.liftgate.modeling.linear;

import java.util.List;
import java.util.stream.IntStream;

/** Rows that are alone in a level of an effect: they fit themselves and say nothing. */
final class Singletons {
  private Singletons() {}

  /** Rows that remain when such rows are left out until there are none. */
  static int[] kept(LinearSample sample, boolean drop) {
    List<Grouping> effects =
        drop
            ? sample.effects().stream().map(e -> Grouping.of(e.name(), e.codes())).toList()
            : List.of();
    var out = new boolean[sample.rows()];
    List<int[]> sizes = effects.stream().map(Grouping::sizes).toList();
    boolean changed = !effects.isEmpty();
    while (changed) {
      changed = false;
      for (int q = 0; q < sizes.size(); q++) {
        int[] codes = effects.get(q).codes();
        for (int i = 0; i < out.length; i++) {
          if (!out[i] && sizes.get(q)[codes[i]] == 1) {
            out[i] = true;
            changed = true;
            for (int r = 0; r < sizes.size(); r++) {
              sizes.get(r)[effects.get(r).codes()[i]]--;
            }
          }
        }
      }
    }
    return IntStream.range(0, out.length).filter(i -> !out[i]).toArray();
  }
}
