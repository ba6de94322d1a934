package org.liftgate.app.cli;

import java.util.concurrent.Callable;
import org.liftgate.app.execute.Platform;
import picocli.CommandLine.ParentCommand;

/** A verb that opens the home, works, and closes it. */
abstract class Verb implements Callable<Integer> {
  @ParentCommand Liftgate top;

  @Override
  public final Integer call() throws Exception {
    Thread early = runs() ? top.shell.conductor.startEarly() : null;
    try (Platform platform = top.shell.open(top.home)) {
      return run(platform);
    } finally {
      if (early != null) {
        early.join();
      }
    }
  }

  /** Whether the verb leads a run. */
  boolean runs() {
    return false;
  }

  abstract int run(Platform platform) throws Exception;

  Shell shell() {
    return top.shell;
  }

  boolean json() {
    return top.json;
  }
}
