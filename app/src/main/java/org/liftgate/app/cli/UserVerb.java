package org.liftgate.app.cli;

import org.liftgate.app.access.Access;
import org.liftgate.app.access.AccessJson;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.AccessRows.User;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code user ...}: who may use the service. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description =
        "Keeps who may use the service: viewers read, analysts fetch and compare, operators run and schedule, admins give access.",
    subcommands = {
      UserVerb.Add.class,
      UserVerb.Listing.class,
      UserVerb.Change.class,
      UserVerb.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  liftgate user add ana --role analyst",
      "  liftgate user role ana operator"
    })
final class UserVerb implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.root().commandLine().getOut());
  }

  /** What is done to one user. */
  abstract static class One extends Verb {
    @Parameters(paramLabel = "USER", description = "A user's name.")
    String name;

    int told(User user) {
      if (json()) {
        shell().print(AccessJson.of(user));
      } else {
        shell().out.println(user.name() + " is " + user.role());
      }
      return 0;
    }
  }

  /** {@code user add USER}. */
  @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user.")
  static final class Add extends One {
    @Option(
        names = "--role",
        required = true,
        description = "${COMPLETION-CANDIDATES}; each includes those before it.")
    Role role;

    @Override
    int run(Platform platform) {
      return told(new Access(platform).add(name, role, Actor.name()));
    }
  }

  /** {@code user role USER ROLE}. */
  @Command(name = "role", mixinStandardHelpOptions = true, description = "Gives another role.")
  static final class Change extends One {
    @Parameters(index = "1", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
    Role role;

    @Override
    int run(Platform platform) {
      return told(new Access(platform).role(name, role, Actor.name()));
    }
  }

  /** {@code user list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
  static final class Listing extends Verb {
    @Override
    int run(Platform platform) {
      var users = new Access(platform).users();
      if (json()) {
        var document = Json.object();
        var list = document.putArray("users");
        users.forEach(u -> list.add(AccessJson.of(u)));
        shell().print(document);
        return 0;
      }
      var table = new Columns("lll", "user", "role", "created");
      users.forEach(u -> table.add(u.name(), u.role(), AccessJson.of(u).path("created").asText()));
      table.lines().forEach(shell().out::println);
      return 0;
    }
  }

  /** {@code user remove USER}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forgets a user, and revokes the user's tokens.")
  static final class Remove extends One {
    @Override
    int run(Platform platform) {
      var user = new Access(platform).user(name);
      new Access(platform).remove(name, Actor.name());
      if (json()) {
        shell().print(AccessJson.of(user));
      } else {
        shell().out.println("removed " + name);
      }
      return 0;
    }
  }
}
