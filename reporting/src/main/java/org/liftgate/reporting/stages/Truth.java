package org.liftgate.reporting.stages;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.liftgate.reporting.stages.Rows.Row;

/** True effects of a simulated data set; empty for real data. */
record Truth(List<Row> rows, String treatment) {

  /**
   * The truth of a term. A contrast among clean units has a population of its own, so only a truth
   * of that very term serves it; other terms take the only truth there is of their outcome.
   */
  OptionalDouble of(String outcome, String term, OptionalLong group) {
    var about =
        rows.stream()
            .filter(r -> r.is("treatment", treatment) && r.is("outcome", outcome))
            .filter(r -> r.integer("group_id").equals(group))
            .toList();
    var exact = about.stream().filter(r -> r.is("term", term)).findFirst();
    if (exact.isPresent()) {
      return exact.get().number("value");
    }
    boolean own = term.contains("clean");
    return about.size() == 1 && !own ? about.getFirst().number("value") : OptionalDouble.empty();
  }
}
