package org.liftgate.modeling.synthetic;

import org.liftgate.kernel.Estimate.Reason;

/** A block of treated units, or why the rows make none. */
public sealed interface Shape permits Block, Shape.Unfit {

  /**
   * @param detail a plain sentence that names the unit or period
   */
  record Unfit(Reason reason, String detail) implements Shape {}
}
