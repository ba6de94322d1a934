package org.liftgate.server.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.liftgate.app.execute.Pipelines;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.server.node.Node;

/**
 * A home without a run gets a small one on simulated data when it is first looked at, so that there
 * is something to see. {@code liftgate.example=false} (LIFTGATE_EXAMPLE) leaves it out.
 */
@ApplicationScoped
public class ExampleRun {
  private static final Logger LOG = Logger.getLogger(ExampleRun.class);
  private static final String PIPELINE = "mix-regression";
  private static final double SCALE = 0.1;

  private final Platform platform;
  private final Node node;
  private final AtomicBoolean open;

  @Inject
  ExampleRun(
      Platform platform,
      Node node,
      @ConfigProperty(name = "liftgate.example", defaultValue = "true") boolean wanted) {
    this.platform = platform;
    this.node = node;
    this.open = new AtomicBoolean(wanted);
  }

  /** One run for a home, however many services look at it for the first time. */
  void startIfEmpty() {
    if (!open.getAndSet(false)
        || !platform.journal().runs(1).isEmpty()
        || !Pipelines.shipped(platform).contains(PIPELINE)) {
      return;
    }
    var options = new RunOptions(null, false, "duckdb", SCALE);
    var request =
        new RunStarter.Request(PIPELINE, null, SCALE, Map.of(), Profile.DEFENDED, options, 1);
    try {
      node.offer(new RunStarter(platform).queue(request, "first-look").id());
    } catch (LiftgateException e) {
      LOG.warn("the example run cannot be started: " + e.getMessage());
    }
  }
}
