package org.liftgate.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.Patience;
import org.liftgate.app.schedule.Schedule;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.schedule.ScheduleJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedule add NAME}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Adds a schedule, or changes the one of this name.",
    footer = {
      "",
      "The crontab line is read on the zone's wall clock: a time that the clock skips in spring fires when it is put forward, one that occurs twice in autumn at the first.",
      "{date} in --data, --marker and --set stands for the date in that zone."
    })
final class ScheduleAddVerb extends ScheduleVerb.One {
  @Option(names = "--pipeline", required = true, description = "A shipped name or a folder.")
  String pipeline;

  @Option(
      names = "--cron",
      paramLabel = "LINE",
      description =
          "Five fields as in a crontab, or Quartz's six; without it the arrival of data starts runs.")
  String cron;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Time zone (default: ${DEFAULT-VALUE}).")
  String zone;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of raw data.")
  String data;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "Database of raw data; its password by reference: password=$${env:LIFTGATE_SOURCE_...} or $${file:/run/secrets/...}.")
  String source;

  @Option(
      names = "--marker",
      paramLabel = "FILE",
      description = "File that says the data are complete.")
  String marker;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the pipeline.")
  Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "defended",
      description = "defended (default) or published.")
  org.liftgate.kernel.Profile profile;

  @Option(
      names = "--misfire",
      defaultValue = "last",
      description =
          "Of times that passed while nothing served: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Schedule.Misfire misfire;

  @Option(
      names = "--overlap",
      defaultValue = "skip",
      description =
          "While an earlier run works: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Schedule.Overlap overlap;

  @Option(
      names = "--needs",
      paramLabel = "SCHEDULE",
      split = ",",
      description = "Schedules whose run of the same date must have succeeded.")
  List<String> needs = List.of();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "6h",
      description = "How long to wait for data and other schedules (default: ${DEFAULT-VALUE}).")
  String patience;

  @Override
  int run(Platform platform) {
    var schedule =
        new Schedule(
            name,
            pipeline,
            profile.word(),
            data == null ? null : Path.of(data).toAbsolutePath().normalize().toString(),
            source,
            settings,
            cron,
            zone,
            misfire,
            overlap,
            needs,
            marker,
            Patience.minutes(patience));
    var book = new ScheduleBook(platform);
    book.put(schedule);
    var document = new ScheduleJson(platform).of(book.get(name), 3);
    if (json()) {
      shell().print(document);
    } else {
      new SchedulePrinter(shell().out).print(document);
    }
    return 0;
  }
}
