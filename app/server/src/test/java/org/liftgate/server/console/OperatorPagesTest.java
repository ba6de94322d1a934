package org.liftgate.server.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.server.api.FinishedRun;

@QuarkusTest
class OperatorPagesTest {
  @Test
  void aRunIsStartedFromTheFormAndShown() {
    String place =
        given()
            .redirects()
            .follow(false)
            .formParam("scale", "0.05")
            .formParam("set.months", "18")
            .formParam("set.min_clients", "5")
            .post("/pipelines/mix-regression/runs")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    given()
        .get(place)
        .then()
        .statusCode(200)
        .body(
            containsString("mix-regression"), containsString("/events"), containsString("Cancel"));
    given().redirects().follow(false).post(place + "/cancel").then().statusCode(303);
  }

  @Test
  void whatTheFormCannotStartIsToldInTheForm() {
    given()
        .formParam("set.months", "many")
        .post("/pipelines/mix-regression/runs")
        .then()
        .statusCode(400)
        .contentType("text/html")
        .body(containsString("months"), containsString("value=\"many\""));
  }

  @Test
  void aFinishedRunShowsAnswersStagesAndGates() throws Exception {
    String run = "/runs/" + FinishedRun.id();
    given()
        .get(run)
        .then()
        .body(containsString("b-fragile"), containsString(run + "/stages/snapshot"))
        .body(not(containsString("data-events")));
    given()
        .get(run + "/stages/snapshot")
        .then()
        .body(
            containsString("raw-rows"),
            containsString("contacts_raw"),
            containsString("/manifest"));
    given().get("/pipelines").then().body(containsString("/pipelines/mix-regression"));
    given().get("/runs?pipeline=mix-regression&status=succeeded").then().body(containsString(run));
    given().get("/runs?pipeline=mix-mediation").then().body(not(containsString(run)));
    given().accept("text/html").get("/runs?status=done").then().statusCode(400);
    given().accept("text/html").get(run + "/stages/none").then().statusCode(404);
  }

  /** A chain over 300 layers, each stage needing all before it: only the chain is drawn. */
  @Test
  void arrowsThatFollowFromOthersAreLeftOut() {
    var nodes = new ArrayList<DagLayout.Node>();
    for (int i = 0; i < 300; i++) {
      var before = nodes.stream().map(DagLayout.Node::id).toList();
      nodes.add(new DagLayout.Node("s" + i, "", "#", before));
    }
    assertThat(DagLayout.of(nodes).flows()).hasSize(299);
  }

  @Test
  void stagesStandRightOfWhatTheyNeedAndNotOnEachOther() {
    var nodes = new ArrayList<DagLayout.Node>();
    for (int i = 0; i < 60; i++) {
      nodes.add(
          new DagLayout.Node(
              "s" + i, "", "#", i < 7 ? List.of() : List.of("s" + i / 3, "s" + (i - 7))));
    }
    var boxes = DagLayout.of(nodes).boxes();
    for (int i = 7; i < 60; i++) {
      assertThat(boxes.get(i).x()).isGreaterThan(boxes.get(i / 3).x());
    }
    for (var a : boxes) {
      for (var b : boxes) {
        boolean apart = a == b || a.x() != b.x() || Math.abs(a.y() - b.y()) >= DagLayout.TALL;
        assertThat(apart).as(a + " and " + b).isTrue();
      }
    }
  }
}
