package org.liftgate.app.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.Schedules;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** The schedules of a home. */
public final class ScheduleBook {
  private final Platform platform;
  private final Schedules rows;

  public ScheduleBook(Platform platform) {
    this.platform = platform;
    this.rows = platform.journal().schedules();
  }

  /** A schedule and how it stands. */
  public record Entry(Schedule schedule, Schedules.Row row) {}

  public List<Entry> all() {
    return rows.all().stream().map(ScheduleBook::entry).toList();
  }

  /**
   * @throws LiftgateException when there is none of this name
   */
  public Entry get(String name) {
    return rows.find(name)
        .map(ScheduleBook::entry)
        .orElseThrow(
            () ->
                LiftgateException.input(
                    Problem.of(
                        "SCHEDULE",
                        name,
                        "is not a schedule of this home",
                        Problems.didYouMean(
                            name, rows.all().stream().map(Schedules.Row::name).toList()))));
  }

  private static Entry entry(Schedules.Row row) {
    return new Entry(Json.read(row.body(), Schedule.class), row);
  }

  /**
   * Adds a schedule, or changes the one of this name.
   *
   * @throws LiftgateException with everything that is wrong with it
   */
  public void put(Schedule schedule) {
    var problems = new ArrayList<Problem>();
    if (!schedule.name().matches("[a-z0-9][a-z0-9-]{0,99}")) {
      problems.add(
          Problem.of(
              "name",
              schedule.name(),
              "must be of small letters, digits and hyphens, at most 100",
              "Maybe nightly-" + schedule.pipeline() + "."));
    }
    if (schedule.cron() != null) {
      collect(problems, () -> Cron.of(schedule.cron(), "UTC"));
    }
    collect(problems, () -> Cron.of("0 0 * * *", schedule.zone()));
    if (problems.stream().noneMatch(p -> p.name().equals("zone"))) {
      collect(problems, () -> checkPipeline(schedule));
    }
    checkData(schedule, problems);
    checkNeeds(schedule, problems);
    if (schedule.patienceMinutes() < 0 || schedule.patienceMinutes() > 7 * 24 * 60) {
      problems.add(
          Problem.of(
              "patience",
              schedule.patienceMinutes() + " minutes",
              "must be from 0 minutes to 7 days",
              "Maybe 6h."));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("schedule " + schedule.name() + " cannot be kept", problems);
    }
    rows.put(schedule.name(), Json.text(schedule));
  }

  private static void collect(List<Problem> problems, Runnable check) {
    try {
      check.run();
    } catch (LiftgateException e) {
      problems.addAll(e.problems());
    }
  }

  private void checkPipeline(Schedule schedule) {
    var settings = ScheduledRequest.settings(schedule, platform.journal().clock().instant());
    new RunStarter(platform).load(schedule.pipeline(), settings);
  }

  private static void checkData(Schedule schedule, List<Problem> problems) {
    if ((schedule.data() == null) == (schedule.source() == null)) {
      problems.add(
          Problem.of(
              "data",
              schedule.data(),
              "must be a folder, or source a database, but not both",
              "Maybe --data /srv/sales/{date}. A schedule publishes, so it does not run on simulated data."));
    }
    if (schedule.source() != null) {
      collect(problems, () -> JdbcUrl.checkKept("source", schedule.source()));
    }
    if (schedule.marker() != null && schedule.data() == null) {
      problems.add(
          Problem.of("marker", schedule.marker(), "needs a data folder", "Maybe leave it out."));
    }
    if (schedule.cron() == null
        && (schedule.data() == null || !schedule.data().contains("{date}"))) {
      problems.add(
          Problem.of(
              "cron",
              null,
              "is missing; without it the arrival of data starts runs, and the data folder must contain {date}",
              "Maybe --cron \"30 5 * * *\"."));
    }
  }

  private void checkNeeds(Schedule schedule, List<Problem> problems) {
    var names = rows.all().stream().map(Schedules.Row::name).toList();
    for (String need : schedule.needs()) {
      if (!names.contains(need)) {
        problems.add(
            Problem.of(
                "needs", need, "is not a schedule of this home", Problems.didYouMean(need, names)));
      } else if (reaches(need, schedule.name(), new TreeSet<>())) {
        problems.add(
            Problem.of(
                "needs",
                need,
                "needs " + schedule.name() + " itself: both would wait for ever",
                "Maybe leave out one of the two."));
      }
    }
  }

  private boolean reaches(String from, String to, TreeSet<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    Optional<Schedule> schedule = rows.find(from).map(r -> entry(r).schedule());
    return seen.add(from)
        && schedule.isPresent()
        && schedule.get().needs().stream().anyMatch(n -> reaches(n, to, seen));
  }

  public void pause(String name, boolean paused) {
    rows.pause(get(name).schedule().name(), paused);
  }

  public void remove(String name) {
    rows.remove(get(name).schedule().name());
  }
}
