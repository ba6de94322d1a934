package org.liftgate.app.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.journal.Firing.Status;
import org.liftgate.app.journal.Firings;
import org.liftgate.app.journal.RunRow;
import org.liftgate.kernel.LiftgateException;

/**
 * Starts due firings whose conditions are met: the schedules they need have succeeded for the same
 * date, their data are complete, and no earlier run is in their way. Until then a firing waits, and
 * says for what; after its patience it is left out.
 */
public final class Dispatcher {
  private final Platform platform;
  private final Firings firings;

  public Dispatcher(Platform platform) {
    this.platform = platform;
    this.firings = platform.journal().firings();
  }

  /**
   * What keeps a firing from starting.
   *
   * @param until how it goes on
   */
  record Hindrance(String reason, Until until) {
    static Hindrance forGood(String reason) {
      return new Hindrance(reason, Until.NEVER);
    }

    static Hindrance patiently(String reason) {
      return new Hindrance(reason, Until.PATIENCE_ENDS);
    }
  }

  /** How long a hindrance is waited for. */
  enum Until {
    NEVER,
    PATIENCE_ENDS,
    IT_PASSES
  }

  /** Starts what can start now. */
  public List<RunRow> dispatch() {
    var started = new ArrayList<RunRow>();
    var book = new ScheduleBook(platform);
    for (Firing firing : firings.due()) {
      platform
          .journal()
          .schedules()
          .find(firing.schedule())
          .flatMap(row -> attempt(book.get(row.name()).schedule(), firing))
          .ifPresent(started::add);
    }
    return started;
  }

  private Optional<RunRow> attempt(Schedule schedule, Firing firing) {
    try {
      Optional<Hindrance> hindrance =
          new Needs(platform)
              .hindrance(schedule, firing)
              .or(() -> new Arrival(platform).hindrance(schedule, firing))
              .or(() -> overlap(schedule, firing));
      if (hindrance.isPresent()) {
        wait(schedule, firing, hindrance.get());
        return Optional.empty();
      }
      var request = ScheduledRequest.of(schedule, firing.nominal());
      return new RunStarter(platform).start(firing, request);
    } catch (LiftgateException e) {
      firings.decide(firing, Status.SKIPPED, shortened(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
  }

  private void wait(Schedule schedule, Firing firing, Hindrance hindrance) {
    Instant now = platform.journal().clock().instant();
    boolean over =
        hindrance.until() == Until.PATIENCE_ENDS
            && firing.dueAt().plus(schedule.patience()).isBefore(now);
    if (hindrance.until() == Until.NEVER) {
      firings.decide(firing, Status.SKIPPED, hindrance.reason());
    } else if (over) {
      firings.decide(
          firing,
          Status.SKIPPED,
          hindrance.reason() + ", for longer than " + schedule.patienceMinutes() + " minutes");
    } else if (!hindrance.reason().equals(firing.reason())) {
      firings.decide(firing, Status.DUE, hindrance.reason());
    }
  }

  /** Times of a backfill run one after another, whatever the rule for overlapping nights. */
  private Optional<Hindrance> overlap(Schedule schedule, Firing firing) {
    List<String> working = firings.working(schedule.name());
    if (working.isEmpty()) {
      return Optional.empty();
    }
    String first = working.getFirst();
    if (firing.backfill()) {
      return Optional.of(new Hindrance("waits for run " + first, Until.IT_PASSES));
    }
    return switch (schedule.overlap()) {
      case SKIP -> Optional.of(Hindrance.forGood("run " + first + " was still working"));
      case QUEUE -> Optional.of(new Hindrance("waits for run " + first, Until.IT_PASSES));
      case CANCEL -> {
        working.forEach(platform.journal()::requestCancel);
        yield Optional.of(new Hindrance("takes the place of run " + first, Until.IT_PASSES));
      }
    };
  }
}
