package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.notify.Notifications;
import org.liftgate.app.notify.Target;
import org.liftgate.app.notify.Targets;

/** Every operation of the OpenAPI document answers as it should; one without a call fails. */
@QuarkusTest
class OperationsTest {
  private static final String RUN = "/api/v1/runs/{run}";
  private static final String SCHEDULE = "/api/v1/schedules/{name}";

  @Inject Platform platform;

  private record Call(String operation, int status, Object body, Map<String, String> names) {}

  private final List<Call> calls = new ArrayList<>();

  private void call(String operation, int status, String... names) {
    call(operation, status, null, names);
  }

  private void call(String operation, int status, Object body, String[] names) {
    var map = new TreeMap<String, String>();
    for (int i = 0; i < names.length; i += 2) {
      map.put(names[i], names[i + 1]);
    }
    calls.add(new Call(operation, status, body, map));
  }

  private void allCalls(String run) {
    String[] pipeline = {"pipeline", "mix-regression"};
    call("GET /api/v1/pipelines", 200);
    call("GET /api/v1/pipelines/{pipeline}", 200, pipeline);
    call("GET /api/v1/pipelines/{pipeline}", 404, "pipeline", "../pipelines");
    call("GET /api/v1/pipelines/{pipeline}/parameters", 200, pipeline);
    call("GET /api/v1/pipelines/{pipeline}/latest", 200, pipeline);
    call("GET /api/v1/pipelines/{pipeline}/latest", 404, "pipeline", "retail-promotions");
    call(
        "GET /api/v1/pipelines/{pipeline}/latest/{name}",
        200,
        "pipeline",
        "mix-regression",
        "name",
        "note.txt");
    call(
        "GET /api/v1/pipelines/{pipeline}/latest/{name}",
        404,
        "pipeline",
        "mix-regression",
        "name",
        "../../../liftgate.mv.db");
    quality();
    notifications();
    access();
    call("GET /api/v1/runs", 200);
    call("POST /api/v1/runs", 400, Map.of("pipeline", "nothing"), new String[0]);
    for (String part :
        List.of(
            "",
            "/stages",
            "/manifest",
            "/gates",
            "/log",
            "/verify",
            "/artifacts",
            "/events",
            "/report",
            "/zip")) {
      call("GET " + RUN + part, 200, "run", run);
      call("GET " + RUN + part, 404, "run", "ffff");
    }
    call("GET " + RUN + "/diff/{other}", 200, "run", run, "other", run);
    call("POST " + RUN + "/cancel", 409, "run", run);
    call("POST " + RUN + "/resume", 400, "run", run);
    String stage = given().get("/api/v1/runs/" + run + "/stages").path("stages[0].id");
    call("GET " + RUN + "/stages/{stage}", 200, "run", run, "stage", stage);
    call("GET " + RUN + "/stages/{stage}", 404, "run", run, "stage", "nothing");
    call("GET " + RUN + "/stages/{stage}/manifest", 200, "run", run, "stage", stage);
    String table =
        given()
            .get("/api/v1/runs/" + run + "/artifacts")
            .path("artifacts.find { it.rows != null }.name");
    for (String part : List.of("/artifacts/{name}", "/preview/{name}")) {
      call("GET " + RUN + part, 200, "run", run, "name", table);
      call("GET " + RUN + part, 404, "run", run, "name", "../manifest.json");
    }
    var nightly = Map.of("pipeline", "mix-regression", "data", "/srv/{date}", "cron", "30 5 * * *");
    var dates = Map.of("from", "2026-11-01", "to", "2026-11-02");
    String[] name = {"name", "walked"};
    call("PUT " + SCHEDULE, 200, nightly, name);
    call("POST " + SCHEDULE + "/pause", 200, name);
    call("GET /api/v1/schedules", 200);
    call("GET " + SCHEDULE, 200, name);
    call("POST " + SCHEDULE + "/backfill", 200, dates, name);
    call("POST " + SCHEDULE + "/resume", 200, name);
    call("DELETE " + SCHEDULE, 204, name);
  }

