package org.liftgate.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that runs by itself.
 *
 * <p>{@code {date}} in data, marker and settings stands for the nominal date in the schedule's
 * zone, as 2026-11-22.
 *
 * @param name by which people know it
 * @param pipeline shipped name or folder
 * @param data folder of raw data, or null where a database is read
 * @param source JDBC URL of raw data, with references to secrets but without secrets, or null
 * @param cron crontab line; null for one that fires when data arrive
 * @param zone whose wall clock the line is read on
 * @param misfire what happens to times that passed while nobody looked
 * @param overlap what happens when an earlier run still works
 * @param needs schedules whose run of the same date must have succeeded
 * @param marker file that says the data are complete, relative to the data folder; null for none
 * @param patienceMinutes how long a firing waits for data and other schedules before it is given up
 */
public record Schedule(
    String name,
    String pipeline,
    String profile,
    @Nullable String data,
    @Nullable String source,
    Map<String, String> settings,
    @Nullable String cron,
    String zone,
    Misfire misfire,
    Overlap overlap,
    List<String> needs,
    @Nullable String marker,
    long patienceMinutes) {

  /** Of the times that passed unseen: none, the last, or all fire late. */
  public enum Misfire {
    NONE,
    LAST,
    ALL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** While an earlier run works: this one is left out, waits its turn, or takes its place. */
  public enum Overlap {
    SKIP,
    QUEUE,
    CANCEL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Schedule {
    settings = Map.copyOf(settings);
    needs = List.copyOf(needs);
  }

  /** The date a firing is for, on the schedule's own calendar. */
  public LocalDate date(Instant nominal) {
    return LocalDate.ofInstant(nominal, java.time.ZoneId.of(zone));
  }

  public Duration patience() {
    return Duration.ofMinutes(patienceMinutes);
  }

  /** A text with the date of a firing put in. */
  public String at(String text, Instant nominal) {
    return text.replace("{date}", date(nominal).toString());
  }
}
