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

  /**
   * Fills an empty folder with data over given dimension tables. The same parameters, tables and
   * seed give the same bytes. A simulator that draws its own tables refuses.
   *
   * @param dimensions a folder with the tables, by the names the pipeline's files have
   */
  default void simulateOver(
      P parameters, Path dimensions, long seed, Path folder, BooleanSupplier cancelled) {
    throw LiftgateException.input(
        Problem.of(
            "dimensions",
            dimensions.toString(),
            "cannot be used: " + name() + " draws its own tables",
            "Maybe leave it out."));
  }
}
