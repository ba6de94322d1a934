package org.liftgate.app.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.kernel.Run;

/** Whether the schedules that one needs have succeeded for the same date. */
final class Needs {
  private final Platform platform;

  Needs(Platform platform) {
    this.platform = platform;
  }

  Optional<Dispatcher.Hindrance> hindrance(Schedule schedule, Firing firing) {
    LocalDate date = schedule.date(firing.nominal());
    return schedule.needs().stream()
        .map(need -> one(need, date))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Dispatcher.Hindrance> one(String need, LocalDate date) {
    var row = platform.journal().schedules().find(need);
    if (row.isEmpty()) {
      return Optional.of(Dispatcher.Hindrance.forGood("needs " + need + ", which is gone"));
    }
    ZoneId zone = ZoneId.of(new ScheduleBook(platform).get(need).schedule().zone());
    Instant from = date.atStartOfDay(zone).toInstant();
    Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
    var firings = platform.journal().firings().between(need, from, to);
    String name = need + " of " + date;
    if (firings.isEmpty()) {
      return Optional.of(Dispatcher.Hindrance.patiently("waits for " + name));
    }
    Firing last = firings.getLast();
    return switch (last.status()) {
      case DUE -> Optional.of(Dispatcher.Hindrance.patiently("waits for " + name));
      case SKIPPED, MISSED ->
          Optional.of(Dispatcher.Hindrance.forGood("needs " + name + ", which did not run"));
      case STARTED -> started(name, last.run());
    };
  }

  private Optional<Dispatcher.Hindrance> started(String name, String run) {
    Run.Status status = platform.journal().run(run).orElseThrow().status();
    if (status == Run.Status.SUCCEEDED) {
      return Optional.empty();
    }
    return Optional.of(
        status.ended()
            ? Dispatcher.Hindrance.forGood("needs " + name + ", whose run " + status.word())
            : Dispatcher.Hindrance.patiently("waits for " + name));
  }
}
