package org.liftgate.app.cli;

import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.schedule.ScheduleJson;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule ...}: what {@code serve} runs by itself. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Keeps schedules; a process that serves this home runs them.",
    subcommands = {
      ScheduleAddVerb.class,
      ScheduleVerb.Listing.class,
      ScheduleVerb.Show.class,
      ScheduleVerb.Pause.class,
      ScheduleVerb.Unpause.class,
      ScheduleBackfillVerb.class,
      ScheduleVerb.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  liftgate schedule add nightly --pipeline retail-promotions --data /srv/sales/{date} --cron \"30 5 * * *\" --zone Europe/Berlin",
      "  liftgate schedule show nightly",
      "  liftgate schedule backfill nightly --from 2026-11-01 --to 2026-11-20 --dry-run"
    })
final class ScheduleVerb implements Runnable {
  private static final int TEN = 10;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.root().commandLine().getOut());
  }

  /** What is done to one schedule. */
  abstract static class One extends Verb {
    @Parameters(paramLabel = "SCHEDULE", description = "A schedule's name.")
    String name;
  }

  /** {@code schedule list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the schedules and when each fires next.")
  static final class Listing extends Verb {
    @Override
    int run(Platform platform) {
      var documents =
          new ScheduleBook(platform)
              .all().stream().map(e -> new ScheduleJson(platform).of(e, TEN)).toList();
      if (json()) {
        var list = Json.object();
        list.putArray("schedules").addAll(documents);
        shell().print(list);
        return 0;
      }
      var table = new Columns("lllll", "schedule", "pipeline", "when", "zone", "next");
      documents.forEach(
          d ->
              table.add(
                  d.path("name").asText(),
                  d.path("pipeline").asText(),
                  d.path("words").asText(),
                  d.path("zone").asText(),
                  d.path("paused").asBoolean()
                      ? "paused"
                      : d.path("next").path(0).path("local").asText()));
      table.lines().forEach(shell().out::println);
      return 0;
    }
  }

  /** {@code schedule show NAME}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a schedule, its next ten times and what became of the latest.")
  static final class Show extends One {
    @Override
    int run(Platform platform) {
      var document = new ScheduleJson(platform).of(new ScheduleBook(platform).get(name), TEN);
      if (json()) {
        shell().print(document);
      } else {
        new SchedulePrinter(shell().out).print(document);
      }
      return 0;
    }
  }

  /** {@code schedule pause NAME}. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stops a schedule from firing; times that pass are not made up for.")
  static final class Pause extends One {
    @Override
    int run(Platform platform) {
      new ScheduleBook(platform).pause(name, true);
      shell().out.println("paused " + name);
      return 0;
    }
  }

  /** {@code schedule resume NAME}. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets a paused schedule fire again, from now on.")
  static final class Unpause extends One {
    @Override
    int run(Platform platform) {
      new ScheduleBook(platform).pause(name, false);
      shell().out.println("resumed " + name);
      return 0;
    }
  }

  /** {@code schedule remove NAME}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forgets a schedule and what became of its times; its runs stay.")
  static final class Remove extends One {
    @Option(names = "--yes", required = true, description = "Yes, forget it.")
    boolean yes;

    @Override
    int run(Platform platform) {
      new ScheduleBook(platform).remove(name);
      shell().out.println("removed " + name);
      return 0;
    }
  }
}
