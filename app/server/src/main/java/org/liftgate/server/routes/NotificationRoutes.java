package org.liftgate.server.routes;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/** Looks every two seconds for what people should be told, apart from the beat of schedules. */
@ApplicationScoped
public class NotificationRoutes extends RouteBuilder {
  static final String ID = "notifications";

  @Inject NotificationTick tick;

  @Override
  public void configure() {
    from("timer:liftgate-notifications?period=2000").routeId(ID).bean(tick, "tick");
  }

  /** The beat ends first, so that no message is under way while the rest goes down. */
  void stop(@Observes @Priority(1) ShutdownEvent event) throws Exception {
    getContext().getRouteController().stopRoute(ID);
  }
}
