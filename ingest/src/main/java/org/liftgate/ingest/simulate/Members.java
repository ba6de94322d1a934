package org.liftgate.ingest.simulate;

import org.jspecify.annotations.Nullable;

/**
 * Which households there are, and how many commodities they choose from.
 *
 * @param size number of households
 * @param commodities number of commodities
 * @param keys by index, null where the key is {@code index + 1}
 * @param pull by index, what given lists say of a household's standing, standard normal; null
 *     without given lists
 * @param correlation of standing with that
 */
record Members(
    int size,
    int commodities,
    int @Nullable [] keys,
    double @Nullable [] pull,
    double correlation) {

  static Members planned(int size) {
    return new Members(size, Assortment.PLANNED, null, null, 0);
  }

  int key(int index) {
    return keys == null ? index + 1 : keys[index];
  }

  /** Standard normal, made of what was drawn and of what given lists say. */
  double standing(int index, double drawn) {
    return pull == null
        ? drawn
        : correlation * pull[index] + StrictMath.sqrt(1 - correlation * correlation) * drawn;
  }
}
