package org.liftgate.server.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liftgate.app.execute.RunEvent;
import org.liftgate.app.execute.RunListener;
import org.liftgate.kernel.Run;

/**
 * One trace for each time this process leads a run: a span of the run, one of each attempt in it.
 */
@ApplicationScoped
public class RunSpans implements RunListener {
  private final Tracer tracer;
  private final Map<String, Span> runs = new ConcurrentHashMap<>();
  private final Map<String, Span> attempts = new ConcurrentHashMap<>();

  @Inject
  RunSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void on(RunEvent event) {
    RunEvent.Subject subject = event.subject();
    switch (event) {
      case RunEvent.RunBegan _ -> runs.put(subject.run(), span("run " + subject.pipeline(), event));
      case RunEvent.StageBegan began -> {
        Span span = span(began.attempt().stage(), event);
        span.setAttribute("liftgate.stage", began.attempt().stage());
        span.setAttribute("liftgate.kind", began.attempt().kind());
        span.setAttribute("liftgate.attempt", began.attempt().number());
        attempts.put(key(subject, began.attempt()), span);
      }
      case RunEvent.StageEnded ended -> {
        Span span = attempts.remove(key(subject, ended.attempt()));
        if (span != null) {
          span.setAttribute("liftgate.rows", ended.rows());
          end(span, ended.status().word(), ended.status().good());
        }
      }
      case RunEvent.RunEnded ended ->
          ended(subject, ended.status().word(), ended.status() == Run.Status.SUCCEEDED);
      case RunEvent.RunLeft _ -> ended(subject, "left", false);
    }
  }

  private void ended(RunEvent.Subject subject, String status, boolean good) {
    Span span = runs.remove(subject.run());
    if (span != null) {
      end(span, status, good);
    }
  }

  private Span span(String name, RunEvent event) {
    RunEvent.Subject subject = event.subject();
    Span parent = event instanceof RunEvent.RunBegan ? null : runs.get(subject.run());
    return tracer
        .spanBuilder(name)
        .setParent(parent == null ? Context.root() : Context.root().with(parent))
        .setAttribute("liftgate.run", subject.run())
        .setAttribute("liftgate.pipeline", subject.pipeline())
        .setAttribute("liftgate.profile", subject.profile().word())
        .setAttribute("liftgate.simulated", subject.simulated())
        .startSpan();
  }

  private static void end(Span span, String status, boolean good) {
    span.setAttribute("liftgate.status", status);
    span.setStatus(good ? StatusCode.OK : StatusCode.ERROR);
    span.end();
  }

  private static String key(RunEvent.Subject subject, RunEvent.Attempt attempt) {
    return subject.run() + "/" + attempt.stage() + "/" + attempt.number();
  }
}
