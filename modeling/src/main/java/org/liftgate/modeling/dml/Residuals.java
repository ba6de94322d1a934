package org.liftgate.modeling.dml;

import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.dml.DmlSample.Columns;
import org.liftgate.modeling.learn.MeanLearner;

/**
 * Outcome and treatment less their out-of-fold means.
 *
 * @param treatment contrasts x n
 * @param outcomeLeft share of the outcome's variance that is left
 * @param left the same of each contrast
 * @param arms whether the treatment has arms
 */
public record Residuals(
    double[] outcome, double[][] treatment, double outcomeLeft, double[] left, boolean arms) {

  static Residuals of(DmlSample s, Nuisances nuisances, Split split, long seed, Workers workers) {
    Columns known = s.known();
    var cross = new CrossFit(known, split, seed, workers);
    double[][] t = s.treatment().columns();
    double[][] of = new double[t.length + 1][];
    boolean arms = s.treatment() instanceof Treatment.Arms;
    if (!arms && nuisances.outcome().equals(nuisances.treatment())) {
      of = cross.means(nuisances.outcome(), new double[][] {s.outcome(), t[0]});
    } else {
      of[0] = cross.means(nuisances.outcome(), new double[][] {s.outcome()})[0];
      double[][] e = expected(s, nuisances.treatment(), cross, t);
      System.arraycopy(e, 0, of, 1, e.length);
    }
    var left = new double[t.length];
    var residuals = new double[t.length][];
    for (int a = 0; a < t.length; a++) {
      left[a] = CrossFit.left(t[a], of[a + 1]);
      residuals[a] = minus(t[a], of[a + 1]);
    }
    return new Residuals(
        minus(s.outcome(), of[0]), residuals, CrossFit.left(s.outcome(), of[0]), left, arms);
  }

  private static double[][] expected(
      DmlSample s, MeanLearner learner, CrossFit cross, double[][] columns) {
    return switch (s.treatment()) {
      case Treatment.Dose _ -> cross.means(learner, columns);
      case Treatment.Arms arms -> {
        double[][] p = cross.probabilities(learner, arms);
        yield java.util.Arrays.copyOfRange(p, 1, p.length);
      }
    };
  }

  private static double[] minus(double[] a, double[] b) {
    var out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }
}
