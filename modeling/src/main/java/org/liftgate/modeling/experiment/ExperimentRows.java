package org.liftgate.modeling.experiment;

import org.liftgate.kernel.Sample;

/**
 * Subjects of a randomised experiment.
 *
 * @param treated n flags
 * @param outcome n values
 * @param covariates k columns of n values known before assignment; k may be 0
 * @param cluster n codes of the unit of assignment; empty where that is the row
 */
public record ExperimentRows(byte[] treated, double[] outcome, double[][] covariates, int[] cluster)
    implements Sample {
  public ExperimentRows {
    if (treated.length != outcome.length
        || (cluster.length != 0 && cluster.length != outcome.length)) {
      throw new IllegalArgumentException("columns of an experiment must have one length");
    }
  }

  public static ExperimentRows of(byte[] treated, double[] outcome) {
    return new ExperimentRows(treated, outcome, new double[0][], new int[0]);
  }

  public ExperimentRows withCovariates(double[]... columns) {
    return new ExperimentRows(treated, outcome, columns, cluster);
  }

  public ExperimentRows withClusters(int[] codes) {
    return new ExperimentRows(treated, outcome, covariates, codes);
  }

  @Override
  public int rows() {
    return outcome.length;
  }
}
