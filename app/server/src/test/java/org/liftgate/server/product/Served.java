package org.liftgate.server.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.liftgate.app.store.Json;

/**
 * The packaged service as an operator starts it: another process, through {@code ./liftgate serve}.
 */
final class Served implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("liftgate.root"));
  private static final Pattern SERVING = Pattern.compile("serving (http://\\S+?)/ ");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final String base;

  private Served(Process process, Path log, String base) {
    this.process = process;
    this.log = log;
    this.base = base;
  }

  static Served start(Path home, Map<String, String> environment) throws Exception {
    Path log = Files.createTempFile(ROOT.resolve("app/server/target"), "serve", ".log");
    var builder =
        new ProcessBuilder(
            ROOT.resolve("liftgate").toString(),
            "serve",
            "--port",
            "0",
            "--auth",
            "none",
            "--home",
            home.toString());
    builder.environment().keySet().removeIf(k -> k.startsWith("LIFTGATE_"));
    builder.environment().put("LIFTGATE_BUILD", "never");
    builder.environment().put("LIFTGATE_EXAMPLE", "false");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int i = 0; i < 1200 && process.isAlive(); i++) {
      var found = SERVING.matcher(Files.readString(log));
      if (found.find()) {
        return new Served(process, log, found.group(1));
      }
      Thread.sleep(100);
    }
    throw new IOException("serve did not start:\n" + Files.readString(log));
  }

  HttpResponse<String> send(String method, String path, Object body) throws Exception {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(Json.text(body));
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .method(method, publisher);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  String trigger(Object body) throws Exception {
    var answer = send("POST", "/api/v1/runs", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.parse(answer.body(), "run").path("run").asText();
  }

  JsonNode run(String id) throws Exception {
    return Json.parse(send("GET", "/api/v1/runs/" + id, null).body(), "run");
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** As a service manager stops it; the exit code. */
  int stop() throws Exception {
    signal("TERM");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in 30 s").isTrue();
    return process.exitValue();
  }

  /** As if the machine had lost power. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
