package org.liftgate.kernel;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A way of computing, named {@code <room>.<kind>}. Found by {@link java.util.ServiceLoader}.
 *
 * @param <P> parameters, bound from the pipeline's YAML
 */
public interface StageKind<P extends Record> {
  String name();

  /** Raised whenever the same input may give another output. */
  int version();

  /** Pure kinds are cached by their key; effect kinds run every time, idempotently. */
  boolean pure();

  /** Whether the seed is part of the key. */
  default boolean random() {
    return false;
  }

  /** What a kind reads beyond its input tables; each is part of its key. */
  enum Reads {
    /** The run's raw data folder, and the pipeline's sources. */
    RAW_DATA,
    /** Gate outcomes of the run so far. */
    GATES,
    /** The pipeline's question, assumptions, claims and texts. */
    TEXTS,
    /** Which recipe the run follows. */
    PROFILE
  }

  default Set<Reads> reads() {
    return Set.of();
  }

  /**
   * Whether it takes whatever its needs bring and goes on without the rest. Only such a kind may
   * need a stage that a published run leaves out.
   */
  default boolean gathers() {
    return false;
  }

  /** Whether tables with {@code role: outcome} are views of its engine session. */
  default boolean seesOutcomes(P parameters) {
    return true;
  }

  Class<P> parameters();

  /**
   * What is wrong with texts that the parameters hold or name, told before anything runs. Tables
   * are not there yet.
   *
   * @param files texts of the pipeline's folder by relative path
   */
  default List<Problem> problems(P parameters, Map<String, String> files) {
    return List.of();
  }

  /**
   * Reads the inputs of the context, writes its outputs.
   *
   * @throws LiftgateException for whatever a person can act on
   */
  void run(P parameters, StageContext context);
}
