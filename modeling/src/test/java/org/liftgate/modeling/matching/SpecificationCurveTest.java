package org.liftgate.modeling.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.weighting.InverseProbability;
import org.liftgate.modeling.weighting.Target;

/** Conventions side by side, and the public experiment of Dehejia and Wahba (1999). */
class SpecificationCurveTest {

  @Test
  void conventionsOfThePeerAreAmongItsRows() {
    Csv data = Csv.resource("matching.csv");
    List<String> names = List.of("x1", "x2", "x3", "x4");
    var units =
        Observed.of(
            names,
            names.stream().map(data::doubles).toArray(double[][]::new),
            data.flags("t"),
            data.doubles("y"));
    var rows = new SpecificationCurve().estimate(units);
    assertThat(rows).hasSize(3 * 2 * 3 * 5);
    assertThat(find(rows, Scale.SCORE, Order.CLOSEST, false))
        .isCloseTo(.759682772329905, within(1e-8));
    assertThat(find(rows, Scale.LOGIT, Order.LARGEST, true))
        .isCloseTo(.842023128133128, within(1e-8));
    double[] all = rows.stream().mapToDouble(r -> ((Value) r.effect()).value()).toArray();
    assertThat(Arrays.stream(all).distinct().count()).isGreaterThan(30);
  }

  private static double find(
      List<SpecificationCurve.Row> rows, Scale scale, Order order, boolean replace) {
    return rows.stream()
        .filter(r -> r.caliper() == 0.25 && r.deviation() == Deviation.ALL)
        .filter(r -> r.scale() == scale && r.order() == order && r.replace() == replace)
        .mapToDouble(r -> ((Value) r.effect()).value())
        .findFirst()
        .orElseThrow();
  }

  private static Csv data(String name) {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    return Csv.file(Path.of(folder, "benchmarks", name));
  }

  @Test
  void theExperimentsDifference() {
    Csv nsw = data("nsw_dw.csv");
    double[] y = nsw.doubles("re78");
    double[][] t = {nsw.doubles("treat")};
    var fit = (LeastSquares.Fit) LeastSquares.fit(t, y, List.of(), Workers.of(1));
    int n = y.length;
    assertThat(fit.coefficients()[1]).isCloseTo(1794.342, within(5e-4));
    assertThat(Math.sqrt(fit.iid(fit.ssr() / (n - 2))[1][1])).isCloseTo(632.853, within(5e-4));
    double hc1 = fit.sandwich(fit.meats()[0])[1][1] * n / (n - 2);
    assertThat(Math.sqrt(hc1)).as("670.82449 in exact arithmetic").isCloseTo(670.825, within(1e-3));
    assertThat(Math.sqrt(fit.sandwich(fit.meats()[1])[1][1])).isCloseTo(670.997, within(5e-4));
    var weighted =
        (Value)
            new InverseProbability(Target.ATT)
                .estimate(Observed.of(List.of(), new double[0][], nsw.flags("treat"), y))
                .get(0);
    assertThat(weighted.value()).isCloseTo(1794.342, within(5e-4));
  }

  /** Covariates are balanced by design, so adjusting must stay within the experiment's error. */
  @Test
  void adjustingTheExperimentChangesLittle() {
    Csv nsw = data("nsw_dw.csv");
    List<String> names =
        List.of("age", "education", "black", "hispanic", "married", "nodegree", "re74", "re75");
    var units =
        Observed.of(
            names,
            names.stream().map(nsw::doubles).toArray(double[][]::new),
            nsw.flags("treat"),
            nsw.doubles("re78"));
    for (var row : new SpecificationCurve().estimate(units)) {
      assertThat(((Value) row.effect()).value()).isCloseTo(1794, within(2 * 671.0));
    }
  }
}
