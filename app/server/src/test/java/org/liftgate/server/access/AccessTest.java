package org.liftgate.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.liftgate.app.access.Access;
import org.liftgate.app.access.Role;
import org.liftgate.app.execute.Platform;

@QuarkusTest
@TestProfile(WithTokens.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String NO_RUN = "/runs/nothing/cancel";

  @Inject Platform platform;

  private Access access;

  @BeforeEach
  void users() {
    access = new Access(platform);
    for (Role role : Role.values()) {
      if (access.users().stream().noneMatch(u -> u.name().equals(role.word()))) {
        access.add(role.word(), role, "test");
      }
    }
  }

  private String token(Role role, String... scopes) {
    return access.issue(role.word(), Set.of(scopes), null, "test").secret();
  }

  private static RequestSpecification with(String token) {
    return given().redirects().follow(false).header("Authorization", "Bearer " + token);
  }

  /** The least role of an operation, as the guide has it. */
  private static Role least(String method, String path) {
    if (path.matches("/api/v1/(users|tokens|audit).*")) {
      return Role.ADMIN;
    }
    if (!method.equals("get") || path.startsWith("/api/v1/notifications")) {
      return Role.OPERATOR;
    }
    return path.matches(".*/(artifacts|latest)/\\{name}|.*/diff/.*|.*/zip")
        ? Role.ANALYST
        : Role.VIEWER;
  }

  private static Map<String, Set<String>> operations(String token) {
    Map<String, Map<String, Object>> paths =
        with(token).get("/q/openapi?format=json").then().statusCode(200).extract().path("paths");
    var all = new TreeMap<String, Set<String>>();
    paths.forEach(
        (path, methods) ->
            all.put(
                path,
                methods.keySet().stream()
                    .filter(METHODS::contains)
                    .collect(java.util.stream.Collectors.toSet())));
    return all;
  }

  private static Response send(RequestSpecification as, String method, String path) {
    if (!method.equals("get")) {
      as.contentType(ContentType.JSON).body("{}");
    }
    return as.request(method.toUpperCase(Locale.ROOT), path.replaceAll("\\{[a-z]+}", "nothing"));
  }

  @Test
  @Order(1)
  void everyOperationIsForItsRoleAndThoseAbove() {
    var tokens = new EnumMap<Role, String>(Role.class);
    for (Role role : Role.values()) {
      tokens.put(role, token(role));
    }
    String reads = token(Role.ADMIN, "read");
    var gone = access.issue("admin", Set.of(), null, "test");
    access.revoke(gone.token().id(), "test");
    String late = access.issue("admin", Set.of(), Duration.ofMillis(1), "test").secret();
    var all = operations(tokens.get(Role.VIEWER));
    assertThat(all).hasSizeGreaterThan(30);
    all.forEach(
        (path, methods) ->
            methods.forEach(
                method -> {
                  String operation = method + " " + path;
                  Role least = least(method, path);
                  for (Role role : Role.values()) {
                    int status = send(with(tokens.get(role)), method, path).statusCode();
                    if (role.compareTo(least) < 0) {
                      assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
                    } else {
                      assertThat(status).as("%s as %s", operation, role).isNotIn(401, 403);
                      assertThat(status).as(operation).isLessThan(500);
                    }
                  }
                  int scoped = send(with(reads), method, path).statusCode();
                  assertThat(scoped == 403).as(operation).isEqualTo(least != Role.VIEWER);
                  for (String nobody : new String[] {gone.secret(), late, "lg_none", "x"}) {
                    send(with(nobody), method, path)
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "Bearer")
                        .contentType("application/problem+json");
                  }
                  send(given(), method, path).then().statusCode(401);
                }));
  }

  @Test
  @Order(2)
  void aBrowserSignsInAndOutAndItsFormsAreOurs() {
    given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .get("/runs?status=failed")
        .then()
        .statusCode(303)
        .header("Location", containsString("/sign-in?next=%2Fruns%3Fstatus%3Dfailed"));
    given()
        .accept("text/html")
        .formParam("token", "lg_wrong")
        .post("/sign-in")
        .then()
        .statusCode(401);
    String secret = token(Role.OPERATOR);
    var entered =
        given()
            .redirects()
            .follow(false)
            .formParam("token", secret)
            .formParam("next", "//evil.example/")
            .post("/sign-in")
            .then()
            .statusCode(303)
            .header("Location", not(containsString("evil")))
            .extract();
    assertThat(entered.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict")
        .doesNotContain(secret);
    String session = entered.cookie("liftgate");
    String page =
        browser(session)
            .get("/pipelines/mix-regression")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(page)
        .contains("operator", "Sign out")
        .doesNotContain(secret)
        .doesNotContain(session);
    String csrf = page.replaceAll("(?s).*name=\"csrf\" value=\"([0-9a-f]{64})\".*", "$1");
    browser(session).post(NO_RUN).then().statusCode(403);
    browser(session).formParam("csrf", "f".repeat(64)).post(NO_RUN).then().statusCode(403);
    browser(session).formParam("csrf", csrf).post(NO_RUN).then().statusCode(404);
    browser(session)
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/api/v1" + NO_RUN)
        .then()
        .statusCode(403);
    browser(session)
        .header(Guard.HEADER, csrf)
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/api/v1" + NO_RUN)
        .then()
        .statusCode(404);
    browser(session).get("/api/v1/tokens").then().statusCode(403);
    browser(session).formParam("csrf", csrf).post("/sign-out").then().statusCode(303);
    browser(session).accept("text/html").get("/").then().statusCode(303);
    var rows = platform.journal().audit().newestFirst(null, 100);
    assertThat(rows)
        .extracting(r -> r.act().what() + " " + r.act().outcome() + " " + r.act().who())
        .contains(
            "sign-in refused nobody",
            "sign-in done operator",
            "sign-out done operator",
            "run.cancel refused operator");
    assertThat(rows.toString()).doesNotContain(secret).doesNotContain(session);
    assertThat(platform.journal().audit().verify().broken()).isNull();
  }

  private static RequestSpecification browser(String session) {
    return given().redirects().follow(false).cookie("liftgate", session);
  }

  @Test
  @Order(3)
  void aSessionEndsWithItsToken() {
    var issued = access.issue("viewer", Set.of(), null, "test");
    String session = access.signIn(access.caller(issued.secret()).orElseThrow());
    browser(session).get("/api/v1/runs").then().statusCode(200);
    with(token(Role.ADMIN)).delete("/api/v1/tokens/" + issued.token().id()).then().statusCode(200);
    browser(session).get("/api/v1/runs").then().statusCode(401);
    assertThat(platform.journal().audit().newestFirst(null, 1).getFirst().act().who())
        .isEqualTo("admin");
  }

  @Test
  @Order(4)
  void anAdminGivesAccessOnAPage() {
    var issued = access.issue("admin", Set.of(), null, "test");
    String session = access.signIn(access.caller(issued.secret()).orElseThrow());
    String csrf = Access.csrf(session);
    browser(session)
        .formParam("csrf", csrf)
        .formParam("name", "bo")
        .formParam("role", "analyst")
        .post("/tokens/users")
        .then()
        .statusCode(303);
    String page =
        browser(session)
            .formParam("csrf", csrf)
            .formParam("user", "bo")
            .formParam("expires", "1d")
            .post("/tokens")
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    String secret = page.replaceAll("(?s).*id=\"secret\">(lg_[^<]+)<.*", "$1");
    with(secret).get("/api/v1/runs").then().statusCode(200);
    with(secret).get("/tokens").then().statusCode(403);
    browser(session)
        .get("/tokens")
        .then()
        .statusCode(200)
        .body(containsString("analyst"), not(containsString(secret)));
    browser(session)
        .formParam("csrf", csrf)
        .formParam("name", "<b>Bo</b>")
        .post("/tokens/users")
        .then()
        .statusCode(400)
        .body(containsString("must be of small letters"), not(containsString("<b>Bo")));
    browser(session).formParam("csrf", csrf).post("/tokens/users/bo/remove").then().statusCode(303);
    with(secret).get("/api/v1/runs").then().statusCode(401);
    browser(session)
        .get("/audit?verify=true")
        .then()
        .statusCode(200)
        .body(containsString("user.remove"), containsString("chained to the one before"));
    with(token(Role.OPERATOR)).get("/audit").then().statusCode(403);
  }

  @Test
  @Order(4)
  void readinessIsOpenAndBodiesHaveABound() {
    given().get("/q/health/ready").then().statusCode(200);
    for (String inner : new String[] {"/metrics", "/q/openapi"}) {
      given().get(inner).then().statusCode(401);
      with(token(Role.VIEWER)).get(inner).then().statusCode(200);
    }
    with(token(Role.OPERATOR))
        .contentType(ContentType.JSON)
        .body("{\"pipeline\":\"" + "x".repeat(2_000_000) + "\"}")
        .post("/api/v1/runs")
        .then()
        .statusCode(413);
  }

  /** One that sends a line and no more, and one that promises a body. */
  @Test
  @Order(4)
  void whoStopsInMidRequestIsLetGo() throws Exception {
    String line = "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:" + RestAssured.port + "\r\n";
    String promise =
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nt";
    for (String sent : new String[] {line, line + promise}) {
      try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).doesNotContain("200 OK");
      }
    }
  }

  @Test
  @Order(5)
  void aTokenMakesSoManyRequestsAMinute() {
    String token = token(Role.VIEWER);
    Response last = null;
    for (int i = 0;
        i <= 2 * WithTokens.REQUESTS && (last == null || last.statusCode() == 200);
        i++) {
      last = with(token).get("/api/v1/publications");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 61);
    with(token(Role.VIEWER)).get("/api/v1/publications").then().statusCode(200);
  }

  @Test
  @Order(6)
  void whoGuessesTokensIsHeldUp() {
    Response last = null;
    for (int i = 0;
        i <= 2 * WithTokens.FAILURES && (last == null || last.statusCode() == 401);
        i++) {
      last = with("lg_guess" + i).get("/api/v1/runs");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isNotNull();
    given().formParam("token", "lg_guess").post("/sign-in").then().statusCode(429);
    given().get("/q/health/ready").then().statusCode(200);
  }
}
