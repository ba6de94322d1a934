package org.liftgate.kernel;

/** Rows an estimator reads, as primitive columns. */
public interface Sample {
  int rows();
}
