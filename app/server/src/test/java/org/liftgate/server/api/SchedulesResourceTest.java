package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchedulesResourceTest {
  private static void put(String name, Map<String, Object> definition) {
    given()
        .contentType(ContentType.JSON)
        .body(definition)
        .put("/api/v1/schedules/" + name)
        .then()
        .statusCode(200)
        .body("name", equalTo(name));
  }

  /** The line fires each second of the clock; the run fails, as the folder has no data to read. */
  @Test
  void aScheduleStartsRunsByItself() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "data");
    Files.writeString(folder.resolve("DONE"), "");
    put(
        "each-second",
        Map.of(
            "pipeline", "mix-regression",
            "data", folder.toString(),
            "marker", "DONE",
            "cron", "* * * ? * *",
            "zone", "Europe/Berlin"));
    List<String> runs = List.of();
    for (int i = 0; i < 200 && runs.isEmpty(); i++) {
      Thread.sleep(100);
      runs =
          given()
              .get("/api/v1/schedules/each-second")
              .then()
              .extract()
              .path("firings.findAll { it.status == 'started' }.run");
    }
    given().post("/api/v1/schedules/each-second/pause").then().body("paused", equalTo(true));
    assertThat(runs).isNotEmpty();
    given()
        .get("/api/v1/runs/" + runs.getFirst())
        .then()
        .body("pipeline", equalTo("mix-regression"));
    given().delete("/api/v1/schedules/each-second").then().statusCode(204);
  }

  @Test
  void datesAreNamedBeforeTheyAreFilledIn() {
    put(
        "nights",
        Map.of("pipeline", "mix-regression", "data", "/srv/{date}", "cron", "30 5 * * *"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("from", "2026-11-01", "to", "2026-11-02"))
        .post("/api/v1/schedules/nights/backfill?dry_run=true")
        .then()
        .body("dates", contains("2026-11-01", "2026-11-02"));
    given()
        .get("/api/v1/schedules/nights")
        .then()
        .body("next", hasSize(10))
        .body("firings", hasSize(0));
    given().delete("/api/v1/schedules/nights").then().statusCode(204);
    given().get("/api/v1/schedules/nights").then().statusCode(400);
  }
}
