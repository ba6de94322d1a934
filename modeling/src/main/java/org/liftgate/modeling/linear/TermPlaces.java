package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.liftgate.kernel.Estimate;

/** Which coefficients of a design belong to which terms, and which terms were dropped. */
final class TermPlaces {
  private final List<String> names = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final Map<Integer, Estimate.Missing> dropped;
  private final int columns;
  private final int shift;

  /**
   * @param kept columns of the whole design that were kept, ascending
   * @param laidOut columns of it that stand for effects and come first
   * @param dropped by column of the sample
   */
  TermPlaces(LinearSample sample, int[] kept, int laidOut, Map<Integer, Estimate.Missing> dropped) {
    this.dropped = dropped;
    this.columns = sample.names().size();
    this.shift = sample.intercept() ? 1 : 0;
    if (sample.intercept()) {
      names.add("(Intercept)");
      places.add(0);
      asked.add(-1);
    }
    for (int r = 0; r < kept.length; r++) {
      int named = kept[r] - laidOut;
      if (named >= 0) {
        names.add(sample.names().get(named));
        places.add(r + shift);
        asked.add(named);
      }
    }
  }

  List<String> names() {
    return names;
  }

  /** Of each term, its coefficient in the design that was solved. */
  int[] places() {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Of each term, its column in the sample; -1 for the intercept. */
  int column(int i) {
    return asked.get(i);
  }

  int count() {
    return names.size();
  }

  /** The reasons of the dropped terms. */
  List<Estimate> none() {
    return List.copyOf(dropped.values());
  }

  /**
   * An estimate for each term asked for, in that order.
   *
   * @param estimate of the i-th estimated term
   */
  List<Estimate> estimates(IntFunction<Estimate> estimate) {
    var all = new ArrayList<Estimate>();
    int i = 0;
    for (int named = -shift; named < columns; named++) {
      if (dropped.containsKey(named)) {
        all.add(dropped.get(named));
      } else {
        all.add(estimate.apply(i++));
      }
    }
    return all;
  }
}
