package org.liftgate.modeling.estimate.experiment;

import java.util.Arrays;

/** Arms of units, each once. */
final class UnitArms {
  private UnitArms() {}

  /**
   * @param unit n codes 0..U-1; empty where each row is a unit
   * @param treated n flags
   */
  static byte[] of(int[] unit, byte[] treated) {
    if (unit.length == 0) {
      return treated;
    }
    var arms = new byte[Arrays.stream(unit).max().orElse(-1) + 1];
    for (int i = 0; i < unit.length; i++) {
      arms[unit[i]] = treated[i];
    }
    return arms;
  }
}
