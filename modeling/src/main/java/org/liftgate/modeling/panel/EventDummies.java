package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The event times of a study as columns of 0 and 1, for covariances that its own estimator does not
 * offer.
 *
 * @param terms k, in order of event times, the reference left out
 * @param columns k arrays of n values
 */
public record EventDummies(List<String> terms, double[][] columns) {

  /**
   * The columns whose coefficients {@link EventStudy#fit} estimates.
   *
   * @return empty where that would say why there are none, or where unit and period do not name a
   *     row
   */
  public static Optional<EventDummies> of(EventStudy study, EffectsPanel panel) {
    int[] times =
        Arrays.stream(panel.eventTimes())
            .map(e -> e == EffectsPanel.NEVER ? e : Math.clamp(e, study.first(), study.last()))
            .toArray();
    int[] distinct =
        Arrays.stream(times).filter(e -> e != EffectsPanel.NEVER).sorted().distinct().toArray();
    int[] levels = Arrays.stream(distinct).filter(e -> e != study.reference()).toArray();
    if (levels.length == distinct.length || repeated(panel)) {
      return Optional.empty();
    }
    var columns = new double[levels.length][times.length];
    for (int i = 0; i < times.length; i++) {
      int k = Arrays.binarySearch(levels, times[i]);
      if (k >= 0) {
        columns[k][i] = 1;
      }
    }
    List<String> terms = Arrays.stream(levels).mapToObj(EventStudy::term).toList();
    return Optional.of(new EventDummies(terms, columns));
  }

  private static boolean repeated(EffectsPanel panel) {
    return IntStream.range(0, panel.rows())
            .mapToLong(i -> ((long) panel.unit()[i] << 32) | panel.period()[i])
            .distinct()
            .count()
        < panel.rows();
  }
}
