package org.liftgate.server.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liftgate.server.api.FinishedRun;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The descriptors of {@code deploy/} against the service: they parse, and name metrics it has. */
@QuarkusTest
class DeployFilesTest {
  private static final Path DEPLOY = Path.of("../../deploy");
  private static final Pattern METRIC = Pattern.compile("\\b(?:liftgate|jvm)_[a-z_]+[a-z]\\b");

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> found = Files.walk(DEPLOY.resolve(folder))) {
      return found.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void everyYamlAndDashboardParses() throws IOException {
    for (Path file : files(".", ".yml")) {
      assertThat(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)))
          .as("%s", file)
          .isNotNull();
    }
    List<Path> dashboards = files("grafana", ".json");
    assertThat(dashboards).hasSize(2);
    for (Path file : dashboards) {
      JsonNode board = new ObjectMapper().readTree(file.toFile());
      assertThat(board.path("panels").findValues("expr")).as("%s", file).hasSizeGreaterThan(7);
    }
  }

  @Test
  void everyMetricTheyNameIsToldByTheService() throws Exception {
    FinishedRun.id();
    FinishedRun.another();
    String metrics = given().get("/metrics").asString();
    var named = new TreeSet<String>();
    for (Path file :
        Stream.concat(files("prometheus", ".yml").stream(), files("grafana", ".json").stream())
            .toList()) {
      METRIC.matcher(Files.readString(file)).results().forEach(m -> named.add(m.group()));
    }
    assertThat(named).hasSizeGreaterThan(8);
    assertThat(named)
        .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
  }
}