  private void quality() {
    String operation = "GET /api/v1/pipelines/{pipeline}/quality";
    String[] regression = {"pipeline", "mix-regression"};
    String table =
        given().pathParams("pipeline", regression[1]).get(words(operation)).path("tables[0].table");
    call(operation, 200, regression);
    call(operation, 404, "pipeline", "..");
    call(operation + "/{table}", 200, "pipeline", regression[1], "table", table);
    call(operation + "/{table}", 404, "pipeline", regression[1], "table", "nothing");
    call("GET /api/v1/publications", 200);
  }

  private void notifications() {
    var list = "/api/v1/notifications";
    new Targets(platform)
        .put(new Target("walked", "webhook:http://127.0.0.1:1/", Set.of(), List.of(), false, 60));
    String id = new Notifications(platform).trial("walked").id();
    call("GET " + list, 200);
    call("GET " + list + "/targets", 200);
    call("GET " + list + "/{id}", 200, "id", id);
    call("GET " + list + "/{id}", 404, "id", "ffffffff");
    call("POST " + list + "/{id}/retry", 200, "id", id);
  }

  private void access() {
    String[] user = {"user", "walked"};
    call("PUT /api/v1/users/{user}", 400, Map.of("role", "chief"), user);
    call("PUT /api/v1/users/{user}", 200, Map.of("role", "viewer"), user);
    call("PUT /api/v1/users/{user}", 200, Map.of("role", "analyst"), user);
    call("GET /api/v1/users", 200);
    call("POST /api/v1/tokens", 201, Map.of("user", "walked", "expires", "90d"), new String[0]);
    call("POST /api/v1/tokens", 400, Map.of("user", "nobody"), new String[0]);
    call("GET /api/v1/tokens", 200);
    var access = new Access(platform);
    if (access.users().stream().noneMatch(u -> u.name().equals("walker"))) {
      access.add("walker", Role.VIEWER, "test");
    }
    String token = access.issue("walker", Set.of(), null, "test").token().id();
    call("DELETE /api/v1/tokens/{token}", 200, "token", token);
    call("DELETE /api/v1/tokens/{token}", 404, "token", "nothing");
    call("DELETE /api/v1/users/{user}", 204, user);
    call("DELETE /api/v1/users/{user}", 404, user);
    call("GET /api/v1/audit", 200);
    call("GET /api/v1/audit/verify", 200);
  }

  private static String words(String operation) {
    return operation.substring(operation.indexOf(' ') + 1);
  }

  @Test
  void everyOperationIsCalled() throws Exception {
    var published = platform.home().resolve("published/mix-regression");
    Files.createDirectories(published.resolve("2026-11-01.0"));
    Files.writeString(published.resolve("2026-11-01.0/note.txt"), "published");
    if (!Files.exists(published.resolve("latest"))) {
      Files.createSymbolicLink(published.resolve("latest"), java.nio.file.Path.of("2026-11-01.0"));
    }
    allCalls(FinishedRun.id());
    for (Call c : calls) {
      String[] words = c.operation().split(" ");
      var request = given().pathParams(c.names());
      if (c.body() != null) {
        request.contentType(ContentType.JSON).body(c.body());
      }
      var response = request.request(words[0], words[1]);
      assertThat(response.statusCode()).as("%s %s", c.operation(), c.names()).isEqualTo(c.status());
      if (c.status() >= 400) {
        assertThat(response.contentType()).as(c.operation()).startsWith("application/problem+json");
      }
    }
    Map<String, Map<String, Object>> paths =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().path("paths");
    var described = new ArrayList<String>();
    paths.forEach(
        (path, methods) ->
            methods.keySet().stream()
                .filter(m -> List.of("get", "put", "post", "delete", "patch").contains(m))
                .forEach(m -> described.add(m.toUpperCase(java.util.Locale.ROOT) + " " + path)));
    assertThat(described).isNotEmpty();
    assertThat(calls.stream().map(Call::operation).distinct())
        .containsExactlyInAnyOrderElementsOf(described);
  }
}
