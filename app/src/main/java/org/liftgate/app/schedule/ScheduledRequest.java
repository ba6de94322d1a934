package org.liftgate.app.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.kernel.Profile;

/** The run that a firing asks for. */
final class ScheduledRequest {
  private ScheduledRequest() {}

  static RunStarter.Request of(Schedule schedule, Instant nominal) {
    return new RunStarter.Request(
        schedule.pipeline(),
        schedule.data() == null ? null : Path.of(schedule.at(schedule.data(), nominal)),
        schedule.source() == null
            ? null
            : JdbcUrl.of("source", schedule.source(), JdbcUrl.Credentials.fromEnvironment()),
        1,
        settings(schedule, nominal),
        Profile.valueOf(schedule.profile().toUpperCase(Locale.ROOT)),
        new RunOptions(null, false, "duckdb", null).asOf(schedule.date(nominal)),
        1);
  }

  static Map<String, String> settings(Schedule schedule, Instant nominal) {
    var settings = new TreeMap<String, String>();
    schedule.settings().forEach((name, value) -> settings.put(name, schedule.at(value, nominal)));
    return settings;
  }
}
