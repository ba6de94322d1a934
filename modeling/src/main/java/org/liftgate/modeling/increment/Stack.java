package org.liftgate.modeling.increment;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.liftgate.accumulate.ListedBlock;

/**
 * One group with its units, periods and lists. List 0 is the group's own, lists 1..m those of
 * others with an exposure in its periods, lists m+1..2m the units on both.
 *
 * @param others codes of the m other lists, ascending
 * @param factor on the group's weight
 * @param exposures rows of the panel's exposures that belong to this group
 */
record Stack(
    int group,
    int[] periods,
    ListedBlock block,
    int treated,
    int[] others,
    int[] exposures,
    double factor) {

  int comparison() {
    return block.units() - treated;
  }

  int pre() {
    return (int) Arrays.stream(periods).filter(t -> t < 0).count();
  }

  int post() {
    return periods.length - pre();
  }

  /** Both arms, seen before the start and from it on. */
  boolean complete() {
    return treated > 0 && comparison() > 0 && pre() > 0 && post() > 0;
  }

  /**
   * Weight in a pooled effect: what the group's difference in differences weighs in a stacked
   * two-way regression without other treatments, n1 n0 / (n1 + n0) * P Q / (P + Q), times the
   * group's factor.
   */
  double weight() {
    double arms = (double) treated * comparison() / block.units();
    return factor * arms * pre() * post() / periods.length;
  }

  /** Place of a period; negative where the group is not seen in it. */
  int place(int period) {
    return Arrays.binarySearch(periods, period);
  }

  int list(int other) {
    return 1 + Arrays.binarySearch(others, other);
  }

  int both(int other) {
    return others.length + list(other);
  }

  /**
   * @param from row of the group's first unit and period
   * @param units rows of each unit's first period
   */
  static Stack of(ListedPanel sample, int from, int[] units, int[] periods, int[] exposures) {
    var panel = sample.panel();
    int[] others =
        IntStream.of(exposures)
            .map(i -> sample.exposures().list()[i])
            .sorted()
            .distinct()
            .toArray();
    var cluster = new int[units.length];
    var offsets = new int[units.length + 1];
    var lists = new int[units.length * (1 + 2 * others.length)];
    int size = 0;
    int treated = 0;
    for (int u = 0; u < units.length; u++) {
      cluster[u] = panel.unit()[units[u]];
      boolean own = panel.treated()[units[u]] == 1;
      if (own) {
        lists[size++] = 0;
        treated++;
      }
      for (int i = sample.offsets()[cluster[u]]; i < sample.offsets()[cluster[u] + 1]; i++) {
        int at = Arrays.binarySearch(others, sample.lists()[i]);
        if (at >= 0) {
          lists[size++] = 1 + at;
          if (own) {
            lists[size++] = 1 + others.length + at;
          }
        }
      }
      offsets[u + 1] = size;
    }
    var block =
        new ListedBlock(
            from,
            periods.length,
            cluster,
            offsets,
            Arrays.copyOf(lists, size),
            1 + 2 * others.length);
    return new Stack(
        panel.group()[from],
        periods,
        block,
        treated,
        others,
        exposures,
        sample.factors()[panel.group()[from]]);
  }

  /** Rows of the exposures by group. */
  static TreeMap<Integer, int[]> byGroup(Exposures exposures) {
    var rows = new TreeMap<Integer, int[]>();
    IntStream.range(0, exposures.rows())
        .boxed()
        .collect(java.util.stream.Collectors.groupingBy(i -> exposures.group()[i]))
        .forEach((g, list) -> rows.put(g, list.stream().mapToInt(i -> i).toArray()));
    return rows;
  }
}
