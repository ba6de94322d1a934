package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** The values a draw's estimands have, from its worlds: what happened less what would have. */
final class Truth {
  /** The longest horizon that a truth is given for, in weeks. */
  static final int LONGEST = 26;

  /**
   * @param group the campaign's key, empty for pooled
   * @param value of this sample
   * @param superpopulation of the many households this sample is drawn from, where they were drawn
   */
  record Value(
      String treatment,
      String outcome,
      Optional<Integer> group,
      String term,
      double value,
      OptionalDouble superpopulation,
      String target,
      String weights) {

    Value(
        String treatment,
        String outcome,
        Optional<Integer> group,
        String term,
        double value,
        String target,
        String weights) {
      this(treatment, outcome, group, term, value, OptionalDouble.empty(), target, weights);
    }

    private List<Object> key() {
      return List.of(treatment, outcome, group, term);
    }

    private Value in(OptionalDouble superpopulation) {
      return new Value(treatment, outcome, group, term, value, superpopulation, target, weights);
    }
  }

  private Truth() {}

  static List<Value> of(RetailDraw draw, Observed observed) {
    return of(draw, observed, () -> false);
  }

  static List<Value> of(RetailDraw draw, Observed observed, BooleanSupplier cancelled) {
    List<Value> sample = values(draw, observed, cancelled);
    int size = draw.parameters().superpopulation();
    if (size == 0) {
      return sample;
    }
    var many = new HashMap<List<Object>, Double>();
    values(draw.superpopulation(size), observed, cancelled)
        .forEach(v -> many.put(v.key(), v.value()));
    return sample.stream().map(v -> v.in(superpopulation(v, many.get(v.key())))).toList();
  }

  /** A total is of so many households, and has no counterpart in another number of them. */
  private static OptionalDouble superpopulation(Value value, Double many) {
    boolean comparable = many != null && !value.term().equals("total");
    return comparable ? OptionalDouble.of(many) : OptionalDouble.empty();
  }

  private static List<Value> values(RetailDraw draw, Observed observed, BooleanSupplier cancelled) {
    int horizon = Math.max(LONGEST, draw.parameters().postWeeks());
    int wholeWeeks = observed.end() / 7;
    var sums = Sums.of(draw, horizon, wholeWeeks, cancelled);
    var values = new ArrayList<Value>();
    new MailingTruth(draw, observed, sums.mailing).addTo(values, sums.entry);
    new EntryTruth(sums.entry, wholeWeeks).addTo(values);
    sums.depth.ifPresent(depth -> DepthTruth.addTo(values, depth));
    return List.copyOf(values);
  }
}
