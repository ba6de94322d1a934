package org.liftgate.modeling.forest.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;

/**
 * The public pricing data: elasticities by income, published forest ATE -.9594 without an error.
 */
class PricingForestTest {
  private static final double ASSUMED_ERROR = 0.05;

  @Test
  void elasticities() throws IOException {
    String folder = System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../../shared/data");
    Path file = Path.of(folder, "pricing", "pricing_sample.csv");
    assumeThat(file).exists();
    List<String> lines = Files.readAllLines(file);
    List<String> names = List.of(lines.get(0).split(","));
    double[][] columns =
        IntStream.range(0, names.size())
            .mapToObj(
                k ->
                    lines.stream()
                        .skip(1)
                        .mapToDouble(l -> Double.parseDouble(l.split(",")[k]))
                        .toArray())
            .toArray(double[][]::new);
    int price = names.indexOf("price");
    double[] t = Arrays.stream(columns[price]).map(Math::log).toArray();
    double[] y = Arrays.stream(columns[price + 1]).map(Math::log).toArray();
    CausalSample sample =
        CausalSample.of(
            names.subList(0, price),
            List.of(columns).subList(0, price).toArray(double[][]::new),
            t,
            y);
    var f = (CausalEffects) new CausalForest(500, 5, 1, Workers.all()).fit(sample);
    var ate = (Estimate.Value) DoublyRobust.of(f).ate();
    double mean = Arrays.stream(f.effects().values()).average().orElseThrow();
    assertThat(ate.value()).isCloseTo(-0.9594, within(3 * ASSUMED_ERROR));
    assertThat(mean).isCloseTo(-0.9594, within(3 * ASSUMED_ERROR));
    int income = names.indexOf("income");
    double[] low = CausalSample.pick(f.effects().values(), rows(columns[income], 0.5, 0.9));
    double[] high = CausalSample.pick(f.effects().values(), rows(columns[income], 1.1, 2));
    assertThat(Arrays.stream(low).average().orElseThrow()).isBetween(-1.9, -1.5);
    assertThat(Arrays.stream(high).average().orElseThrow()).isBetween(-0.4, 0.0);
  }

  private static int[] rows(double[] income, double from, double to) {
    return IntStream.range(0, income.length)
        .filter(i -> income[i] >= from && income[i] < to)
        .toArray();
  }
}
