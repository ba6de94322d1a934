package org.liftgate.ingest.simulate.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;

class ImpactSimulatorTest {
  private static final double SCALE = 0.04;
  private static final ImpactParameters P = ImpactParameters.defaults();
  @TempDir Path temp;

  @Test
  void without_untreated_stores_the_files_have_the_originals_headers() throws IOException {
    Path folder = draw("plain", P.with(0, 0, 0, false), 1);
    assertThat(Files.readAllLines(folder.resolve("store_characteristics.csv")).getFirst())
        .isEqualTo("store_id,store_size,store_location");
    assertThat(Files.readAllLines(folder.resolve("customer_demographics.csv")).getFirst())
        .isEqualTo("customer_id,age,gender,income");
    List<String> before = Files.readAllLines(folder.resolve("sales_before.csv"));
    assertThat(before.getFirst()).isEqualTo("date,store_id,customer_id,sales");
    assertThat(before).hasSize(1 + 40 * 30);
    assertThat(before.get(1)).startsWith("2019-12-01,1,");
    assertThat(before.getLast()).startsWith("2019-12-30,40,");
    assertThat(Files.readAllLines(folder.resolve("sales_after.csv")).get(1))
        .startsWith("2020-01-01,1,");
  }

  @Test
  void untreated_stores_are_a_column_or_a_file() throws IOException {
    Path column = draw("column", P, 1);
    Path file = draw("file", P.with(0, 0, 0.5, true), 1);
    List<String> listed = Files.readAllLines(file.resolve("untreated_stores.csv"));
    List<String> flagged =
        Files.readAllLines(column.resolve("store_characteristics.csv")).stream()
            .filter(l -> l.endsWith(",0"))
            .map(l -> l.substring(0, l.indexOf(',')))
            .toList();
    assertThat(flagged).hasSize(20).isEqualTo(listed.subList(1, listed.size()));
    assertThat(Files.readString(file.resolve("sales_after.csv")))
        .isEqualTo(Files.readString(column.resolve("sales_after.csv")));
  }

  @Test
  void one_seed_gives_the_same_bytes() throws IOException {
    String first = Files.readString(draw("a", P, 7).resolve("sales_after.csv"));
    assertThat(Files.readString(draw("b", P, 7).resolve("sales_after.csv"))).isEqualTo(first);
    assertThat(Files.readString(draw("c", P, 8).resolve("sales_after.csv"))).isNotEqualTo(first);
  }

  @Test
  void the_truth_is_what_the_campaign_changed() throws IOException {
    var none = new ImpactParameters(0, 0, 0, 0.5, false, 0, 0.1, 0, 20, 50, 10, 0.6, 30);
    var some = P.with(0.4, 0.2, 0.5, false);
    List<String> without = Files.readAllLines(draw("none", none, 3).resolve("sales_after.csv"));
    List<String> with = Files.readAllLines(draw("some", some, 3).resolve("sales_after.csv"));
    double sum = 0;
    long treated = 0;
    for (int i = 1; i < with.size(); i++) {
      double change = last(with.get(i)) - last(without.get(i));
      sum += change;
      treated += change == 0 ? 0 : 1;
    }
    String truth = Files.readString(temp.resolve("some").resolve("truth.json"));
    assertThat(treated).isEqualTo(20 * 30);
    assertThat(value(truth, "att")).isCloseTo(sum / treated, within(1e-9));
    assertThat(value(truth, "interaction(age_band=18-34)")).isBetween(35.0, 45.0);
  }

  @Test
  void everything_out_of_range_is_said_at_once() {
    assertThatThrownBy(
            () -> new ImpactParameters(50, 9, 0, 1, false, 0, 0.1, 0, 20, -1, 10, 0.6, 30))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("age_heterogeneity")
        .hasMessageContaining("untreated_share")
        .hasMessageContaining("noise");
  }

  private static double last(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  private static double value(String truth, String term) {
    int at = truth.indexOf("\"value\": ", truth.indexOf("\"" + term + "\"")) + 9;
    return Double.parseDouble(truth.substring(at, truth.indexOf(',', at)));
  }

  private Path draw(String name, ImpactParameters p, long seed) {
    Path folder = temp.resolve(name);
    new ImpactSimulator().simulate(p, SCALE, seed, folder, () -> false);
    return folder;
  }
}
