package org.liftgate.app.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;

/** Ends routes without asking each to finish when no run is under way that they could work on. */
final class AtOnce extends DefaultShutdownStrategy {
  private final ActiveRuns runs;

  AtOnce(CamelContext camel, ActiveRuns runs) {
    super(camel);
    this.runs = runs;
  }

  @Override
  public void shutdownForced(CamelContext context, List<RouteStartupOrder> routes)
      throws Exception {
    if (!runs.all().isEmpty()) {
      super.shutdownForced(context, routes);
    }
  }
}
