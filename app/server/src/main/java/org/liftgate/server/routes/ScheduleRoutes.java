package org.liftgate.server.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * Looks at the schedules once a second. Quartz keeps the beat; which times have come, and what
 * becomes of them, is decided from the journal, so that any number of processes may look.
 */
@ApplicationScoped
public class ScheduleRoutes extends RouteBuilder {
  @Inject ScheduleTick tick;

  @Override
  public void configure() {
    from("quartz:liftgate/schedules?cron=*+*+*+*+*+?&stateful=true")
        .routeId("schedules")
        .bean(tick, "tick");
  }
}
