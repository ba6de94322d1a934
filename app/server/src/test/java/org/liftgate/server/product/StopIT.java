package org.liftgate.server.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.execute.Home;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.journal.StageRow.Status;

/**
 * The service is told to stop while a run is under way: nothing stays half done, nothing is lost.
 */
class StopIT {
  @TempDir Path home;

  /** The run and its stages after the service was stopped in the midst of it. */
  private record Left(String run, List<StageRow> stages, boolean waits) {
    boolean any(Status status) {
      return stages.stream().anyMatch(s -> s.status() == status);
    }
  }

  private Left stopInTheMidst() throws Exception {
    String run;
    try (Served served = Served.start(home, Map.of())) {
      run = served.trigger(Map.of("pipeline", "mix-regression", "scale", 0.05));
      while (served.run(run).path("stages").findValuesAsText("status").stream()
              .filter("succeeded"::equals)
              .count()
          < 4) {
        Thread.sleep(20);
      }
      assertThat(served.stop()).as(served.log()).isZero();
      assertThat(served.log()).doesNotContain("ERROR");
    }
    try (var platform =
        Platform.open(home, Home.shipped(), Optional.empty(), new Platform.Limits(400, 1))) {
      return new Left(
          run, platform.journal().stages(run), platform.journal().leads().waiting().contains(run));
    }
  }

  private List<StageRow> goOn(String run) throws Exception {
    try (Served served = Served.start(home, Map.of())) {
      for (int i = 0;
          i < 600 && !served.run(run).path("status").asText().equals("succeeded");
          i++) {
        Thread.sleep(100);
      }
    }
    try (var platform =
        Platform.open(home, Home.shipped(), Optional.empty(), new Platform.Limits(400, 1))) {
      return platform.journal().stages(run);
    }
  }

  @Test
  void stagesUnderWayEndAndNoOtherBegins() throws Exception {
    Left left = stopInTheMidst();
    assertThat(left.waits()).isTrue();
    assertThat(left.any(Status.RUNNING)).isFalse();
    assertThat(left.any(Status.PENDING)).isTrue();
    assertThat(goOn(left.run()))
        .allSatisfy(s -> assertThat(s.status().good()).as(s.id()).isTrue())
        .allSatisfy(s -> assertThat(s.attempt()).as(s.id()).isEqualTo(1));
  }
}
