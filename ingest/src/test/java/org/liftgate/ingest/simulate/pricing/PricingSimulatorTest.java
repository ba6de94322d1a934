package org.liftgate.ingest.simulate.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;

class PricingSimulatorTest {
  private static final PricingParameters P = PricingParameters.defaults();
  @TempDir Path temp;

  @Test
  void the_file_has_the_public_ones_header_and_without_noise_its_response() throws IOException {
    Path folder = draw("plain", P.with(1, 0, 0), 1, 0.02);
    List<String> lines = Files.readAllLines(folder.resolve("pricing_sample.csv"));
    assertThat(lines.getFirst())
        .isEqualTo(
            "account_age,age,avg_hours,days_visited,friends_count,has_membership,is_US,"
                + "songs_purchased,income,price,demand,demand_before");
    assertThat(lines).hasSize(2_001);
    for (double[] c : cells(lines)) {
      double expected = (c[8] < 1 ? -17 : -3) * c[9] + 20 + 0.5 * c[2] + (c[3] > 4 ? 5 : 0);
      assertThat(c[10]).isCloseTo(expected, within(1e-9));
      double slope = c[8] < 1 ? -17 : -3;
      assertThat(c[11]).isCloseTo(expected + slope * (1 - c[9]), within(1e-9));
    }
  }

  @Test
  void prices_follow_income_as_strongly_as_said() throws IOException {
    assertThat(discounted("lot", 0)).isCloseTo(0, within(0.05));
    assertThat(discounted("original", 1)).isCloseTo(0.4, within(0.05));
    assertThat(discounted("weak", 4)).isGreaterThan(0.75);
  }

  /** Share at the lowest price below an income of 1, less that above it. */
  private double discounted(String name, double selection) throws IOException {
    List<double[]> rows =
        cells(
            Files.readAllLines(
                draw(name, P.with(selection, 0, 0), 2, 0.05).resolve("pricing_sample.csv")));
    var count = new double[2];
    var low = new double[2];
    for (double[] c : rows) {
      int group = c[8] < 1 ? 0 : 1;
      count[group]++;
      low[group] += c[9] == 0.8 ? 1 : 0;
    }
    return low[0] / count[0] - low[1] / count[1];
  }

  @Test
  void switches_change_what_they_are_about_and_nothing_else() throws IOException {
    List<double[]> one = rows("one", P);
    List<double[]> noisy = rows("noisy", P.with(1, 0, 0.5));
    List<double[]> hidden = rows("hidden", P.with(1, 2, 0.1));
    List<double[]> smooth = rows("smooth", P.with(Shape.SMOOTH));
    int moved = 0;
    for (int i = 0; i < one.size(); i++) {
      assertThat(Arrays.copyOf(noisy.get(i), 10)).containsExactly(Arrays.copyOf(one.get(i), 10));
      assertThat(Arrays.copyOf(smooth.get(i), 10)).containsExactly(Arrays.copyOf(one.get(i), 10));
      assertThat(Arrays.copyOf(hidden.get(i), 9)).containsExactly(Arrays.copyOf(one.get(i), 9));
      moved += hidden.get(i)[9] == one.get(i)[9] ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(100);
  }

  /** Residuals on exact conditional means, by noisy draws: the definition, taken at its word. */
  @Test
  void the_truth_is_what_robinsons_regression_finds_in_a_very_large_sample() throws IOException {
    int n = 400_000;
    PricingParameters p = P.with(1, 0, 0.1);
    double cross = 0;
    double square = 0;
    double sum = 0;
    var targets = new Targets(p, n);
    for (int i = 0; i < n; i++) {
      Customer c = Customer.draw(9, i);
      targets.add(c);
      double[] chance = c.chances(p, 0);
      double t = 0;
      double y = -0.005;
      for (int k = 0; k < 3; k++) {
        t += chance[k] * Math.log(Customer.PRICES[k]);
        y += chance[k] * Math.log(c.response(p, Customer.PRICES[k]));
      }
      double price = c.price(p);
      double rt = Math.log(price) - t;
      cross += rt * (Math.log(c.demand(p, price)) - y);
      square += rt * rt;
      sum += c.demand(p, price) - c.response(p, price);
    }
    assertThat(targets.values().get("slope")).isCloseTo(cross / square, within(0.01));
    assertThat(sum / n).as("noise has mean 0").isCloseTo(0, within(0.01));
  }

  @Test
  void the_projection_of_a_constant_effect_is_that_constant() throws IOException {
    String truth =
        Files.readString(draw("constant", P.with(Shape.CONSTANT), 3, 0.01).resolve("truth.json"));
    assertThat(value(truth, "projection(1)")).isCloseTo(-1, within(1e-9));
    assertThat(value(truth, "projection(income)")).isCloseTo(0, within(1e-9));
    assertThat(value(truth, "projection(1) in log:2")).isCloseTo(-1, within(1e-9));
    assertThat(value(truth, "projection(ln(income)^2) in log:2")).isCloseTo(0, within(1e-9));
    assertThat(value(truth, "ate")).isCloseTo(-1, within(1e-9));
    assertThat(value(truth, "segment(income_group=below 1)")).isCloseTo(-1, within(1e-9));
  }

  @Test
  void the_superpopulation_is_another_draw_and_near_the_original() throws IOException {
    String truth = Files.readString(draw("many", P.with(50_000), 4, 0.01).resolve("truth.json"));
    assertThat(truth).contains("\"superpopulation\": -0.96").doesNotContain("NaN");
    assertThat(Files.readString(draw("few", P, 4, 0.01).resolve("truth.json")))
        .contains("\"superpopulation\": null");
    assertThat(value(truth, "best-cut")).isBetween(0.98, 1.0);
    assertThat(value(truth, "revenue(best)")).isGreaterThan(value(truth, "revenue(none)"));
  }

  @Test
  void one_seed_gives_the_same_bytes() throws IOException {
    String first = Files.readString(draw("a", P, 7, 0.01).resolve("pricing_sample.csv"));
    assertThat(Files.readString(draw("b", P, 7, 0.01).resolve("pricing_sample.csv")))
        .isEqualTo(first);
    assertThat(Files.readString(draw("c", P, 8, 0.01).resolve("pricing_sample.csv")))
        .isNotEqualTo(first);
  }

  @Test
  void everything_out_of_range_is_said_at_once() {
    assertThatThrownBy(() -> new PricingParameters(Shape.STEP, -3, -20, -1, 11, 0, -1, 0))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("slope + extra")
        .hasMessageContaining("selection")
        .hasMessageContaining("noise");
  }

  private List<double[]> rows(String name, PricingParameters p) throws IOException {
    return cells(Files.readAllLines(draw(name, p, 5, 0.01).resolve("pricing_sample.csv")));
  }

  private static List<double[]> cells(List<String> lines) {
    return lines.stream()
        .skip(1)
        .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static double value(String truth, String term) {
    int at = truth.indexOf("\"value\": ", truth.indexOf("\"" + term + "\"")) + 9;
    return Double.parseDouble(truth.substring(at, truth.indexOf(',', at)));
  }

  private Path draw(String name, PricingParameters p, long seed, double scale) {
    Path folder = temp.resolve(name);
    new PricingSimulator().simulate(p, scale, seed, folder, () -> false);
    return folder;
  }
}
