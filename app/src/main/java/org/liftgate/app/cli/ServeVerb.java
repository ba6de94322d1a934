package org.liftgate.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code serve} as the help lists it; the start script hands it to the service's own program. */
@Command(
    name = "serve",
    description =
        "Serves the REST API, and leads the runs of this home that wait; see serve --help.",
    footer = {"", "Example:", "  liftgate serve --port 9000"})
final class ServeVerb implements Callable<Integer> {
  @Unmatched List<String> rest;

  @Override
  public Integer call() {
    throw LiftgateException.input(
        Problem.of(
            "serve",
            null,
            "is a program of its own, which ./liftgate starts when it is the first word",
            "Maybe ./liftgate serve --home DIR."));
  }
}
