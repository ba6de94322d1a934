package org.liftgate.server.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.liftgate.app.execute.RunEvent;
import org.liftgate.app.execute.RunListener;
import org.liftgate.app.store.Json;

/** Lines about runs; every line written while a stage is worked on carries run, pipeline, stage. */
@ApplicationScoped
public class RunLog implements RunListener {
  private static final Logger LOG = Logger.getLogger(RunLog.class);

  @Override
  public void on(RunEvent event) {
    identify(event.subject());
    switch (event) {
      case RunEvent.RunBegan _ -> LOG.debug("leading");
      case RunEvent.RunLeft _ -> LOG.debug("left");
      case RunEvent.StageBegan began -> {
        MDC.put("stage", began.attempt().stage());
        return; // the ids stay while this thread works on the stage
      }
      case RunEvent.StageEnded ended ->
          reason(ended.message())
              .ifPresentOrElse(
                  why ->
                      LOG.warnf(
                          "stage %s of run %s %s: %s",
                          ended.attempt().stage(),
                          ended.subject().run(),
                          ended.status().word(),
                          why),
                  () -> LOG.debug("stage ended"));
      case RunEvent.RunEnded ended ->
          LOG.infof(
              "run %s of %s %s in %.1f s",
              ended.subject().run(),
              ended.subject().pipeline(),
              ended.status().word(),
              ended.seconds());
    }
    MDC.remove("run");
    MDC.remove("pipeline");
    MDC.remove("stage");
  }

  private static void identify(RunEvent.Subject subject) {
    MDC.put("run", subject.run());
    MDC.put("pipeline", subject.pipeline());
  }

  private static Optional<String> reason(Optional<String> message) {
    return message.map(
        m -> m.startsWith("{") ? Json.parse(m, "error").path("message").asText() : m);
  }
}
