package org.liftgate.server.access;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OwnPagesTest {
  @Test
  void pagesOfOtherSitesAreRefused() {
    given().header("Origin", "https://evil.example").get("/api/v1/runs").then().statusCode(403);
    given().header("Origin", "null").get("/api/v1/runs").then().statusCode(403);
    given()
        .header("Host", "evil.example")
        .get("/api/v1/runs")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void ourOwnAndThoseOfNoPageAreAnswered() {
    int port = io.restassured.RestAssured.port;
    given().get("/api/v1/runs").then().statusCode(200);
    given()
        .header("Host", "localhost:" + port)
        .header("Origin", "http://localhost:" + port)
        .get("/api/v1/runs")
        .then()
        .statusCode(200);
  }
}
