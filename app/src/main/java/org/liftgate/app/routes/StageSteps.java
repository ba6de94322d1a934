package org.liftgate.app.routes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.liftgate.app.execute.ActiveRun;
import org.liftgate.app.execute.Failure;
import org.liftgate.app.execute.RunFinisher;
import org.liftgate.app.execute.StageWork;

/** What the routes call. */
@ApplicationScoped
public class StageSteps {
  @Inject ActiveRuns runs;

  /** The body is a run's id; it becomes the work, or the route stops when another was first. */
  public void claim(Exchange exchange, @Header("stage") String stage) {
    ActiveRun run = runs.get(exchange.getMessage().getBody(String.class));
    var work =
        run == null ? java.util.Optional.<StageWork>empty() : runs.runner().claim(run, stage);
    if (work.isPresent()) {
      exchange.getMessage().setBody(work.get());
    } else {
      exchange.setRouteStop(true);
    }
  }

  public void verifyInputs(StageWork work) {
    runs.runner().verifyInputs(work);
  }

  public void compute(StageWork work) {
    runs.runner().compute(work);
  }

  public void judge(StageWork work) {
    runs.runner().judge(work);
  }

  public void publish(StageWork work) {
    runs.runner().publish(work);
  }

  public void commit(StageWork work) {
    runs.runner().commit(work);
  }

  public void fail(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    StageWork work = exchange.getMessage().getBody(StageWork.class);
    try {
      runs.runner().fail(work, thrown);
    } catch (RuntimeException e) {
      work.run()
          .breakOff(
              Failure.of(thrown)); // the journal cannot take it: what stopped the stage says more
    }
  }

  /**
   * From the work back to the reference: headers and properties do not leak into what comes next.
   */
  public void release(Exchange exchange) {
    String id = exchange.getMessage().getBody(StageWork.class).run().id();
    exchange.getMessage().removeHeaders("*");
    exchange.removeProperties("*");
    exchange.getMessage().setBody(id);
  }

  /** Endpoints of the stages the journal lets run; none once the run has ended. */
  public List<String> next(String id) {
    return runs.using(
        () -> {
          try {
            return runnable(id);
          } catch (RuntimeException e) {
            runs.all().stream()
                .filter(r -> r.id().equals(id))
                .forEach(r -> r.breakOff(Failure.of(e)));
            return List.of();
          }
        });
  }

  private List<String> runnable(String id) {
    ActiveRun run = runs.get(id);
    if (run == null
        || run.broken().isPresent()
        || new RunFinisher(run).finishIfDone()
        || run.cancelled()) {
      return List.of();
    }
    return run.runnable().stream()
        .map(stage -> RunRoutes.endpoint(run.loaded().pipeline().name(), stage))
        .toList();
  }

  /** Keeps leases alive, hears of cancellations, and names the runs to look at. */
  public List<String> heartbeat() {
    return runs.using(this::beat);
  }

  private List<String> beat() {
    for (ActiveRun run : runs.all()) {
      try {
        if (run.heartbeat() && !run.cancelled()) {
          run.cancel();
        }
        run.checkLead();
      } catch (RuntimeException e) {
        run.breakOff(Failure.of(e)); // without a lease another process may take the run over
      }
    }
    return runs.all().stream().map(ActiveRun::id).toList();
  }
}
