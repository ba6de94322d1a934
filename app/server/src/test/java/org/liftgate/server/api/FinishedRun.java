package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import java.util.Map;

/** One small run that all tests of the service look at. */
public final class FinishedRun {
  private static String id = "";

  private FinishedRun() {}

  public static synchronized String id() throws InterruptedException {
    if (id.isEmpty()) {
      id = another();
    }
    return id;
  }

  /** The same run again: what has not changed comes from the cache. */
  public static String another() throws InterruptedException {
    String started =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("pipeline", "mix-regression", "scale", 0.05))
            .post("/api/v1/runs")
            .then()
            .statusCode(202)
            .extract()
            .path("run");
    String status = "queued";
    for (int i = 0; i < 600 && (status.equals("queued") || status.equals("running")); i++) {
      Thread.sleep(200);
      status = given().get("/api/v1/runs/" + started).then().extract().path("status");
    }
    assertThat(status).isEqualTo("succeeded");
    return started;
  }
}
