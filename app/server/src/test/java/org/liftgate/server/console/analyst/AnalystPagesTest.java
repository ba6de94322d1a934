package org.liftgate.server.console.analyst;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.app.document.ArtifactEntry;
import org.liftgate.server.api.FinishedRun;

@QuarkusTest
class AnalystPagesTest {
  private static String page(Response response) {
    response.then().statusCode(200);
    assertThat(response.header("Content-Security-Policy")).startsWith("default-src 'self'");
    String html = response.asString();
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("style=\"", "onclick", "<script>", ">null<", "NaN");
    return html;
  }

  @Test
  void artifactsAreFoundByWordsAndLookedAt() throws Exception {
    String list = "/runs/" + FinishedRun.id() + "/artifacts";
    String all = page(given().get(list));
    assertThat(all).contains("/report\"", ">estimates</a>", "estimates?format=csv");
    assertThat(page(given().queryParam("q", "nothing of the kind").get(list)))
        .contains("Nothing has all of these words.");
    assertThat(page(given().queryParam("q", "<b>\"x").get(list)))
        .contains("&lt;b&gt;&quot;x")
        .doesNotContain("<b>\"x");
    int rows =
        given().get("/api/v1" + list.replace("artifacts", "preview/estimates")).path("total");
    String table = page(given().get(list + "/estimates"));
    assertThat(table.split("<tr>")).hasSize(rows + 2);
    given().get(list + "/../../manifest.json").then().statusCode(404);
    given().get("/runs/ffff/artifacts").then().statusCode(404);
  }

  @Test
  void everyWordMustBeThere() {
    var entry = new ArtifactEntry("Panel_Mailing", "panel", "", "text/csv", 1L, 1, "");
    assertThat(List.of("", " panel  csv ", "MAIL")).allMatch(q -> ArtifactPages.matches(entry, q));
    assertThat(ArtifactPages.matches(entry, "panel parquet")).isFalse();
  }

  @Test
  void aRunComparedWithItselfIsTheSame() throws Exception {
    String id = FinishedRun.id();
    assertThat(page(given().get("/compare"))).contains("<option value=\"" + id + "\"");
    String same = page(given().queryParam("left", id).queryParam("right", id).get("/compare"));
    assertThat(same).contains("The two runs gave the same results.", ">The same<", "badge b-");
    given().get("/compare?left=" + id + "&right=ffff").then().statusCode(404);
  }

  @Test
  void qualityShowsGatesTablesAndColumnsOfTheLastRuns() throws Exception {
    FinishedRun.id();
    String shown = "/quality?pipeline=mix-regression&simulated=true";
    assertThat(page(given().get(shown)))
        .contains("What gates said", "q-pass", "table=estimates\"", "Rows of every table");
    assertThat(page(given().get(shown + "&table=estimates"))).contains("Columns of estimates");
    assertThat(page(given().get("/quality?pipeline=mix-mediation")))
        .contains("No run of mix-mediation on real data yet.");
    given().get(shown + "&table=nothing").then().statusCode(404).body(containsString("nothing"));
  }
}
