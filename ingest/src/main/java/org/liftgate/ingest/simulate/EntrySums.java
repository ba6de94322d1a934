package org.liftgate.ingest.simulate;

/**
 * As observed less all of its mailings removed, added up over households seen shopping before their
 * first mailing, by week of that mailing and week of the calendar.
 */
final class EntrySums {
  private static final int OUTCOMES = Outcome.values().length;
  private static final int WEEKS = Shopping.week(Shopping.DAYS);

  private final RetailDraw draw;
  private final long[][] sums = new long[WEEKS + 1][OUTCOMES * (WEEKS + 1)];
  private final int[] households = new int[WEEKS + 1];
  private final long[] total = new long[OUTCOMES];

  EntrySums(RetailDraw draw) {
    this.draw = draw;
  }

  void add(Household household, History observed, History none) {
    var first = draw.mailings().first(household.index());
    if (first.isEmpty()) {
      return;
    }
    int cohort = Shopping.week(first.get().start());
    boolean seen = observed.firstDay() < first.get().start();
    households[cohort] += seen ? 1 : 0;
    add(observed, 1, seen ? cohort : 0);
    add(none, -1, seen ? cohort : 0);
  }

  /** Cohort 0 holds those that no cohort has. */
  private void add(History history, int sign, int cohort) {
    for (int i = 0; i < history.size(); i++) {
      int week = Shopping.week(history.day(i));
      for (int o = 0; o < OUTCOMES; o++) {
        long amount = sign * history.amount(o, i);
        sums[cohort][o * (WEEKS + 1) + week] += amount;
        total[o] += amount;
      }
    }
  }

  void merge(EntrySums other) {
    for (int g = 0; g <= WEEKS; g++) {
      Sums.add(sums[g], other.sums[g]);
      households[g] += other.households[g];
    }
    Sums.add(total, other.total);
  }

  int households(int cohort) {
    return households[cohort];
  }

  /** Mean of the cohort's households in a week of the calendar. */
  double att(Outcome outcome, int cohort, int week) {
    long sum = sums[cohort][outcome.ordinal() * (WEEKS + 1) + week];
    return outcome.scaled(sum) / households[cohort];
  }

  /** Of all households and days. */
  double total(Outcome outcome) {
    return outcome.scaled(total[outcome.ordinal()]);
  }
}
