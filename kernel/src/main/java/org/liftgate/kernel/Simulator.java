package org.liftgate.kernel;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Draws data of known truth: raw files like those a user brings, and {@code truth.json} beside
 * them. Found by {@link java.util.ServiceLoader}.
 *
 * @param <P> parameters, bound from the pipeline's YAML
 */
public interface Simulator<P extends Record> {
  String name();

  Class<P> parameters();

  /**
   * Fills an empty folder. The same parameters, scale and seed give the same bytes.
   *
   * @param scale 1 is the size of the real data set
   * @param cancelled asked about once a second; when true the simulator stops at once
   */
  void simulate(P parameters, double scale, long seed, Path folder, BooleanSupplier cancelled);
}
