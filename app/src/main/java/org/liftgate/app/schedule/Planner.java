package org.liftgate.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing.Status;
import org.liftgate.app.journal.Firings;

/** Writes down which nominal times have come, and applies the misfire rule to those long past. */
public final class Planner {
  /** A time seen this late is still seen in time. */
  static final Duration IN_TIME = Duration.ofMinutes(2);

  private final Platform platform;

  public Planner(Platform platform) {
    this.platform = platform;
  }

  /** Plans every schedule that is not paused up to now. */
  public void plan() {
    Instant now = platform.journal().clock().instant();
    for (var entry : new ScheduleBook(platform).all()) {
      if (entry.row().paused()) {
        continue;
      }
      if (entry.schedule().cron() == null) {
        arrive(entry);
      } else {
        plan(entry, now);
      }
    }
  }

  private void plan(ScheduleBook.Entry entry, Instant now) {
    Instant from = entry.row().plannedUntil();
    var times = Cron.of(entry.schedule().cron(), entry.schedule().zone()).between(from, now);
    if (!times.isEmpty()) {
      platform
          .journal()
          .firings()
          .plan(entry.schedule().name(), from, now, decide(times, entry.schedule().misfire(), now));
    }
  }

  /** Dates whose data have begun to arrive since the schedule was made. */
  private void arrive(ScheduleBook.Entry entry) {
    Schedule s = entry.schedule();
    LocalDate since = s.date(entry.row().plannedUntil());
    for (LocalDate date : Dates.of(s.data())) {
      if (!date.isBefore(since)) {
        platform
            .journal()
            .firings()
            .arrived(s.name(), date.atStartOfDay(ZoneId.of(s.zone())).toInstant());
      }
    }
  }

  static List<Firings.Planned> decide(List<Instant> times, Schedule.Misfire misfire, Instant now) {
    var planned = new ArrayList<Firings.Planned>();
    for (int i = 0; i < times.size(); i++) {
      boolean late = times.get(i).plus(IN_TIME).isBefore(now);
      boolean fires =
          !late
              || misfire == Schedule.Misfire.ALL
              || (misfire == Schedule.Misfire.LAST && i == times.size() - 1);
      planned.add(
          new Firings.Planned(
              times.get(i),
              fires ? Status.DUE : Status.MISSED,
              fires ? "" : "nobody looked at the time; misfire is " + misfire.word(),
              late && misfire == Schedule.Misfire.ALL));
    }
    return planned;
  }

  /**
   * Times from one date to another, both included, that have no run yet.
   *
   * @param dry whether they are only named
   */
  public List<Instant> backfill(String name, LocalDate from, LocalDate to, boolean dry) {
    Schedule schedule = new ScheduleBook(platform).get(name).schedule();
    var times = Backfill.times(schedule, from, to, platform.journal().clock().instant());
    var firings = platform.journal().firings();
    return dry
        ? times.stream()
            .filter(
                t ->
                    firings.between(name, t, t.plusMillis(1)).stream()
                        .noneMatch(f -> f.status() == Status.STARTED || f.status() == Status.DUE))
            .toList()
        : firings.backfill(name, times);
  }
}
