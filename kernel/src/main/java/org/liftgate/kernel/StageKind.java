package org.liftgate.kernel;

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

  Class<P> parameters();

  /**
   * Reads the inputs of the context, writes its outputs.
   *
   * @throws LiftgateException for whatever a person can act on
   */
  void run(P parameters, StageContext context);
}
