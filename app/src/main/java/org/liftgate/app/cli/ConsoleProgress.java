package org.liftgate.app.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.liftgate.app.execute.Progress;
import org.liftgate.app.journal.StageRow;

/** A line for each stage that ends; on a terminal also a line of what runs now. */
final class ConsoleProgress implements Progress, AutoCloseable {
  private final PrintStream err;
  private final Terminal terminal;
  private final boolean silent;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private final Map<String, String> details = new LinkedHashMap<>();

  ConsoleProgress(PrintStream err, boolean silent) {
    this.err = err;
    this.terminal = new Terminal(err);
    this.silent = silent;
  }

  synchronized void run(String id, boolean simulated) {
    if (!silent) {
      terminal.line("run " + id + (simulated ? "  (simulated data)" : ""));
    }
  }

  @Override
  public synchronized void started(String stage, String title) {
    running.put(stage, System.nanoTime());
    show();
  }

  @Override
  public synchronized void advanced(String stage, String what, long done, long total) {
    if (silent) {
      return;
    }
    long since = running.getOrDefault(stage, System.nanoTime());
    details.put(stage, Rate.of(what, done, total, (System.nanoTime() - since) / 1e9));
    if (stage.equals("simulate") && !Terminal.isTerminal()) {
      err.println(stage + ": " + what);
    }
    show();
  }

  @Override
  public synchronized void ended(
      String stage, StageRow.Status status, double seconds, String message) {
    running.remove(stage);
    details.remove(stage);
    if (!silent) {
      terminal.line(
          String.format(
              Locale.ROOT, "  %s %-22s %-9s %6.1f s", mark(status), stage, status.word(), seconds));
      show();
    }
  }

  private String mark(StageRow.Status status) {
    return switch (status) {
      case SUCCEEDED -> terminal.good("+");
      case CACHED -> terminal.faint("=");
      case PENDING -> terminal.warn("~");
      case STOPPED, FAILED -> terminal.bad("x");
      default -> "-";
    };
  }

  private void show() {
    if (silent || running.isEmpty()) {
      return;
    }
    var parts =
        running.keySet().stream()
            .map(s -> details.containsKey(s) ? s + " " + details.get(s) : s)
            .toList();
    terminal.status("  . " + String.join("  |  ", parts));
  }

  @Override
  public synchronized void close() {
    if (!silent) {
      terminal.status("");
    }
  }
}
