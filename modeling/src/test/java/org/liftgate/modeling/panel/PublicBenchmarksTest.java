package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;

/** Published figures of public data sets, to their last printed digit. */
class PublicBenchmarksTest {
  private static final TwoWayFixedEffects TWFE =
      new TwoWayFixedEffects(Covariance.cluster("unit")).withMinClusters(2);

  private static Csv data(String name) {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    return Csv.file(Path.of(folder, "benchmarks", name));
  }

  @Test
  void fixestsBaseDid() {
    Csv csv = data("base_did.csv");
    double[] post = csv.doubles("post");
    double[] treated = csv.doubles("treat");
    double[] d = new double[csv.rows()];
    Arrays.setAll(d, i -> post[i] * treated[i]);
    var panel =
        EffectsPanel.of(csv.ints("id"), csv.ints("period"), csv.doubles("y"))
            .withRegressor("att", d)
            .withRegressor("x1", csv.doubles("x1"));
    var att = (Estimate.Value) TWFE.estimate(panel).get(0);
    assertThat(att.value()).isCloseTo(4.850645, within(5e-7));
  }

  @Test
  void staggeredStartsMisleadOneCommonEffect() {
    Csv csv = data("base_stagg.csv");
    int[] year = csv.ints("year");
    int[] start = csv.ints("year_treated");
    double[] d = new double[csv.rows()];
    Arrays.setAll(d, i -> year[i] >= start[i] ? 1 : 0);
    var panel =
        EffectsPanel.of(csv.ints("id"), year, csv.doubles("y"))
            .withRegressor("att", d)
            .withRegressor("x1", csv.doubles("x1"));
    double att = ((Estimate.Value) TWFE.estimate(panel).get(0)).value();
    assertThat(att).as("the truth is -1").isCloseTo(-3.683, within(5e-4));
  }
}
