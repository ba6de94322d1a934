package org.liftgate.server.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.liftgate.server.api.FinishedRun;

@QuarkusTest
class FrameTest {
  private static final Pattern FILE =
      Pattern.compile("(?:href|src)=\"(/(?:console|_static)/[^\"]+)\"");

  @Test
  void theHomePageShowsHowEachPipelineWentLast() throws Exception {
    FinishedRun.id();
    given()
        .get("/")
        .then()
        .statusCode(200)
        .header(PagePolicy.HEADER, containsString("default-src 'self'"))
        .body(containsString("/pipelines/mix-regression"), containsString("<a href=\"/runs/"));
  }

  @Test
  void everyFileThatThePageNamesIsServedForLong() {
    var files = FILE.matcher(given().get("/").asString());
    int found = 0;
    while (files.find()) {
      given()
          .urlEncodingEnabled(false)
          .get(files.group(1))
          .then()
          .statusCode(200)
          .header("Cache-Control", containsString("immutable"));
      found++;
    }
    assertThat(found).isGreaterThan(3);
  }

  @Test
  void whatIsNotThereIsToldAsAPage() {
    given().accept("text/html").get("/nothing").then().statusCode(404).contentType("text/html");
    given().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
  }
}
