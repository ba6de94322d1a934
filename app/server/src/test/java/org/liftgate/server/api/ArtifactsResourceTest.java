package org.liftgate.server.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArtifactsResourceTest {
  @Test
  void aTableIsHadInPartUnchangedAndAsText() throws Exception {
    String artifacts = "/api/v1/runs/" + FinishedRun.id() + "/artifacts";
    Map<String, Object> table =
        given().get(artifacts).path("artifacts.findAll { it.rows != null }.max { it.rows }");
    String path = artifacts + "/" + table.get("name");
    int rows = (int) table.get("rows");
    var whole = given().get(path).then().statusCode(200).extract();
    byte[] bytes = whole.asByteArray();
    assertThat(bytes).hasSize((int) table.get("bytes"));
    assertThat(whole.header("ETag")).isEqualTo("\"" + table.get("sha256") + "\"");

    given().header("If-None-Match", whole.header("ETag")).get(path).then().statusCode(304);
    var part = given().header("Range", "bytes=4-9").get(path).then().statusCode(206).extract();
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 4, 10));
    assertThat(part.header("Content-Range")).isEqualTo("bytes 4-9/" + bytes.length);
    given().header("Range", "bytes=" + bytes.length + "-").get(path).then().statusCode(416);

    String csv = given().accept("text/csv").get(path).then().statusCode(200).extract().asString();
    assertThat(csv.split("\r\n")).hasSize(rows + 1);
    assertThat(given().get(path + "?format=csv").asString()).isEqualTo(csv);
    given()
        .get(path.replace("/artifacts/", "/preview/"))
        .then()
        .body("total", equalTo(rows))
        .body("rows", hasSize(Math.min(200, rows)))
        .body("columns[0].name", equalTo(csv.substring(0, csv.indexOf(','))));
  }

  @Test
  void aReportIsAPageThatRunsNoScript() throws Exception {
    var page = given().get("/api/v1/runs/" + FinishedRun.id() + "/report").then().statusCode(200);
    assertThat(page.extract().header("Content-Security-Policy"))
        .contains("default-src 'none'", "sandbox allow-downloads")
        .doesNotContain("script");
    assertThat(page.extract().contentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.extract().asString()).startsWith("<!DOCTYPE html>").doesNotContain("<script");
  }

  @Test
  void textThatLooksLikeAFormulaIsQuotedOff() {
    Object[] cells = {"=1+1", "+x", "-y", "@z", -5L, -0.5, "a,\"b\"", null, ""};
    assertThat(TableRows.line(cells)).isEqualTo("'=1+1,'+x,'-y,'@z,-5,-0.5,\"a,\"\"b\"\"\",,\r\n");
  }

  @Test
  void aRangeIsReadAsTheStandardSays() {
    assertThat(ByteRange.of("bytes=0-0", 10)).contains(new ByteRange(0, 1));
    assertThat(ByteRange.of("bytes=-3", 10)).contains(new ByteRange(7, 3));
    assertThat(ByteRange.of("bytes=8-99", 10)).contains(new ByteRange(8, 2));
    for (String all : List.of("bytes=5-2", "bytes=-", "bytes=0-1,3-4", "lines=1-2")) {
      assertThat(ByteRange.of(all, 10)).isEmpty();
    }
  }
}
