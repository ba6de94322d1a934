package org.liftgate.app.schedule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.app.store.Json;

/** Schedules and their firings as documents. */
public final class ScheduleJson {
  private static final int LATEST = 20;

  private final Platform platform;

  public ScheduleJson(Platform platform) {
    this.platform = platform;
  }

  /**
   * A schedule, its next times and its latest firings.
   *
   * @param next how many of its next times
   */
  public ObjectNode of(ScheduleBook.Entry entry, int next) {
    Schedule s = entry.schedule();
    ObjectNode node = Json.object();
    node.put("name", s.name()).put("pipeline", s.pipeline()).put("profile", s.profile());
    node.put("data", s.data()).put("source", s.source() == null ? null : JdbcUrl.shown(s.source()));
    node.set("settings", Json.tree(new java.util.TreeMap<>(s.settings())));
    node.put("cron", s.cron()).put("zone", s.zone());
    node.put("words", s.cron() == null ? "when data arrive" : Cron.of(s.cron(), s.zone()).words());
    node.put("misfire", s.misfire().word()).put("overlap", s.overlap().word());
    node.set("needs", Json.tree(s.needs()));
    node.put("marker", s.marker()).put("patience_minutes", s.patienceMinutes());
    node.put("paused", entry.row().paused());
    ArrayNode times = node.putArray("next");
    upcoming(entry, next).forEach(t -> times.add(time(t, s)));
    ArrayNode firings = node.putArray("firings");
    platform.journal().firings().of(s.name(), LATEST).forEach(f -> firings.add(firing(f, s)));
    return node;
  }

  private List<Instant> upcoming(ScheduleBook.Entry entry, int next) {
    Schedule s = entry.schedule();
    return s.cron() == null || entry.row().paused()
        ? List.of()
        : Cron.of(s.cron(), s.zone()).upcoming(platform.journal().clock().instant(), next);
  }

  /** A time in both zones: {@code utc} and {@code local}. */
  static ObjectNode time(Instant t, Schedule s) {
    return Json.object()
        .put("utc", t.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("local", OffsetDateTime.ofInstant(t, ZoneId.of(s.zone())).toString());
  }

  private static ObjectNode firing(Firing f, Schedule s) {
    ObjectNode node = Json.object();
    node.set("nominal", time(f.nominal(), s));
    return node.put("date", s.date(f.nominal()).toString())
        .put("status", f.status().word())
        .put("run", f.run())
        .put("reason", f.reason())
        .put("backfill", f.backfill());
  }
}
