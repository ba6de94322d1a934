package org.liftgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServeTest {
  private static Serve at(String host) {
    var serve = new Serve();
    serve.host = host;
    return serve;
  }

  private static Serve open(String host) {
    var serve = at(host);
    serve.auth = Serve.Auth.none;
    return serve;
  }

  @Test
  void thisMachineAloneNeedsNobodyToldApart() {
    for (String host : new String[] {"127.0.0.1", "localhost", "::1"}) {
      assertThat(open(host).refusal()).isEmpty();
    }
  }

  @Test
  void spansAndJsonAreOffUntilAskedFor() {
    assertThat(Serve.telemetry(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "))).isEmpty();
    assertThat(
            Serve.telemetry(
                Map.of(
                    "LIFTGATE_LOG",
                    "json",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:4317")))
        .containsEntry("quarkus.log.console.json.enabled", "true")
        .containsEntry("quarkus.otel.sdk.disabled", "false")
        .containsEntry("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:4317")
        .containsEntry("quarkus.otel.exporter.otlp.protocol", "grpc");
  }

  @Test
  void beyondItCallersMustBeToldApart() {
    for (String host : new String[] {"0.0.0.0", "::", "192.0.2.7"}) {
      assertThat(at(host).refusal()).as("with tokens").isEmpty();
      assertThat(open(host).refusal())
          .hasValueSatisfying(s -> assertThat(s).contains("--host (" + host + ") reaches beyond"));
    }
    assertThat(open("no.such.host.invalid").refusal())
        .hasValueSatisfying(s -> assertThat(s).contains("is no address"));
  }
}
