package org.liftgate.accumulate;

/**
 * What a bootstrap reads of each unit, in order of the units' rows, so that it is read in order.
 *
 * @param order units by place
 * @param low by place, periods seen, codes 0..63
 * @param high by place, codes 64..127
 * @param rows by place
 * @param scores by place
 */
record BootstrapUnits(
    UnitMasks masks, int[] order, long[] low, long[] high, int[] rows, double[] scores) {

  static BootstrapUnits of(UnitMasks masks, double[] scores) {
    int[] order = masks.byRows();
    int count = order.length;
    var units =
        new BootstrapUnits(
            masks, order, new long[count], new long[count], new int[count], new double[count]);
    for (int place = 0; place < count; place++) {
      int u = order[place];
      units.low[place] = masks.low[u];
      units.high[place] = masks.high[u];
      units.rows[place] = masks.rows(u);
      units.scores[place] = scores[u];
    }
    return units;
  }

  int count() {
    return order.length;
  }
}
