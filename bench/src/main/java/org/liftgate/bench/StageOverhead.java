package org.liftgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.Progress;
import org.liftgate.app.execute.RunOptions;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.execute.StageRunner;
import org.liftgate.app.store.Durable;
import org.liftgate.kernel.Profile;

/**
 * Journal and store overhead of a stage: claim, verify, compute nothing, write one small artifact,
 * publish and commit, with fsync. Prints the median over 300 stages after 50 to warm up.
 */
public final class StageOverhead {
  private static final int WARM_UP = 50;
  private static final int STAGES = 300;

  private StageOverhead() {}

  /**
   * @param args a folder to work in; the database's URL, if not H2
   */
  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "."), "overhead");
    try (var platform =
        Platform.open(
            work.resolve("home"),
            work,
            args.length > 1 ? Optional.of(args[1]) : Optional.empty(),
            new Platform.Limits(400, 2))) {
      double[] millis = measure(platform, pipeline(work));
      Arrays.sort(millis);
      System.out.printf(
          "no-op stage on %s: median %.2f ms, 95%% %.2f ms, max %.2f ms (%d stages)%n",
          platform.database().dialect(),
          millis[millis.length / 2],
          millis[(int) (millis.length * 0.95)],
          millis[millis.length - 1],
          millis.length);
    } finally {
      Durable.deleteTree(work);
    }
  }

  private static Path pipeline(Path work) throws IOException {
    var yaml =
        new StringBuilder(
            "name: no-op\nversion: \"1\"\ntitle: No-op\nquestion: What does a stage cost?\nstages:\n");
    for (int i = 0; i < WARM_UP + STAGES; i++) {
      yaml.append("  - {id: s")
          .append(i)
          .append(", uses: bench.no-op")
          .append(i == 0 ? "" : ", needs: [s" + (i - 1) + "]")
          .append("}\n");
    }
    Path folder = Files.createDirectories(work.resolve("no-op"));
    Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    return folder;
  }

  private static double[] measure(Platform platform, Path pipeline) {
    var request =
        new RunStarter.Request(
            pipeline.toString(),
            pipeline,
            1,
            Map.of(),
            Profile.DEFENDED,
            new RunOptions(null, true, "duckdb", null),
            1);
    var run = new RunStarter(platform).start(request, Progress.SILENT);
    var runner = new StageRunner(platform);
    var millis = new double[STAGES];
    for (int i = 0; i < WARM_UP + STAGES; i++) {
      long from = System.nanoTime();
      var work = runner.claim(run, "s" + i).orElseThrow();
      runner.verifyInputs(work);
      runner.compute(work);
      runner.judge(work);
      runner.publish(work);
      runner.commit(work);
      run.runnable();
      if (i >= WARM_UP) {
        millis[i - WARM_UP] = (System.nanoTime() - from) / 1e6;
      }
    }
    return millis;
  }
}
