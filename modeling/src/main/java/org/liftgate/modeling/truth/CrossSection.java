package org.liftgate.modeling.truth;

import org.liftgate.kernel.Sample;

/**
 * Subjects seen once.
 *
 * @param covariates k columns of n values, all known before treatment
 * @param treated n flags
 * @param outcome n values
 * @param cluster n codes of the unit of assignment; the row itself where that is the subject
 */
public record CrossSection(double[][] covariates, byte[] treated, double[] outcome, int[] cluster)
    implements Sample {

  @Override
  public int rows() {
    return outcome.length;
  }
}
