package org.liftgate.app.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.Findings;

class FindingsJsonTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("liftgate.root"), "docs/cli-json/estimate.schema.json");

  @Test
  void whatIsNotThereIsNullAndEveryRowHasTheSameKeys() throws IOException {
    var findings =
        new Findings(
            "fe",
            "y ~ d | unit",
            10,
            new Findings.Vcov("CR1", List.of("unit"), "G/(G-1)"),
            List.of(
                new Estimate.Value("d", 2, 0, Double.POSITIVE_INFINITY, 0, 2, 2),
                new Estimate.Point("x", -1.5, "penalised coefficients have none"),
                new Estimate.Missing("z", Estimate.Reason.COLLINEAR, "z is a sum of others")),
            Map.of("r2", Double.NaN, "within_r2", .25),
            List.of("a note"));
    var node = FindingsJson.of(findings);
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(SCHEMA));
    assertThat(schema.validate(node)).isEmpty();
    assertThat(node.path("estimates").path(0).path("statistic").isNull()).isTrue();
    assertThat(node.path("estimates").path(0).path("df").isNull()).isTrue();
    assertThat(node.path("estimates").path(1).path("estimate").asDouble()).isEqualTo(-1.5);
    assertThat(node.path("estimates").path(2).path("missing").path("reason").asText())
        .isEqualTo("collinear");
    assertThat(node.path("fit").path("r2").isNull()).isTrue();
    assertThat(node.path("fit").path("within_r2").asDouble()).isEqualTo(.25);
    assertThat(node.toString()).doesNotContain("NaN").doesNotContain("Infinity");
  }
}
