package org.liftgate.app.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Nominal times of the past. */
final class Backfill {
  private static final int MOST = 5000;

  private Backfill() {}

  /** Times of a schedule on the dates from one to another, both included, that have passed. */
  static List<Instant> times(Schedule schedule, LocalDate from, LocalDate to, Instant now) {
    if (to.isBefore(from)) {
      throw LiftgateException.input(
          Problem.of(
              "--to", to.toString(), "must not be before " + from, "Maybe the two are swapped."));
    }
    ZoneId zone = ZoneId.of(schedule.zone());
    Instant begin = from.atStartOfDay(zone).toInstant().minusMillis(1);
    Instant end = to.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    Instant last = end.isBefore(now) ? end : now;
    List<Instant> times = times(schedule, zone, begin, last);
    if (times.size() > MOST) {
      throw LiftgateException.input(
          Problem.of(
              "--from",
              from.toString(),
              "asks for " + times.size() + " runs; at most " + MOST + " at once",
              "Maybe fill in a shorter time first."));
    }
    return times;
  }

  private static List<Instant> times(Schedule schedule, ZoneId zone, Instant begin, Instant last) {
    @Nullable String cron = schedule.cron();
    if (cron != null) {
      return Cron.of(cron, schedule.zone()).between(begin, last);
    }
    return Stream.iterate(
            LocalDate.ofInstant(begin.plusMillis(1), zone),
            d -> !d.atStartOfDay(zone).toInstant().isAfter(last),
            d -> d.plusDays(1))
        .map(d -> d.atStartOfDay(zone).toInstant())
        .toList();
  }
}
