package org.liftgate.server.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.StageRow;
import org.liftgate.server.api.FinishedRun;

/** What Prometheus reads once a run has ended, against what the journal says of it. */
@QuarkusTest
class MetricsTest {
  @Inject Platform platform;

  /** Sum of the samples whose line begins so. */
  private static double sum(String metrics, String name, String... labels) {
    return metrics
        .lines()
        .filter(l -> l.startsWith(name + "{") || l.startsWith(name + " "))
        .filter(l -> List.of(labels).stream().allMatch(l::contains))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void everyStageOfARunIsCountedWithItsRowsAndGates() throws Exception {
    List<StageRow> stages = platform.journal().stages(FinishedRun.id());
    String metrics = given().get("/metrics").then().statusCode(200).extract().asString();
    String pipeline = "pipeline=\"mix-regression\"";
    assertThat(sum(metrics, "liftgate_runs_begun_total", pipeline)).isPositive();
    assertThat(sum(metrics, "liftgate_run_seconds_count", pipeline, "status=\"succeeded\""))
        .isPositive();
    assertThat(sum(metrics, "liftgate_run_seconds_sum", pipeline)).isPositive();
    for (StageRow stage : stages) {
      if (stage.status().good()) {
        assertThat(
                sum(
                    metrics,
                    "liftgate_stage_seconds_count",
                    pipeline,
                    "stage=\"" + stage.id() + "\"",
                    "status=\"" + stage.status().word() + "\""))
            .as(stage.id())
            .isPositive();
      }
    }
    assertThat(sum(metrics, "liftgate_rows_total", pipeline, "stage=\"snapshot\"")).isPositive();
    assertThat(sum(metrics, "liftgate_gates_total", pipeline, "outcome=\"pass\"")).isPositive();
  }

  @Test
  void howTheHomeStandsIsAskedWhenSomebodyLooks() throws Exception {
    FinishedRun.id();
    String metrics = given().get("/metrics").asString();
    for (String gauge :
        List.of(
            "liftgate_runs_waiting",
            "liftgate_runs_led",
            "liftgate_schedules_due",
            "liftgate_schedules_lateness_seconds",
            "liftgate_publications_stale",
            "liftgate_publications_age_seconds")) {
      assertThat(metrics.lines().filter(l -> l.startsWith(gauge + " ")))
          .as(gauge)
          .singleElement()
          .satisfies(l -> assertThat(l).doesNotContain("NaN"));
    }
  }
}
