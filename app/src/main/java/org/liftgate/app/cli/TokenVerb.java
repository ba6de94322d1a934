package org.liftgate.app.cli;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.AccessJson;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.schedule.Patience;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token ...}: what users show to the service. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Keeps the tokens that users show to the service; only their hashes are stored.",
    subcommands = {TokenVerb.Create.class, TokenVerb.Listing.class, TokenVerb.Revoke.class},
    footer = {
      "",
      "Examples:",
      "  liftgate token create ana --expires 90d",
      "  liftgate token create robot --scope read,operate",
      "  liftgate token revoke lg_a1b2c3"
    })
final class TokenVerb implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.root().commandLine().getOut());
  }

  /** {@code token create USER}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it, once.")
  static final class Create extends Verb {
    @Parameters(paramLabel = "USER", description = "Whose token it is.")
    String user;

    @Option(
        names = "--scope",
        split = ",",
        paramLabel = "SCOPE",
        description =
            "Hold it to read, analyse, operate or administer (default: all that the user may).")
    Set<String> scopes = Set.of();

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "How long it is valid, such as 12h or 90d (default: until it is revoked).")
    @Nullable String expires;

    @Override
    int run(Platform platform) {
      Duration valid = expires == null ? null : Duration.ofMinutes(Patience.minutes(expires));
      var issued = new Access(platform).issue(user, new TreeSet<>(scopes), valid, Actor.name());
      if (json()) {
        shell().print(AccessJson.of(issued));
      } else {
        shell().out.println(issued.secret());
        shell().err.println("This is shown once; keep it as a password.");
      }
      return 0;
    }
  }

  /** {@code token list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
  static final class Listing extends Verb {
    @Override
    int run(Platform platform) {
      var tokens = new Access(platform).tokens();
      if (json()) {
        var document = Json.object();
        var list = document.putArray("tokens");
        tokens.forEach(t -> list.add(AccessJson.of(t)));
        shell().print(document);
        return 0;
      }
      var table =
          new Columns(
              "lllllll", "token", "user", "scopes", "created", "expires", "last used", "revoked");
      tokens.forEach(
          t -> {
            var node = AccessJson.of(t);
            table.add(
                t.prefix() + "...",
                t.user(),
                t.scopes(),
                node.path("created").asText(),
                node.path("expires").asText(""),
                node.path("used").asText(""),
                node.path("revoked").asText(""));
          });
      table.lines().forEach(shell().out::println);
      return 0;
    }
  }

  /** {@code token revoke TOKEN}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a token, and whoever is signed in with it, at once.")
  static final class Revoke extends Verb {
    @Parameters(paramLabel = "TOKEN", description = "A token's id, or its beginning as listed.")
    String token;

    @Override
    int run(Platform platform) {
      var revoked = new Access(platform).revoke(token.replace("...", ""), Actor.name());
      if (json()) {
        shell().print(AccessJson.of(revoked));
      } else {
        shell().out.println("revoked " + revoked.prefix() + "... of " + revoked.user());
      }
      return 0;
    }
  }
}
