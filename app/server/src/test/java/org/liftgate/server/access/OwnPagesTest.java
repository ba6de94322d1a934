package org.liftgate.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  /** Later versions of HTTP have no header for the name. */
  @Test
  void laterVersionsOfHttpAreAnswered() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/runs");
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int i = 0; i < 2; i++) {
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void ourOwnAndThoseOfNoPageAreAnswered() {
    int port = RestAssured.port;
    given().get("/api/v1/runs").then().statusCode(200);
    given()
        .header("Host", "localhost:" + port)
        .header("Origin", "http://localhost:" + port)
        .get("/api/v1/runs")
        .then()
        .statusCode(200);
  }
}
