package org.liftgate.ingest.simulate;

import java.util.Arrays;

/** The lines of one shopping trip, one line a product. Reused from trip to trip. */
final class Basket {
  int trip;
  int day;
  int size;
  int[] products = new int[64];
  int[] quantities = new int[64];

  /** What the till took for the line, in cents. */
  long[] values = new long[64];

  /** Shelf discount of the line, in cents, not negative. */
  long[] discounts = new long[64];

  void open(int trip, int day) {
    this.trip = trip;
    this.day = day;
    size = 0;
  }

  /** Adds units to the product's line, or a new line. */
  void add(int product, int quantity, int centsPaid, int centsOff) {
    int at = 0;
    while (at < size && products[at] != product) {
      at++;
    }
    if (at == size) {
      grow();
      products[at] = product;
      quantities[at] = 0;
      values[at] = 0;
      discounts[at] = 0;
      size++;
    }
    quantities[at] += quantity;
    values[at] += (long) quantity * centsPaid;
    discounts[at] += (long) quantity * centsOff;
  }

  private void grow() {
    if (size == products.length) {
      products = Arrays.copyOf(products, 2 * size);
      quantities = Arrays.copyOf(quantities, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      discounts = Arrays.copyOf(discounts, 2 * size);
    }
  }

  long cents() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return sum;
  }

  long units() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += quantities[i];
    }
    return sum;
  }
}
