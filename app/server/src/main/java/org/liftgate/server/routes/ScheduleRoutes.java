package org.liftgate.server.routes;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * Looks at the schedules once a second. Quartz keeps the beat; which times have come, and what
 * becomes of them, is decided from the journal, so that any number of processes may look.
 */
@ApplicationScoped
public class ScheduleRoutes extends RouteBuilder {
  static final String ID = "schedules";

  @Inject ScheduleTick tick;

  @Override
  public void configure() {
    from("quartz:liftgate/schedules?cron=*+*+*+*+*+?&stateful=true").routeId(ID).bean(tick, "tick");
  }

  /**
   * The beat ends first: Quartz would otherwise beat while the rest goes down, and say so loudly.
   */
  void stop(@Observes @Priority(1) ShutdownEvent event) throws Exception {
    getContext().getRouteController().stopRoute(ID);
  }
}
