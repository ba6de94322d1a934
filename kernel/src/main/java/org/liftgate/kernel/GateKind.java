package org.liftgate.kernel;

import java.util.List;

/**
 * A way of checking, named {@code <room>.<kind>}. Found by {@link java.util.ServiceLoader}.
 *
 * @param <P> parameters, bound from the pipeline's YAML
 */
public interface GateKind<P extends Record> {
  String name();

  /** Raised whenever the same input may give another outcome. */
  int version();

  Class<P> parameters();

  /** Whether an operator may waive a failure; no for schema and linkage. */
  default boolean waivable() {
    return true;
  }

  /** One outcome, or one for each group when the gate has {@code by}. */
  List<Gate.Outcome> check(P parameters, Gate gate, StageContext context);
}
