package org.liftgate.app.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Times on the wall clock of a zone, by a crontab line of five fields or a Quartz one of six or
 * seven.
 *
 * <p><b>Daylight saving.</b> The line is read on the wall clock, without regard to the zone's
 * offset; each wall-clock time becomes one instant. A time that the clock skips in spring fires at
 * the instant at which the clock is put forward; one that occurs twice in autumn fires at the first
 * of the two. Times that fall on the same instant that way fire once. So a nightly line fires once
 * on each day of the year, and an hourly one on each hour that the wall clock shows, once.
 */
public final class Cron {
  private final String text;
  private final ZoneId zone;
  private final com.cronutils.model.Cron cron;
  private final ExecutionTime wallClock;

  private Cron(String text, ZoneId zone, com.cronutils.model.Cron cron) {
    this.text = text;
    this.zone = zone;
    this.cron = cron;
    this.wallClock = ExecutionTime.forCron(cron);
  }

  /**
   * @throws LiftgateException when the line or the zone cannot be read
   */
  public static Cron of(String text, String zone) {
    return new Cron(text.strip(), zone(zone), parse(text.strip()));
  }

  private static com.cronutils.model.Cron parse(String text) {
    CronType type = text.split("\\s+").length == 5 ? CronType.UNIX : CronType.QUARTZ;
    try {
      return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type))
          .parse(text)
          .validate();
    } catch (IllegalArgumentException e) {
      throw LiftgateException.input(
          Problem.of(
              "cron",
              text,
              "must be a crontab line: " + e.getMessage(),
              "Maybe \"30 5 * * *\" for half past five every day."));
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw LiftgateException.input(
          Problem.of(
              "zone",
              text,
              "must be a time zone by its name",
              "Maybe Europe/Berlin, America/New_York or UTC."));
    }
  }

  /** The first instant after the given one; empty when the line never fires again. */
  public Optional<Instant> next(Instant after) {
    // One day before is before any shift of the clock, so that no skipped wall-clock time is lost.
    LocalDateTime wall = LocalDateTime.ofInstant(after, zone).minusDays(1);
    while (true) {
      var found = wallClock.nextExecution(wall.atZone(ZoneOffset.UTC));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      wall = found.get().toLocalDateTime();
      Instant instant = instant(wall);
      if (instant.isAfter(after)) {
        return Optional.of(instant);
      }
    }
  }

  private Instant instant(LocalDateTime wall) {
    ZoneOffsetTransition shift = zone.getRules().getTransition(wall);
    if (shift != null && shift.isGap()) {
      return shift.getInstant();
    }
    return wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** Instants after {@code from} and not after {@code to}, oldest first. */
  public List<Instant> between(Instant from, Instant to) {
    var found = new ArrayList<Instant>();
    for (var at = next(from); at.isPresent() && !at.get().isAfter(to); at = next(at.get())) {
      found.add(at.get());
    }
    return found;
  }

  /** The next few instants. */
  public List<Instant> upcoming(Instant after, int count) {
    var found = new ArrayList<Instant>();
    for (var at = next(after); at.isPresent() && found.size() < count; at = next(at.get())) {
      found.add(at.get());
    }
    return found;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The line in words, such as "at 05:30". */
  public String words() {
    return CronDescriptor.instance(Locale.ENGLISH).describe(cron);
  }

  @Override
  public String toString() {
    return text;
  }
}
