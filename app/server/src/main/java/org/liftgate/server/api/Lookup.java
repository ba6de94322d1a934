package org.liftgate.server.api;

import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.function.Supplier;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunArtifacts;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.journal.RunRow;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Things named in a path: found in the journal, or told as 404 with our sentence. */
public final class Lookup {
  private Lookup() {}

  public static RunRow run(Platform platform, String id) {
    return named(() -> RunStarter.find(platform, id));
  }

  public static RunArtifacts.Placed artifact(Platform platform, String run, String name) {
    var all = RunArtifacts.of(platform, run(platform, run).id());
    return all.stream()
        .filter(p -> p.artifact().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    "name",
                    name,
                    "is not an artifact of this run",
                    all.stream().map(p -> p.artifact().name()).toList()));
  }

  /** Only shipped names: a path of the machine is not a name here. */
  public static String shipped(Platform platform, String pipeline) {
    var known = Pipelines.shipped(platform);
    if (!known.contains(pipeline)) {
      throw missing("pipeline", pipeline, "is not a shipped pipeline", known);
    }
    return pipeline;
  }

  public static <T> T named(Supplier<T> look) {
    try {
      return look.get();
    } catch (LiftgateException e) {
      if (e.code() == LiftgateException.Code.INPUT) {
        throw new NotFoundException(e.getMessage(), e);
      }
      throw e;
    }
  }

  public static NotFoundException missing(
      String name, String value, String message, Collection<String> known) {
    var problem = Problem.of(name, value, message, Problem.didYouMean(value, known));
    var cause = LiftgateException.input(problem);
    return new NotFoundException(cause.getMessage(), cause);
  }
}
