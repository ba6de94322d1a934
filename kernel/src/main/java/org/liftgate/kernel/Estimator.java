package org.liftgate.kernel;

import java.util.List;

/**
 * An immutable value whose options include the covariance.
 *
 * @param <S> the shape of data it reads
 */
public interface Estimator<S extends Sample> {

  /** The name used on the command line and in artifacts, such as {@code fe}. */
  String name();

  /**
   * Estimates from the sample. What cannot be estimated comes back as {@link Estimate.Missing},
   * never as an exception and never as a number.
   */
  List<Estimate> estimate(S sample);
}
