package org.liftgate.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Failure;
import org.liftgate.app.execute.Signals;
import org.liftgate.app.routes.Conductor;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.server.access.Roles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: starts the service and stays until it is told to stop. */
@QuarkusMain(name = "serve")
@Command(
    name = "liftgate serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves the REST API and the console, runs schedules, and leads the runs of this home that wait.",
    footer = {
      "",
      "Examples:",
      "  liftgate serve",
      "  liftgate serve --port 9000 --home /srv/liftgate"
    })
public final class Serve implements Callable<Integer> {
  private static final int CLOSING = 7;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
  String host = "127.0.0.1";

  @Option(
      names = "--auth",
      paramLabel = "HOW",
      defaultValue = "token",
      description =
          "token: callers show a token or sign in with one; none: whoever is on this machine may do everything (default: ${DEFAULT-VALUE}).")
  Auth auth = Auth.token;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where runs, artifacts and the journal live (default: LIFTGATE_HOME or ~/.liftgate).")
  @Nullable Path home;

  @Option(
      names = "--stop-within",
      paramLabel = "SECONDS",
      defaultValue = "${env:LIFTGATE_STOP_WITHIN:-15}",
      description =
          "Time that stages have to end when the service is told to stop; then they are given back (default: LIFTGATE_STOP_WITHIN or 15).")
  int stopWithin = 15;

  @Option(
      names = "--until-ready",
      description = "Stop as soon as requests would be served: shows that everything is in place.")
  boolean untilReady;

  @Spec CommandSpec spec;

  /** How callers are told apart. */
  enum Auth {
    token,
    none
  }

  /** Why the service may not listen there: beyond this machine somebody must say who is who. */
  Optional<String> refusal() {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress() || auth == Auth.token) {
        return Optional.empty();
      }
    } catch (UnknownHostException _) {
      return Optional.of(
          Problem.of("--host", host, "is no address of this machine", "Maybe 127.0.0.1.")
              .sentence());
    }
    return Optional.of(
        Problem.of(
                "--host",
                host,
                "reaches beyond this machine, where callers must be told apart",
                "Maybe leave --auth none out: then callers need a token.")
            .sentence());
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /** What only this machine may read without a token: metrics and the description of the API. */
  public static Map<String, String> closed() {
    return Map.of(
        "quarkus.http.auth.policy.known.roles-allowed", Roles.VIEWER,
        "quarkus.http.auth.permission.inner.paths", "/metrics,/q/openapi,/q/swagger-ui*",
        "quarkus.http.auth.permission.inner.policy", "known");
  }

  /** Settings of Quarkus for what the environment asks for: log lines as JSON, spans. */
  static Map<String, String> telemetry(Map<String, String> environment) {
    var settings = new HashMap<String, String>();
    if ("json".equals(environment.get("LIFTGATE_LOG"))) {
      settings.put("quarkus.log.console.json.enabled", "true");
    }
    String collector = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    if (!collector.isBlank()) {
      settings.put("quarkus.otel.sdk.disabled", "false");
      settings.put("quarkus.otel.exporter.otlp.endpoint", collector);
      settings.put(
          "quarkus.otel.exporter.otlp.protocol",
          environment.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));
    }
    return settings;
  }

  /** The verb itself may stand first, as on the command line. */
  public static void main(String... args) {
    var words = List.of(args);
    var own =
        !words.isEmpty() && words.getFirst().equals("serve")
            ? words.subList(1, words.size())
            : words;
    System.exit(new CommandLine(new Serve()).execute(own.toArray(String[]::new)));
  }

  @Override
  public Integer call() {
    var refusal = refusal();
    if (refusal.isPresent()) {
      spec.commandLine().getErr().println("liftgate: " + refusal.get());
      return LiftgateException.Code.INPUT.exit();
    }
    System.setProperty("quarkus.http.port", Integer.toString(port));
    System.setProperty("quarkus.http.host", host);
    System.setProperty("liftgate.auth", auth.name());
    if (!loopback()) {
      closed().forEach(System::setProperty);
    }
    System.setProperty("liftgate.stop-within", Integer.toString(stopWithin));
    if (home != null) {
      System.setProperty("liftgate.home", home.toString());
    }
    if (untilReady) {
      System.setProperty("liftgate.until-ready", "true");
    }
    telemetry(System.getenv()).forEach(System::setProperty);
    return serve();
  }

  /**
   * Stays until it is told to stop, by Ctrl-C or the end of the service. Not by a hook of the JVM's
   * shutdown, as Quarkus would: H2 closes itself by another, and stages could not end any more.
   */
  private int serve() {
    var failure = new AtomicReference<@Nullable Throwable>();
    try (var _ = new Signals(Quarkus::asyncExit, patience())) {
      Quarkus.run(null, (_, thrown) -> failure.set(thrown));
    }
    Throwable thrown = failure.get();
    if (thrown == null) {
      return 0;
    }
    LiftgateException why = refused(thrown).orElseGet(() -> Failure.of(thrown));
    spec.commandLine().getErr().println("liftgate: " + why.getMessage());
    return why.code().exit();
  }

  /** Seconds until the process ends all the same: stages, giving back, closing. */
  private int patience() {
    return stopWithin + Math.toIntExact(Conductor.GIVING_BACK.toSeconds()) + CLOSING;
  }

  private Optional<LiftgateException> refused(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        return Optional.of(
            LiftgateException.input(
                Problem.of(
                    "--port",
                    Integer.toString(port),
                    "is taken by another process, or is not for this one at " + host,
                    "Maybe choose another, or 0 for any that is free.")));
      }
    }
    return Optional.empty();
  }
}
