package org.liftgate.app.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Stage;

/** One route for each stage, made from one template; the journal says which is next. */
@ApplicationScoped
public class RunRoutes extends RouteBuilder {
  @Inject StageSteps steps;

  static String endpoint(String pipeline, String stage) {
    return "seda:" + pipeline + "." + stage + "?size=100000";
  }

  @Override
  public void configure() {
    routeTemplate("stage")
        .templateParameter("pipeline")
        .templateParameter("stage")
        .from(
            "seda:{{pipeline}}.{{stage}}?size=100000&pollTimeout={{liftgate.poll:20}}&concurrentConsumers={{liftgate.consumers:1}}")
        .setHeader("stage", constant("{{stage}}"))
        .bean(steps, "claim")
        .doTry()
        .bean(steps, "verifyInputs")
        .bean(steps, "compute")
        .bean(steps, "judge")
        .bean(steps, "publish")
        .bean(steps, "commit")
        .doCatch(Throwable.class)
        .bean(steps, "fail")
        .end()
        .bean(steps, "release")
        .to("direct:next");

    from("direct:next")
        .routeId("next")
        .setHeader("to", method(steps, "next"))
        .recipientList(header("to"))
        .end();

    // Due retries, and what a crash left behind.
    from("timer:heartbeat?period=1000&delay=1000")
        .routeId("heartbeat")
        .setBody(method(steps, "heartbeat"))
        .split(body())
        .to("direct:next");
  }

  /** Adds the routes of a pipeline unless they are there. */
  public static void add(CamelContext camel, Pipeline pipeline) {
    for (Stage stage : pipeline.stages()) {
      String id = pipeline.name() + "." + stage.id();
      if (camel.getRoute(id) == null) {
        TemplatedRouteBuilder.builder(camel, "stage")
            .routeId(id)
            .parameter("pipeline", pipeline.name())
            .parameter("stage", stage.id())
            .add();
      }
    }
  }
}
