package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One whole problem and the time it may take. Bars are found through {@code ServiceLoader}; each
 * runs in a fresh process, so that its first call is a cold one.
 */
public interface Bar {

  /** A short name for the command line, such as {@code twfe-10m}. */
  String name();

  /** What is timed, and what the call includes, in one line. */
  String what();

  Limit limit();

  /**
   * Makes the data; not timed.
   *
   * @param peers the folder of {@code gen.py}'s data sets when the peers' very numbers are wanted;
   *     empty for data of the same laws, generated here
   */
  Work prepare(Optional<Path> peers);

  /**
   * @param seconds median wall time allowed
   * @param first seconds allowed for the first call
   * @param peer who else was timed and how long it took, such as {@code fixest 1.45}
   */
  record Limit(double seconds, double first, String peer) {
    /** With a first call of five times the median. */
    public static Limit of(double seconds, String peer) {
      return new Limit(seconds, 5 * seconds, peer);
    }
  }

  /**
   * A call ready to be timed.
   *
   * @param rows of the data
   * @param bytes the input that a call must read, each byte counted once
   * @param call does the whole work; gives the figures to print, by name
   * @param expected the peer's figures on these data; empty when there are none
   */
  record Work(
      long rows, long bytes, Supplier<Map<String, Double>> call, Map<String, Double> expected) {}
}
