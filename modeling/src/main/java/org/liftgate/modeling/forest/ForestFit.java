package org.liftgate.modeling.forest;

import org.liftgate.kernel.Estimate.Reason;

/** A forest, or why there is none. */
public sealed interface ForestFit permits Forest, ForestFit.Refused {

  /**
   * @param detail a plain sentence
   */
  record Refused(Reason reason, String detail) implements ForestFit {}
}
