package org.liftgate.app.cli;

import java.util.concurrent.Callable;
import org.liftgate.app.execute.Platform;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that opens the home, works, and closes it. */
abstract class Verb implements Callable<Integer> {
  @Spec CommandSpec spec;

  /** Where the options of every verb are, however deep this one lies. */
  Liftgate top() {
    return (Liftgate) spec.root().userObject();
  }

  @Override
  public final Integer call() throws Exception {
    Thread early = runs() ? shell().conductor.startEarly() : null;
    try (Platform platform = shell().open(top().home)) {
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
    return top().shell;
  }

  boolean json() {
    return top().json;
  }
}
