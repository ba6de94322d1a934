package org.liftgate.app.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Failure;
import org.liftgate.app.execute.Home;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.routes.Conductor;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** What verbs share: the home, the streams, how failures are told. */
final class Shell {
  final PrintStream out;
  final PrintStream err;
  final Conductor conductor;

  Shell(Conductor conductor) {
    this(conductor, System.out, System.err);
  }

  /**
   * @param conductor null where no verb leads a run
   */
  Shell(@Nullable Conductor conductor, PrintStream out, PrintStream err) {
    this.conductor = conductor;
    this.out = out;
    this.err = err;
  }

  Path home(Path option) {
    return Home.folder(Optional.ofNullable(option));
  }

  Platform open(Path option) {
    return Platform.open(
        home(option), Home.shipped(), Home.database(), Platform.Limits.fromEnvironment());
  }

  void print(Object document) {
    out.print(Json.pretty(document));
  }

  /** Tells a failure as its reader wants it; never a stack trace, unless asked for. */
  int fail(Exception e, boolean json) {
    LiftgateException failure = Failure.of(e);
    if (json) {
      print(Json.object().set("error", Failure.node(failure, null)));
    } else {
      tell(failure);
    }
    if (System.getenv("LIFTGATE_DEBUG") != null) {
      e.printStackTrace(err);
    }
    return failure.code().exit();
  }

  private void tell(LiftgateException failure) {
    Terminal terminal = new Terminal(err);
    err.println(terminal.bad("liftgate: " + failure.getMessage()));
    boolean alone =
        failure.problems().size() == 1
            && failure.getMessage().equals(failure.problems().getFirst().sentence());
    if (!alone) {
      failure.problems().stream()
          .limit(100)
          .map(Problem::sentence)
          .forEach(s -> err.println("  " + s));
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path);
  }
}
