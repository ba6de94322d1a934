package org.liftgate.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.liftgate.app.execute.Failure;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code doctor}: what a run needs of this machine. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks Java, home, disk, database, engine and pipelines.",
    footer = {"", "Example:", "  liftgate doctor"})
final class DoctorVerb implements Callable<Integer> {
  private static final long DISK = 1L << 30;

  @ParentCommand Liftgate top;

  private final List<Finding> findings = new ArrayList<>();

  /** One thing looked at. */
  private record Finding(String name, boolean ok, String says) {}

  @Override
  public Integer call() {
    int feature = Runtime.version().feature();
    add(
        "java",
        feature >= 25,
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    Path home = top.shell.home(top.home);
    try (Platform platform = top.shell.open(top.home)) {
      add("home", true, home.toAbsolutePath().toString());
      long free = Files.getFileStore(platform.home()).getUsableSpace();
      add("disk", free > DISK, (free >> 20) + " MB free");
      add(
          "database",
          true,
          platform.database().dialect() + ", " + platform.journal().runs(1000).size() + " runs");
      engine(platform);
      var shipped = Pipelines.shipped(platform);
      add("pipelines", !shipped.isEmpty(), String.join(", ", shipped));
      add(
          "limits",
          true,
          platform.limits().memoryMb()
              + " MB engine memory, "
              + platform.limits().threads()
              + " threads");
    } catch (Exception e) {
      add("home", false, Failure.of(e).getMessage());
    }
    print();
    return findings.stream().allMatch(Finding::ok) ? 0 : 1;
  }

  private void engine(Platform platform) {
    try (var session = platform.look()) {
      add(
          "engine",
          session.query("SELECT 1 AS one", java.util.Map.of()).rows() == 1,
          platform.engine("duckdb").identity());
    }
  }

  private void add(String name, boolean ok, String says) {
    findings.add(new Finding(name, ok, says));
  }

  private void print() {
    if (top.json) {
      var node = Json.object().put("ok", findings.stream().allMatch(Finding::ok));
      var checks = node.putArray("checks");
      findings.forEach(
          f -> checks.addObject().put("name", f.name()).put("ok", f.ok()).put("message", f.says()));
      top.shell.print(node);
      return;
    }
    Terminal terminal = new Terminal(top.shell.out);
    findings.forEach(
        f ->
            top.shell.out.println(
                String.format(
                    "%s %-10s %s",
                    f.ok() ? terminal.good("ok  ") : terminal.bad("FAIL"), f.name(), f.says())));
  }
}
