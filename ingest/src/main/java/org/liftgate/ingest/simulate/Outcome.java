package org.liftgate.ingest.simulate;

import java.util.Locale;

/** What is added up over a household's lines. */
enum Outcome {
  /** What the till took, in cents: net of shelf discounts. */
  SALES(100) {
    @Override
    long of(Basket basket, int line) {
      return basket.values[line];
    }
  },
  UNITS(1) {
    @Override
    long of(Basket basket, int line) {
      return basket.quantities[line];
    }
  },
  /** At list prices, in cents: before shelf discounts. */
  BASE_VALUE(100) {
    @Override
    long of(Basket basket, int line) {
      return basket.values[line] + basket.discounts[line];
    }
  };

  private final double scale;

  Outcome(double scale) {
    this.scale = scale;
  }

  abstract long of(Basket basket, int line);

  /** In money, or units. */
  double scaled(long sum) {
    return sum / scale;
  }

  /** As estimates name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
