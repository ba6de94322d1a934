package org.liftgate.app.cli;

import org.jspecify.annotations.Nullable;
import org.liftgate.app.access.AccessJson;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit ...}: what people did. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Shows what people did with the service and its access, and checks the record.",
    subcommands = {AuditVerb.Listing.class, AuditVerb.Verify.class})
final class AuditVerb implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.root().commandLine().getOut());
  }

  /** {@code audit list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what was done, newest first.")
  static final class Listing extends Verb {
    @Option(
        names = "--before",
        paramLabel = "SEQ",
        description = "Only rows before this one: the next page.")
    @Nullable Long before;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "How many rows (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    int run(Platform platform) {
      var rows = platform.journal().audit().newestFirst(before, Math.clamp(limit, 1, 1000));
      if (json()) {
        var document = Json.object();
        var list = document.putArray("audit");
        rows.forEach(r -> list.add(AccessJson.of(r)));
        shell().print(document);
        return 0;
      }
      var table = new Columns("rlllll", "seq", "time", "who", "what", "target", "outcome");
      rows.forEach(
          r ->
              table.add(
                  r.seq(),
                  r.time(),
                  r.act().who(),
                  r.act().what(),
                  r.act().target(),
                  r.act().outcome()));
      table.lines().forEach(shell().out::println);
      return 0;
    }
  }

  /** {@code audit verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Computes the hash of every row again; exit 4 where one does not follow from the row before.",
        "Rows cut off at the end are seen only by whoever kept the last hash."
      })
  static final class Verify extends Verb {
    @Override
    int run(Platform platform) {
      var check = platform.journal().audit().verify();
      if (json()) {
        shell().print(AccessJson.of(check));
      } else if (check.broken() == null) {
        shell().out.println(check.rows() + " rows verified; last hash " + check.head());
      } else {
        shell()
            .err
            .println(
                "liftgate: audit row " + check.broken() + " does not follow from the rows before");
      }
      return check.broken() == null ? 0 : LiftgateException.Code.MISMATCH.exit();
    }
  }
}
