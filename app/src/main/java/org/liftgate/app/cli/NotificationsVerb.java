package org.liftgate.app.cli;

import java.util.Arrays;
import java.util.List;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.notify.Event;
import org.liftgate.app.notify.NotificationJson;
import org.liftgate.app.notify.Notifications;
import org.liftgate.app.notify.Target;
import org.liftgate.app.notify.Targets;
import org.liftgate.app.schedule.Patience;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notifications ...}: whom {@code serve} tells how nights went, and what it told. */
@Command(
    name = "notifications",
    mixinStandardHelpOptions = true,
    description = "Keeps whom to tell how nights went; a process that serves this home tells them.",
    subcommands = {
      NotificationsVerb.Add.class,
      NotificationsVerb.Listing.class,
      NotificationsVerb.Show.class,
      NotificationsVerb.Retry.class,
      NotificationsVerb.Trial.class,
      NotificationsVerb.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  liftgate notifications add team --to 'smtp://mail.example:587?from=liftgate@example.com&to=team@example.com&user=liftgate&password=$${env:LIFTGATE_NOTIFY_MAIL}'",
      "  liftgate notifications add chat --to 'slack:$${env:LIFTGATE_NOTIFY_SLACK}' --on failed,recovered",
      "  liftgate notifications try team",
      "  liftgate notifications list --status dead"
    })
final class NotificationsVerb implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.root().commandLine().getOut());
  }

  /** {@code notifications add TARGET}. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a target, or changes the one of this name.")
  static final class Add extends Verb {
    @Parameters(paramLabel = "TARGET", description = "A name for it.")
    String name;

    @Option(
        names = "--to",
        paramLabel = "ADDRESS",
        required = true,
        description =
            "smtp://HOST:PORT?from=A&to=B,C[&user=U&password=REFERENCE], smtps://..., slack:REFERENCE, webhook:URL or webhook:REFERENCE; a reference is $${env:LIFTGATE_NOTIFY_...} or $${file:/run/secrets/...}.")
    String to;

    @Option(
        names = "--on",
        split = ",",
        paramLabel = "EVENT",
        description = "Of what: ${COMPLETION-CANDIDATES} (default: all).")
    Event[] on = Event.values();

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "NAME",
        description = "Schedules and pipelines it is told about (default: all).")
    List<String> only = List.of();

    @Option(names = "--by-hand", description = "Tell of runs that no schedule started, too.")
    boolean byHand;

    @Option(
        names = "--late-after",
        paramLabel = "TIME",
        defaultValue = "1h",
        description =
            "How long after its time a night without a result is late (default: ${DEFAULT-VALUE}).")
    String lateAfter;

    @Override
    int run(Platform platform) {
      var events = new java.util.TreeSet<>(Arrays.asList(on));
      var target = new Target(name, to, events, only, byHand, Patience.minutes(lateAfter));
      new Targets(platform).put(target);
      if (json()) {
        shell().print(NotificationJson.of(target));
      } else {
        shell().out.println("will tell " + name + " of " + words(target));
      }
      return 0;
    }
  }

  private static String words(Target target) {
    return String.join(", ", target.on().stream().sorted().map(Event::word).toList());
  }

  /** {@code notifications list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the targets and the latest notifications.")
  static final class Listing extends Verb {
    @Option(names = "--status", description = "Only ${COMPLETION-CANDIDATES}.")
    Delivery.Status status;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "How many notifications (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    int run(Platform platform) {
      var targets = new Targets(platform).all().stream().map(Targets.Entry::target).toList();
      var latest = new Notifications(platform).latest(status, Math.clamp(limit, 1, 1000));
      if (json()) {
        var document = Json.object();
        var listed = document.putArray("targets");
        targets.forEach(t -> listed.add(NotificationJson.of(t)));
        var told = document.putArray("notifications");
        latest.forEach(d -> told.add(NotificationJson.of(d)));
        shell().print(document);
        return 0;
      }
      var whom = new Columns("lll", "target", "told of", "at");
      targets.forEach(t -> whom.add(t.name(), words(t), t.to()));
      whom.lines().forEach(shell().out::println);
      if (!latest.isEmpty()) {
        shell().out.println();
        var table = new Columns("lllll", "id", "created", "target", "status", "what");
        latest.forEach(
            d ->
                table.add(
                    d.id().substring(0, 8),
                    NotificationJson.of(d).path("created").asText(),
                    d.target(),
                    d.status().word(),
                    d.subject() + (d.reason().isEmpty() ? "" : " (" + d.reason() + ")")));
        table.lines().forEach(shell().out::println);
      }
      return 0;
    }
  }

  /** Prints a notification. */
  abstract static class Printing extends Verb {
    int print(Delivery d) {
      if (json()) {
        shell().print(NotificationJson.whole(d));
      } else {
        var node = NotificationJson.whole(d);
        shell().out.println(d.subject() + "\n");
        shell().out.println(node.at("/message/text").asText());
        shell()
            .out
            .println(
                "to "
                    + d.target()
                    + ": "
                    + d.status().word()
                    + ", tried "
                    + d.attempts()
                    + (d.attempts() == 1 ? " time" : " times")
                    + (d.reason().isEmpty() ? "" : ", " + d.reason()));
      }
      return 0;
    }
  }

  /** What is done to one notification. */
  abstract static class One extends Printing {
    @Parameters(paramLabel = "ID", description = "A notification's id or the start of it.")
    String id;
  }

  /** {@code notifications show ID}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a notification and how far it came.")
  static final class Show extends One {
    @Override
    int run(Platform platform) {
      return print(new Notifications(platform).get(id));
    }
  }

  /** {@code notifications retry ID}. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Tries one again that waits or is dead.")
  static final class Retry extends One {
    @Override
    int run(Platform platform) {
      return print(new Notifications(platform).again(id));
    }
  }

  /** {@code notifications try TARGET}. */
  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      description = "Sends a target a message that says nothing.")
  static final class Trial extends Printing {
    @Parameters(paramLabel = "TARGET", description = "A target's name.")
    String name;

    @Override
    int run(Platform platform) {
      return print(new Notifications(platform).trial(name));
    }
  }

  /** {@code notifications remove TARGET}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forgets a target; what waits for it is not sent.")
  static final class Remove extends Verb {
    @Parameters(paramLabel = "TARGET", description = "A target's name.")
    String name;

    @Override
    int run(Platform platform) {
      new Targets(platform).remove(name);
      shell().out.println("removed " + name);
      return 0;
    }
  }
}
