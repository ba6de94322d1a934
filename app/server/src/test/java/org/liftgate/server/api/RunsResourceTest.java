package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunsResourceTest {
  @Test
  void aTriggeredRunIsLedToItsEnd() throws Exception {
    String location =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("pipeline", "mix-regression", "scale", 0.05))
            .post("/api/v1/runs")
            .then()
            .statusCode(202)
            .body("status", equalTo("queued"))
            .extract()
            .header("Location");
    String status = "queued";
    for (int i = 0; i < 600 && (status.equals("queued") || status.equals("running")); i++) {
      Thread.sleep(200);
      status = given().get(location).then().statusCode(200).extract().path("status");
    }
    assertThat(status).isEqualTo("succeeded");
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
}
