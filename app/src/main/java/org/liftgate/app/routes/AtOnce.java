package org.liftgate.app.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;

/**
 * Ends routes without asking each to finish: when the program ends, its runs have ended or have
 * been cancelled, and what a route still held is in the journal.
 */
final class AtOnce extends DefaultShutdownStrategy {
  AtOnce(CamelContext camel) {
    super(camel);
  }

  @Override
  public void shutdown(CamelContext context, List<RouteStartupOrder> routes) {}

  @Override
  public void shutdownForced(CamelContext context, List<RouteStartupOrder> routes) {}
}
