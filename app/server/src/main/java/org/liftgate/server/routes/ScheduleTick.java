package org.liftgate.server.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.schedule.Dispatcher;
import org.liftgate.app.schedule.Planner;
import org.liftgate.server.node.Node;

/** One look at the schedules: plan what has come, start what can start. */
@ApplicationScoped
public class ScheduleTick {
  private static final Logger LOG = Logger.getLogger(ScheduleTick.class);

  private final Platform platform;
  private final Node node;

  @Inject
  ScheduleTick(Platform platform, Node node) {
    this.platform = platform;
    this.node = node;
  }

  /** What fails now is tried again at the next look: nothing is lost, for the journal has it. */
  public void tick() {
    try {
      new Planner(platform).plan();
      for (RunRow run : new Dispatcher(platform).dispatch()) {
        LOG.infof("run %s of %s by schedule", run.id(), run.pipeline());
        node.offer(run.id());
      }
    } catch (RuntimeException e) {
      LOG.warn("the schedules cannot be looked at: " + e.getMessage());
    }
  }
}
