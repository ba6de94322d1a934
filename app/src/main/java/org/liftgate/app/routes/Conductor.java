package org.liftgate.app.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.liftgate.app.execute.ActiveRun;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.StageRunner;
import org.liftgate.kernel.Pipeline;

/** Starts Camel when it is first needed and leads runs through it. */
@ApplicationScoped
public class Conductor {
  /** Time for stages to notice that they should end, and for the journal to hear of it. */
  public static final Duration GIVING_BACK = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(20);

  @Inject ActiveRuns runs;
  @Inject CamelContext camel;
  @Inject CamelRuntime runtime;
  private boolean started;

  /** Camel does not start by itself in a command-line program, which keeps --help fast. */
  private synchronized void start() {
    if (!started) {
      camel.setShutdownStrategy(new AtOnce(camel, runs));
      runtime.start(new String[0]);
      started = true;
    }
  }

  /**
   * Starts Camel on another thread, while the home is being opened on this one. The caller waits
   * for it before the program ends: Camel cannot start while its container goes down.
   */
  public Thread startEarly() {
    Thread thread = Thread.ofPlatform().name("start-camel").unstarted(this::start);
    thread.setUncaughtExceptionHandler(
        (_, _) -> {}); // leading a run starts it again and says why not
    thread.start();
    return thread;
  }

  /** Leads a run to its end, or until the thread is interrupted. */
  public void conduct(Platform platform, ActiveRun run) throws InterruptedException {
    start();
    runs.use(new StageRunner(platform));
    runs.add(run);
    RunRoutes.add(camel, run.loaded().pipeline());
    try (ProducerTemplate producer = camel.createProducerTemplate()) {
      producer.sendBody("direct:next", run.id());
      run.latch().await();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      runs.remove(run);
      run.letGo();
    }
  }

  /**
   * Begins no more stages. Those under way may end, and what has not ended by then is given back,
   * so that whoever leads the run next does it again.
   */
  public void drain(Platform platform, Duration patience) throws InterruptedException {
    platform.stop();
    rest(patience);
    runs.all().stream().filter(ActiveRun::busy).forEach(ActiveRun::giveBack);
    rest(GIVING_BACK);
  }

  private void rest(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (runs.all().stream().anyMatch(ActiveRun::busy) && System.nanoTime() < until) {
      Thread.sleep(LOOK);
    }
  }

  /** The real routes of a pipeline, as Camel has them. */
  public List<String> describe(Pipeline pipeline) {
    start();
    RunRoutes.add(camel, pipeline);
    return camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .getRouteDefinitions()
        .stream()
        .filter(
            r -> r.getRouteId().startsWith(pipeline.name() + ".") || r.getRouteId().equals("next"))
        .map(this::sentence)
        .toList();
  }

  private String sentence(RouteDefinition route) {
    var steps =
        new StringBuilder(route.getRouteId())
            .append(": ")
            .append(camel.getRoute(route.getRouteId()).getEndpoint().getEndpointBaseUri());
    append(route.getOutputs(), steps);
    return steps.toString();
  }

  private static void append(List<ProcessorDefinition<?>> outputs, StringBuilder steps) {
    for (ProcessorDefinition<?> output : outputs) {
      switch (output) {
        case BeanDefinition bean -> steps.append(" -> ").append(bean.getMethod());
        case SetHeaderDefinition _, TryDefinition _ -> {}
        case CatchDefinition _ -> steps.append(" (on failure");
        default -> steps.append(" -> ").append(output.getLabel());
      }
      append(output.getOutputs(), steps);
      if (output instanceof CatchDefinition) {
        steps.append(")");
      }
    }
  }
}
