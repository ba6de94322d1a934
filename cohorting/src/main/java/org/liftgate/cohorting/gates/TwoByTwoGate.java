package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** {@code cohorting.two-by-two}: both arms are seen before the start and from it on. */
public final class TwoByTwoGate implements GateKind<TwoByTwoGate.Parameters> {

  /** Units each of the four cells must have. */
  @Doc("Each of the four cells (arm by side of the start) holds enough units.")
  public record Parameters(@Doc("Fewest units in each cell") @Default("1") long minUnits) {}

  private static final List<String> CELLS =
      List.of("treated_before", "treated_after", "comparison_before", "comparison_after");
  private static final String COUNTS =
      """
      COUNT(DISTINCT CASE WHEN treated AND NOT post THEN unit_id END) AS treated_before,
      COUNT(DISTINCT CASE WHEN treated AND post THEN unit_id END) AS treated_after,
      COUNT(DISTINCT CASE WHEN NOT treated AND NOT post THEN unit_id END) AS comparison_before,
      COUNT(DISTINCT CASE WHEN NOT treated AND post THEN unit_id END) AS comparison_after""";

  @Override
  public String name() {
    return "cohorting.two-by-two";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public List<Gate.Outcome> check(Parameters p, Gate gate, StageContext context) {
    return Counted.each(gate, context, COUNTS, gate.on(), group -> judge(p, group));
  }

  private static Gate.Outcome judge(Parameters p, Counted.Group group) {
    String smallest = CELLS.getFirst();
    for (String cell : CELLS) {
      if (group.get(cell) < group.get(smallest)) {
        smallest = cell;
      }
    }
    long units = group.get(smallest);
    return group.outcome(
        units >= p.minUnits() && units > 0,
        units,
        p.minUnits(),
        String.format(
            Locale.ROOT,
            "the smallest of the four cells (%s) holds %s; at least %d needed",
            smallest.replace('_', ' '),
            Counted.units(units),
            p.minUnits()));
  }
}
