package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** What the run's gates found of the tables that an estimate rests on. */
final class GateFindings {
  private static final String FAIL = "fail";
  private static final String WAIVED = "waived";

  private final StageContext context;
  private final String[] outcome;
  private final String[] group;
  private final String[] table;
  private final String[] gate;
  private final String[] message;

  GateFindings(StageContext context) {
    this.context = context;
    Table results = context.gateResults();
    this.outcome = results.texts("outcome");
    this.group = results.texts("group_id");
    this.table = results.texts("table_name");
    this.gate = results.texts("gate");
    this.message = results.texts("message");
  }

  /** What gates said that failed for the group of this estimate. */
  Optional<String> failure(Estimated e) {
    if (e.group() == null) {
      return Optional.empty();
    }
    List<String> messages =
        IntStream.range(0, outcome.length)
            .filter(i -> FAIL.equals(outcome[i]) && concerns(i, e))
            .filter(i -> Objects.equals(group[i], String.valueOf(e.group())))
            .mapToObj(i -> message[i])
            .distinct()
            .toList();
    return messages.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", messages));
  }

  /** Gates an operator waived, whatever table they read: what follows from it rests on it. */
  List<String> waivers() {
    return IntStream.range(0, outcome.length)
        .filter(i -> WAIVED.equals(outcome[i]))
        .mapToObj(i -> gate[i])
        .distinct()
        .toList();
  }

  private boolean concerns(int i, Estimated e) {
    return table[i] != null
        && (table[i].equals("cohort_" + e.treatment())
            || Designs.panel(context, e.design()).filter(table[i]::equals).isPresent());
  }
}
