package org.liftgate.server.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.liftgate.app.execute.RunEvent;
import org.liftgate.app.execute.RunListener;
import org.liftgate.app.journal.StageRow;
import org.liftgate.kernel.Manifest;

/** Counts and times the runs and stages that this process leads. */
@ApplicationScoped
public class RunMetrics implements RunListener {
  private static final String PIPELINE = "pipeline";

  private final MeterRegistry registry;

  @Inject
  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void on(RunEvent event) {
    String pipeline = event.subject().pipeline();
    switch (event) {
      case RunEvent.RunBegan _ ->
          registry.counter("liftgate.runs.begun", PIPELINE, pipeline).increment();
      case RunEvent.RunEnded ended ->
          registry
              .timer("liftgate.run", PIPELINE, pipeline, "status", ended.status().word())
              .record(nanos(ended.seconds()));
      case RunEvent.StageBegan _, RunEvent.RunLeft _ -> {}
      case RunEvent.StageEnded ended -> ended(pipeline, ended);
    }
  }

  private void ended(String pipeline, RunEvent.StageEnded ended) {
    String stage = ended.attempt().stage();
    String status = ended.status() == StageRow.Status.PENDING ? "retried" : ended.status().word();
    registry
        .timer("liftgate.stage", PIPELINE, pipeline, "stage", stage, "status", status)
        .record(nanos(ended.seconds()));
    if (ended.status() == StageRow.Status.CACHED) {
      registry.counter("liftgate.cache.hits", PIPELINE, pipeline).increment();
    } else {
      registry.counter("liftgate.rows", PIPELINE, pipeline, "stage", stage).increment(ended.rows());
    }
    for (Manifest.GateResult gate : ended.gates()) {
      registry
          .counter("liftgate.gates", PIPELINE, pipeline, "outcome", gate.status().word())
          .increment();
    }
  }

  private static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
