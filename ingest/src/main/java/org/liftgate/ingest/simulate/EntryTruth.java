package org.liftgate.ingest.simulate;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * True effects of programme entry: of a household's first mailing and all that follow it. Cohorts
 * are households by the week of their first mailing; aggregates are those of Callaway and Sant'Anna
 * (2021), section 3, over cohorts of at least {@link #SMALLEST}.
 */
final class EntryTruth {
  static final String ENTRY = "entry";
  static final int SMALLEST = 30;

  private static final List<Outcome> OUTCOMES = List.of(Outcome.SALES, Outcome.UNITS);

  private final EntrySums sums;
  private final int last;
  private final int[] cohorts;

  /**
   * @param last the last whole week observed
   */
  EntryTruth(EntrySums sums, int last) {
    this.sums = sums;
    this.last = last;
    cohorts = IntStream.rangeClosed(1, last).filter(g -> sums.households(g) >= SMALLEST).toArray();
  }

  void addTo(List<Truth.Value> out) {
    if (cohorts.length > 0) {
      for (Outcome outcome : OUTCOMES) {
        groupTimes(outcome, out);
        aggregates(outcome, out);
      }
    }
  }

  private void groupTimes(Outcome outcome, List<Truth.Value> out) {
    for (int g : cohorts) {
      for (int t = g; t <= last; t++) {
        value(
            outcome,
            "att(" + g + "," + t + ")",
            sums.att(outcome, g, t),
            "households first mailed in week " + g + ", week " + t,
            "equal: " + sums.households(g) + " households",
            out);
      }
    }
  }

  private void aggregates(Outcome outcome, List<Truth.Value> out) {
    int longest = last - cohorts[0];
    var events = new double[longest + 1];
    for (int e = 0; e <= longest; e++) {
      int after = e;
      int[] seen = IntStream.of(cohorts).filter(g -> g + after <= last).toArray();
      events[e] = mean(seen, g -> sums.att(outcome, g, g + after), sums::households);
      String target = "cohorts seen " + e + " weeks after entry";
      value(outcome, "event(" + e + ")", events[e], target, "households by cohort", out);
    }
    value(
        outcome,
        "dynamic",
        IntStream.rangeClosed(0, longest).mapToDouble(e -> events[e]).average().orElseThrow(),
        "weeks from entry on",
        "equal by week from entry",
        out);
    value(
        outcome,
        "simple",
        mean(cohorts, g -> afterEntry(outcome, g), g -> sums.households(g) * (last - g + 1.0)),
        "cohorts x weeks from entry on",
        "households by cohort and week",
        out);
    double group = mean(cohorts, g -> afterEntry(outcome, g), sums::households);
    for (String term : List.of("att", "group")) {
      value(
          outcome,
          term,
          group,
          "cohorts, each the mean of its weeks from entry on",
          "households by cohort",
          out);
    }
    value(
        outcome,
        "calendar",
        IntStream.rangeClosed(cohorts[0], last)
            .mapToDouble(t -> inWeek(outcome, t))
            .average()
            .orElseThrow(),
        "weeks of the calendar, each the mean of the cohorts entered",
        "equal by week; households by cohort within",
        out);
  }

  private double afterEntry(Outcome outcome, int cohort) {
    return IntStream.rangeClosed(cohort, last)
        .mapToDouble(t -> sums.att(outcome, cohort, t))
        .average()
        .orElseThrow();
  }

  private double inWeek(Outcome outcome, int week) {
    int[] entered = IntStream.of(cohorts).filter(g -> g <= week).toArray();
    return mean(entered, g -> sums.att(outcome, g, week), sums::households);
  }

  private static double mean(
      int[] cohorts, IntToDoubleFunction effect, IntToDoubleFunction weight) {
    double sum = 0;
    double weights = 0;
    for (int g : cohorts) {
      sum += weight.applyAsDouble(g) * effect.applyAsDouble(g);
      weights += weight.applyAsDouble(g);
    }
    return sum / weights;
  }

  private static void value(
      Outcome outcome,
      String term,
      double value,
      String target,
      String weights,
      List<Truth.Value> out) {
    out.add(
        new Truth.Value(
            ENTRY,
            outcome.word(),
            Optional.empty(),
            term,
            value,
            target + ": as observed less the cohort's mailings removed",
            weights));
  }
}
