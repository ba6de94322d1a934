package org.liftgate.app.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.schedule.Schedule;

/** A night without a result: it waits, its run still works, or it was left out. */
record LateNight(Firing firing, Schedule schedule) {
  private boolean leftOut() {
    return firing.status() == Firing.Status.SKIPPED || firing.status() == Firing.Status.MISSED;
  }

  /** From when on it is late; at once where it was left out. */
  Instant since(Target target) {
    if (leftOut()) {
      return firing.changed();
    }
    Instant meant = schedule.cron() == null ? firing.dueAt() : firing.nominal();
    return meant.plus(Duration.ofMinutes(target.lateAfterMinutes()));
  }

  private String night() {
    return firing.schedule() + " of " + schedule.date(firing.nominal());
  }

  String subject() {
    return switch (firing.status()) {
      case SKIPPED, MISSED -> night() + " did not run: " + firing.reason();
      case STARTED -> night() + " is late: its run still works";
      case DUE ->
          night()
              + " is late: "
              + (firing.reason().isEmpty() ? "it has not started" : "it " + firing.reason());
    };
  }

  String text(Target target, String link) {
    var out = new StringBuilder(subject()).append(".\n");
    if (!leftOut()) {
      out.append("It should have had a result by ").append(clock(since(target))).append('.');
      if (firing.status() == Firing.Status.DUE) {
        out.append(" It waits until ")
            .append(clock(firing.dueAt().plus(schedule.patience())))
            .append('.');
      }
      out.append('\n');
    }
    out.append("What was published last stays published.\n\npipeline  ")
        .append(schedule.pipeline());
    if (firing.run() != null) {
      out.append("\nrun       ").append(firing.run());
    }
    return out.append("\nlook      ").append(link).append('\n').toString();
  }

  private String clock(Instant time) {
    return DateTimeFormatter.ofPattern("HH:mm, d MMM (VV)", Locale.ROOT)
        .format(time.atZone(ZoneId.of(schedule.zone())));
  }
}
