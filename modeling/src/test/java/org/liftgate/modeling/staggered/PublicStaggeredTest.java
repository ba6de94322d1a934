package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.panel.Csv;

/** Published figures of public data with staggered starts, to their last printed digit. */
class PublicStaggeredTest {
  private static Csv data(String name) {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    return Csv.file(Path.of(folder, "benchmarks", name));
  }

  static StaggeredPanel mpdta() {
    Csv csv = data("mpdta.csv");
    int[] first = csv.ints("first.treat");
    java.util.Arrays.setAll(first, i -> first[i] == 0 ? StaggeredPanel.NEVER : first[i]);
    return StaggeredPanel.of(csv.ints("countyreal"), csv.ints("year"), first, csv.doubles("lemp"));
  }

  @Test
  void minimumWagesAndTeenEmployment() {
    GroupTimeFit fit = new CallawaySantAnna().fit(mpdta());
    Map.of(
            "simple", -.0399513,
            "group", -.0310183,
            "dynamic", -.0772398,
            "calendar", -.0417004)
        .forEach((term, figure) -> close(fit, term, figure, 5e-8));
    Map.of("event(0)", -.019932, "event(1)", -.050957, "event(2)", -.137259, "event(3)", -.100811)
        .forEach((term, figure) -> close(fit, term, figure, 5e-7));
  }

  private static void close(GroupTimeFit fit, String term, double figure, double digits) {
    var value = (Estimate.Value) CallawaySantAnnaParityTest.find(fit, term);
    assertThat(value.value()).as(term).isCloseTo(figure, within(digits));
  }
}
