package org.liftgate.ingest.simulate;

import java.util.Arrays;

/** A household's lines in a world, from a day to another. */
final class History {
  private static final int FIRST_CAPACITY = 512;

  private int size;
  private int[] days = new int[FIRST_CAPACITY];
  private int[] products = new int[FIRST_CAPACITY];
  private final long[][] amounts = new long[Outcome.values().length][FIRST_CAPACITY];

  private History() {}

  static History of(RetailDraw draw, Household household, World world, int from, int to) {
    var history = new History();
    draw.shopping().trips(household, world, from, to, history::add);
    return history;
  }

  private void add(Basket basket) {
    while (size + basket.size > days.length) {
      grow();
    }
    for (int i = 0; i < basket.size; i++) {
      days[size] = basket.day;
      products[size] = basket.products[i];
      for (Outcome outcome : Outcome.values()) {
        amounts[outcome.ordinal()][size] = outcome.of(basket, i);
      }
      size++;
    }
  }

  private void grow() {
    days = Arrays.copyOf(days, 2 * size + FIRST_CAPACITY);
    products = Arrays.copyOf(products, days.length);
    for (int o = 0; o < amounts.length; o++) {
      amounts[o] = Arrays.copyOf(amounts[o], days.length);
    }
  }

  int size() {
    return size;
  }

  int day(int line) {
    return days[line];
  }

  int product(int line) {
    return products[line];
  }

  /** In cents, or units. */
  long amount(int outcome, int line) {
    return amounts[outcome][line];
  }

  /** Day of the first line; past every day without any. */
  int firstDay() {
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      first = Math.min(first, days[i]);
    }
    return first;
  }
}
