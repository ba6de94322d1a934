package org.liftgate.modeling.mediation;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Sample;

/**
 * Weeks in time order.
 *
 * @param treatment n values, transformed as they are to enter
 * @param mediator n values
 * @param outcome n values
 * @param controlNames k names
 * @param controls k columns of n values; the intercept is added
 */
public record MediationSample(
    double[] treatment,
    double[] mediator,
    double[] outcome,
    List<String> controlNames,
    double[][] controls)
    implements Sample {
  public MediationSample {
    controlNames = List.copyOf(controlNames);
    int n = outcome.length;
    boolean same = treatment.length == n && mediator.length == n;
    for (double[] c : controls) {
      same &= c.length == n;
    }
    if (!same || controlNames.size() != controls.length) {
      throw new IllegalArgumentException("columns must have the outcome's %d rows".formatted(n));
    }
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** Intercept, treatment, controls. */
  double[][] first() {
    var out = new ArrayList<double[]>();
    double[] one = new double[rows()];
    java.util.Arrays.fill(one, 1);
    out.add(one);
    out.add(treatment);
    out.addAll(List.of(controls));
    return out.toArray(double[][]::new);
  }
}
