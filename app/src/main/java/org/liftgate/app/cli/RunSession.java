package org.liftgate.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.execute.ActiveRun;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.Progress;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.execute.Signals;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.LiftgateException.Code;

/** Leads one run from the command line: progress, Ctrl-C, the closing table, the exit code. */
final class RunSession {
  private static final int PATIENCE_SECONDS = 15;
  private static final long LOOK_MILLIS = 500;

  private final Shell shell;
  private final Platform platform;
  private final boolean json;

  RunSession(Shell shell, Platform platform, boolean json) {
    this.shell = shell;
    this.platform = platform;
    this.json = json;
  }

  int lead(Function<Progress, ActiveRun> starter) throws InterruptedException {
    return tell(conduct(starter));
  }

  /** Leads a run if nobody else does, and waits until it has ended whoever leads it. */
  int join(String id) throws InterruptedException {
    var starter = new RunStarter(platform);
    while (!platform.journal().run(id).orElseThrow().status().ended()) {
      if (attempt(progress -> starter.take(id, progress)).isEmpty()) {
        Thread.sleep(LOOK_MILLIS); // another process leads it
      }
    }
    return tell(new RunDocument(platform).of(id));
  }

  private int tell(ObjectNode document) {
    if (json) {
      shell.print(document);
    } else {
      new RunPrinter(shell.out).print(document);
    }
    return exit(document);
  }

  /** Leads a run to its end without a word about how it ended. */
  ObjectNode conduct(Function<Progress, ActiveRun> starter) throws InterruptedException {
    return attempt(starter.andThen(Optional::of)).orElseThrow();
  }

  /** The same for a run that another process may lead: then nothing is done. */
  private Optional<ObjectNode> attempt(Function<Progress, Optional<ActiveRun>> starter)
      throws InterruptedException {
    var progress = new ConsoleProgress(shell.err, json);
    Optional<ActiveRun> mine = starter.apply(progress);
    if (mine.isEmpty()) {
      progress.close();
      return Optional.empty();
    }
    ActiveRun run = mine.get();
    progress.run(run.id(), run.row().simulated());
    try (progress;
        var _ = new Signals(() -> cancel(run), PATIENCE_SECONDS)) {
      shell.conductor.conduct(platform, run);
    }
    if (run.broken().isPresent()) {
      throw run.broken().get();
    }
    return Optional.of(new RunDocument(platform).of(run.id()));
  }

  /** Both the run here and its row, so that the cancellation outlives this process. */
  private void cancel(ActiveRun run) {
    run.cancel();
    try {
      platform.journal().requestCancel(run.id());
    } catch (LiftgateException _) {
      // the run has ended and its journal is closed, or the journal is lost and the run breaks off
    }
  }

  /** The contract's exit code for how the run ended. */
  static int exit(ObjectNode document) {
    return switch (document.path("status").asText()) {
      case "succeeded" -> nothingEstimable(document) ? Code.INPUT.exit() : 0;
      case "stopped" -> Code.STOPPED.exit();
      case "cancelled" -> Code.CANCELLED.exit();
      default ->
          document.path("error").path("code").asText().equals("input")
              ? Code.INPUT.exit()
              : Code.FAILED.exit();
    };
  }

  private static boolean nothingEstimable(ObjectNode document) {
    var headline = document.path("headline");
    if (headline.isEmpty()) {
      return false;
    }
    for (var h : headline) {
      if (!h.path("verdict").asText().equals("not-estimable")) {
        return false;
      }
    }
    return true;
  }
}
