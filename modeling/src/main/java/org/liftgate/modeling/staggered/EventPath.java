package org.liftgate.modeling.staggered;

import java.util.Arrays;

/**
 * Effects by periods since the start with their joint covariance, the reference period left out.
 *
 * @param events k periods since the start, ascending
 * @param values k effects
 * @param covariance k x k
 */
public record EventPath(int[] events, double[] values, double[][] covariance) {
  public EventPath {
    if (values.length != events.length || covariance.length != events.length) {
      throw new IllegalArgumentException("values and covariance must match the events");
    }
  }

  /** Events before the start. */
  public int before() {
    return (int) Arrays.stream(events).filter(e -> e < 0).count();
  }

  /** The same path with only these events. */
  public EventPath only(java.util.function.IntPredicate kept) {
    int[] at =
        java.util.stream.IntStream.range(0, events.length)
            .filter(i -> kept.test(events[i]))
            .toArray();
    var v = new double[at.length][at.length];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        v[i][j] = covariance[at[i]][at[j]];
      }
    }
    return new EventPath(
        Arrays.stream(at).map(i -> events[i]).toArray(),
        Arrays.stream(at).mapToDouble(i -> values[i]).toArray(),
        v);
  }
}
