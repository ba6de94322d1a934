package org.liftgate.ingest.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Problem;
import org.liftgate.testing.TestContext;

/** Every SQL file that ships gives the same on every engine. */
class ShippedSqlTest {
  @TempDir Path home;

  @Test
  void all_of_it_passes_the_lint() throws IOException {
    Path pipelines = Path.of(System.getProperty("liftgate.root"), "pipelines");
    var problems = new ArrayList<Problem>();
    int files = 0;
    try (var context = new TestContext(home);
        var walk = Files.walk(pipelines)) {
      for (Path file : walk.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        String name = pipelines.relativize(file).toString();
        problems.addAll(context.engine().lint(name, Files.readString(file)));
        files++;
      }
    }
    assertThat(files).isPositive();
    assertThat(problems).extracting(Problem::sentence).isEmpty();
  }
}
