package org.liftgate.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.liftgate.app.execute.RunEvent;
import org.liftgate.app.execute.RunListener;
import org.liftgate.app.journal.StageRow;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;

/** Ids of log lines, and spans, of a run whose second stage fails. */
class ListenersTest {
  private static final RunEvent.Subject RUN =
      new RunEvent.Subject("run-1", "toy", Profile.DEFENDED, true);
  private static final RunEvent.Attempt FIRST = new RunEvent.Attempt("a", "test.a", 1);
  private static final RunEvent.Attempt SECOND = new RunEvent.Attempt("b", "test.b", 1);

  private static RunEvent ended(RunEvent.Attempt attempt, StageRow.Status status) {
    return new RunEvent.StageEnded(
        RUN, attempt, status, 1, List.of(), List.of(), List.of(), Optional.empty());
  }

  private static void lead(RunListener listener) {
    listener.on(new RunEvent.RunBegan(RUN));
    listener.on(new RunEvent.StageBegan(RUN, FIRST));
    listener.on(ended(FIRST, StageRow.Status.SUCCEEDED));
    listener.on(new RunEvent.StageBegan(RUN, SECOND));
    listener.on(ended(SECOND, StageRow.Status.FAILED));
    listener.on(new RunEvent.RunEnded(RUN, Run.Status.FAILED, 2));
    listener.on(new RunEvent.RunLeft(RUN));
  }

  @Test
  void linesOfAStageCarryItsIdsAndThoseAfterItDoNot() {
    var log = new RunLog();
    log.on(new RunEvent.StageBegan(RUN, FIRST));
    assertThat(MDC.get("run")).isEqualTo("run-1");
    assertThat(MDC.get("pipeline")).isEqualTo("toy");
    assertThat(MDC.get("stage")).isEqualTo("a");
    log.on(ended(FIRST, StageRow.Status.SUCCEEDED));
    assertThat(MDC.get("run")).isNull();
    assertThat(MDC.get("stage")).isNull();
  }

  /** Keeps what it is given. */
  private static final class Kept implements SpanExporter {
    final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> given) {
      spans.addAll(given);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void aRunIsOneTraceWithASpanOfEachAttempt() {
    var kept = new Kept();
    try (var provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(kept)).build()) {
      lead(new RunSpans(provider.get("test")));
    }
    assertThat(kept.spans).extracting(SpanData::getName).containsExactly("a", "b", "run toy");
    SpanData run = kept.spans.getLast();
    assertThat(kept.spans.subList(0, 2))
        .allSatisfy(s -> assertThat(s.getParentSpanId()).isEqualTo(run.getSpanId()));
    assertThat(kept.spans)
        .extracting(s -> s.getAttributes().get(AttributeKey.stringKey("liftgate.status")))
        .containsExactly("succeeded", "failed", "failed");
  }
}
