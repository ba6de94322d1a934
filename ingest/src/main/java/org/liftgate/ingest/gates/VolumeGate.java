package org.liftgate.ingest.gates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** Rows of a table as a share of another's. With {@code by} both are counted by group. */
public final class VolumeGate implements GateKind<VolumeGate.Parameters> {

  @Doc("A table must have a share of another's rows within bounds.")
  public record Parameters(
      @Doc("Table whose rows are the whole") String of,
      @Doc("Least share") @Default("0") double minShare,
      @Doc("Greatest share") @Default("1") double maxShare) {}

  @Override
  public String name() {
    return "ingest.volume";
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
    Checked table = Checked.of(gate, context, List.of());
    table.other(p.of(), gate.by());
    Map<Optional<String>, Double> parts =
        table.measure("COUNT(*)").stream()
            .collect(Collectors.toMap(Checked.Measured::group, m -> m.figure(0)));
    Function<Checked.Measured, Gate.Outcome> judge =
        m -> judge(p, table, m, parts.getOrDefault(m.group(), 0.0));
    return Checked.outcomes(table.measureFrom(p.of(), "COUNT(*)"), judge);
  }

  private static Gate.Outcome judge(Parameters p, Checked table, Checked.Measured m, double part) {
    double share = Checked.share(part, m.figure(0));
    boolean many = share > p.maxShare();
    boolean passed = !many && share >= p.minShare();
    double threshold = many || p.minShare() == 0 ? p.maxShare() : p.minShare();
    String message =
        "%s%s has %s, %s of the %s of %s; %s to %s are expected."
            .formatted(
                table.table(),
                m.where(),
                Figures.rows(part),
                Figures.percent(share),
                Figures.count(m.figure(0)),
                p.of(),
                Figures.percent(p.minShare()),
                Figures.percent(p.maxShare()));
    return new Gate.Outcome(m.group(), passed, share, threshold, message, Optional.empty());
  }
}
