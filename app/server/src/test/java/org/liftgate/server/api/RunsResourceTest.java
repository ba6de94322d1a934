package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.RunRow;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;

@QuarkusTest
class RunsResourceTest {
  @Inject Platform platform;

  @Test
  void aTriggeredRunIsLedToItsEnd() throws Exception {
    given()
        .get("/api/v1/runs/" + FinishedRun.id())
        .then()
        .body("status", equalTo("succeeded"))
        .body("pipeline", equalTo("mix-regression"));
    assertThat(given().get("/api/v1/runs/" + FinishedRun.id() + "/events").asString())
        .contains("event:end", "\"status\":\"succeeded\"");
  }

  @Test
  void whatCannotBeRunIsTold() {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("pipeline", "mix-regresion"))
        .post("/api/v1/runs")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("title", containsString("mix-regression"));
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlace() {
    given()
        .contentType(ContentType.JSON)
        .body("{\n  \"pipeline\": mix}")
        .post("/api/v1/runs")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("problems[0].line", equalTo(2));
    given()
        .contentType(ContentType.TEXT)
        .body("x")
        .post("/api/v1/runs")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    given().delete("/api/v1/runs").then().statusCode(405).contentType("application/problem+json");
    for (String query : List.of("limit=0", "cursor=x", "status=done", "since=yesterday")) {
      given().get("/api/v1/runs?" + query).then().statusCode(400);
    }
  }

  /** The run fails for want of data; what counts is that there is one. */
  @Test
  void aKeyStandsForOneRequest() {
    Map<String, Object> body =
        Map.of("pipeline", "mix-regression", "data", System.getProperty("java.io.tmpdir"));
    String location = trigger("key-1", body).statusCode(202).extract().header("Location");
    assertThat(trigger("key-1", body).statusCode(202).extract().header("Location"))
        .isEqualTo(location);
    trigger("key-1", Map.of("pipeline", "mix-regression"))
        .statusCode(409)
        .contentType("application/problem+json")
        .body("title", containsString("was used for another request"));
  }

  private static ValidatableResponse trigger(String key, Map<String, Object> body) {
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post("/api/v1/runs")
        .then();
  }

  /** Nine ended runs, three in each millisecond: pages of two neither lose nor repeat one. */
  @Test
  void pagesShowEachRunOnce() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      String id = "00000000-0000-7000-8000-00000000000" + i;
      made.addFirst(id);
      if (platform.journal().run(id).isEmpty()) {
        platform.journal().create(ended(id, 1000 + i / 3), List.of());
      }
    }
    var seen = new ArrayList<String>();
    String next = "/api/v1/runs?pipeline=paged&limit=2&until=2000-01-01T00:00:00Z";
    while (next != null) {
      var page = given().urlEncodingEnabled(false).get(next).then().statusCode(200).extract();
      seen.addAll(page.path("runs.run"));
      next = page.path("next");
    }
    assertThat(seen).isEqualTo(made);
  }

  private static RunRow ended(String id, long created) {
    return new RunRow(
        id,
        "paged",
        "paged",
        Profile.DEFENDED,
        true,
        Run.Status.FAILED,
        1,
        "none",
        "{}",
        "{}",
        created,
        created,
        null,
        null,
        false,
        null);
  }
}
