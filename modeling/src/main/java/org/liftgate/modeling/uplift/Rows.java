package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.Features;

/**
 * Rows that something is learned from: features, treatment, outcome, groups, all of one length.
 *
 * @param workers threads it may use
 */
record Rows(Features x, byte[] treated, double[] y, int[] groups, Workers workers) {

  static Rows of(UpliftSample sample, Features x, Workers workers) {
    return new Rows(x, sample.treated(), sample.outcome(), sample.groups(), workers);
  }

  Rows on(Workers threads) {
    return new Rows(x, treated, y, groups, threads);
  }

  int size() {
    return y.length;
  }

  Rows take(int[] places) {
    var t = new byte[places.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = treated[places[i]];
    }
    return new Rows(
        x.take(places),
        t,
        Arrays.stream(places).mapToDouble(i -> y[i]).toArray(),
        Arrays.stream(places).map(i -> groups[i]).toArray(),
        workers);
  }

  /** Places of one arm. */
  int[] arm(int which) {
    return IntStream.range(0, size()).filter(i -> treated[i] == which).toArray();
  }
}
