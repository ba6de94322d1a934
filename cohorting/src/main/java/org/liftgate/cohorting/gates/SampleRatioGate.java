package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import org.liftgate.cohorting.SampleRatio;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;

/**
 * {@code cohorting.sample-ratio}: arm counts agree with the ratio declared when units were
 * assigned. A mismatch means that units were lost or added in one arm, and the comparison with it.
 */
public final class SampleRatioGate implements GateKind<SampleRatioGate.Parameters> {

  /** The declared ratio, and when to disbelieve it. */
  @Doc("Arm counts agree with the declared ratio (chi-square test, one degree of freedom).")
  public record Parameters(
      @Doc("Declared treated units for each comparison unit") @Default("1") double ratio,
      @Doc("The gate fails when p is below this") @Default("0.001") double minP) {
    public Parameters {
      if (!(ratio > 0 && Double.isFinite(ratio))) {
        throw LiftgateException.input(
            Problem.of(
                "ratio",
                Double.toString(ratio),
                "must be above 0",
                "Maybe 1, for as many treated as comparison units."));
      }
    }
  }

  @Override
  public String name() {
    return "cohorting.sample-ratio";
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
    return Counted.each(gate, context, ArmsGate.ARMS, gate.on(), group -> judge(p, group));
  }

  private static Gate.Outcome judge(Parameters p, Counted.Group group) {
    long treated = group.get("treated_units");
    long comparison = group.get("comparison_units");
    if (treated + comparison == 0) {
      return group.outcome(false, 0, p.minP(), "no unit in either arm");
    }
    double pValue = SampleRatio.of(p.ratio()).pValue(treated, comparison);
    return group.outcome(
        pValue >= p.minP(),
        pValue,
        p.minP(),
        String.format(
            Locale.ROOT,
            "%s treated and %s to compare with against a declared ratio of %s: p %s",
            Counted.units(treated),
            Counted.units(comparison),
            Double.toString(p.ratio()).replaceAll("\\.0$", ""),
            pValue < 0.001 ? "< .001" : String.format(Locale.ROOT, "= %.3f", pValue)));
  }
}
