package org.liftgate.ingest.simulate;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;

/**
 * Differences between a draw's worlds, gathered in one pass over its households: each household is
 * drawn in the world observed, in the one without any of its mailings, without each of them, and
 * with other depths. No mailing reaches another household, so nobody else needs to be looked at.
 */
final class Sums {
  private final RetailDraw draw;
  final MailingSums mailing;
  final EntrySums entry;
  final Optional<DepthSums> depth;

  private Sums(RetailDraw draw, int horizon, int wholeWeeks) {
    this.draw = draw;
    mailing = new MailingSums(draw, horizon);
    entry = new EntrySums(draw);
    depth =
        draw.parameters().shelf().deals()
            ? Optional.of(new DepthSums(draw, wholeWeeks))
            : Optional.empty();
  }

  /**
   * @param horizon weeks from a campaign's start
   * @param wholeWeeks whole weeks of the calendar that were observed
   */
  static Sums of(RetailDraw draw, int horizon, int wholeWeeks, BooleanSupplier cancelled) {
    return IntStream.range(0, draw.households())
        .parallel()
        .collect(
            () -> new Sums(draw, horizon, wholeWeeks),
            (sums, h) -> {
              if (cancelled.getAsBoolean()) {
                throw LiftgateException.cancelled();
              }
              sums.add(draw.household(h));
            },
            Sums::merge);
  }

  private void add(Household household) {
    var observed = History.of(draw, household, World.asObserved(), 1, Shopping.DAYS);
    mailing.add(household, observed);
    if (draw.mailings().first(household.index()).isPresent()) {
      var none = History.of(draw, household, World.withoutAny(), 1, Shopping.DAYS);
      entry.add(household, observed, none);
    }
    depth.ifPresent(sums -> sums.add(household, observed));
  }

  private void merge(Sums other) {
    mailing.merge(other.mailing);
    entry.merge(other.entry);
    depth.ifPresent(sums -> sums.merge(other.depth.orElseThrow()));
  }

  static void add(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] += other[i];
    }
  }
}
