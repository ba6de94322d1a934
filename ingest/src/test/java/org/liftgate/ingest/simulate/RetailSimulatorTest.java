package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Simulator;

class RetailSimulatorTest {
  private static final double SCALE = 0.06;
  @TempDir Path temp;

  @Test
  void it_is_found_by_its_name() {
    var names = new ArrayList<String>();
    for (Simulator<?> simulator : ServiceLoader.load(Simulator.class)) {
      names.add(simulator.name());
    }
    assertThat(names).contains("ingest.retail");
  }

  @Test
  void one_seed_gives_the_same_bytes_whatever_the_threads() throws Exception {
    Path first = simulate("first", 42);
    Path other = simulate("other", 43);
    Path again;
    try (var single = new ForkJoinPool(1)) {
      again = single.submit(() -> simulate("again", 42)).get();
    }
    assertThat(digests(again)).isEqualTo(digests(first)).hasSize(8);
    assertThat(digests(other).get("transaction_data.csv"))
        .isNotEqualTo(digests(first).get("transaction_data.csv"));
  }

  @Test
  void files_have_the_headers_of_the_real_ones() throws IOException {
    Path folder = simulate("headers", 1);
    assertThat(rows(folder, "transaction_data").getFirst())
        .containsExactly(
            "household_key",
            "BASKET_ID",
            "DAY",
            "PRODUCT_ID",
            "QUANTITY",
            "SALES_VALUE",
            "STORE_ID",
            "RETAIL_DISC",
            "TRANS_TIME",
            "WEEK_NO",
            "COUPON_DISC",
            "COUPON_MATCH_DISC");
    assertThat(rows(folder, "campaign_table").getFirst())
        .containsExactly("DESCRIPTION", "household_key", "CAMPAIGN");
    assertThat(rows(folder, "campaign_desc").getFirst())
        .containsExactly("DESCRIPTION", "CAMPAIGN", "START_DAY", "END_DAY");
    assertThat(rows(folder, "coupon").getFirst())
        .containsExactly("COUPON_UPC", "PRODUCT_ID", "CAMPAIGN");
    assertThat(rows(folder, "hh_demographic")).hasSize(1 + 150 * 801 / 2500);
  }

  @Test
  void written_sales_less_blemishes_are_the_sales_the_truth_is_about() throws IOException {
    Path folder = simulate("sums", 8);
    var observed = Observed.of(RetailDraw.of(RetailParameters.defaults(), SCALE, 8));
    long cents = 0;
    long units = 0;
    var seen = new HashSet<List<String>>();
    List<List<String>> rows = rows(folder, "transaction_data");
    for (List<String> row : rows.subList(1, rows.size())) {
      if (seen.add(row)) {
        cents += Long.parseLong(row.get(5).replace(".", ""));
        units += Long.parseLong(row.get(4));
      }
    }
    assertThat(seen.size()).isLessThan(rows.size() - 1);
    assertThat(cents).isEqualTo(observed.cents());
    assertThat(units).isEqualTo(observed.units());
    assertThat(observed.start()).isEqualTo(1);
    assertThat(observed.end()).isEqualTo(Shopping.DAYS);
  }

  @Test
  void keys_join_and_product_keys_cannot_be_taken_for_days() throws IOException {
    Path folder = simulate("keys", 8);
    var products = new HashSet<String>();
    rows(folder, "product").stream().skip(1).forEach(r -> products.add(r.getFirst()));
    assertThat(rows(folder, "transaction_data").stream().skip(1).map(r -> r.get(3)))
        .allMatch(products::contains)
        .allMatch(p -> Long.parseLong(p) > 711);
    assertThat(products).hasSize(rows(folder, "product").size() - 1);
  }

  @Test
  void redemptions_are_by_mailed_households_while_the_campaign_runs_on_a_product_it_covers()
      throws IOException {
    Path folder = simulate("redemptions", 8);
    var mailed = new HashSet<String>();
    rows(folder, "campaign_table").forEach(r -> mailed.add(r.get(2) + "/" + r.get(1)));
    Map<String, List<String>> campaigns = new HashMap<>();
    rows(folder, "campaign_desc").forEach(r -> campaigns.put(r.get(1), r));
    var covered = new HashSet<List<String>>();
    rows(folder, "coupon").forEach(covered::add);
    var bought = new HashMap<String, List<String>>();
    rows(folder, "transaction_data").stream()
        .skip(1)
        .filter(r -> !r.get(10).equals("0.00"))
        .forEach(
            r ->
                bought
                    .computeIfAbsent(r.get(0) + "/" + r.get(2), _ -> new ArrayList<>())
                    .add(r.get(3)));
    List<List<String>> redemptions = rows(folder, "coupon_redempt");
    assertThat(redemptions.size()).isGreaterThan(20);
    for (List<String> r : redemptions.subList(1, redemptions.size())) {
      String campaign = r.get(3);
      assertThat(mailed).contains(campaign + "/" + r.getFirst());
      assertThat(Integer.parseInt(r.get(1)))
          .isBetween(
              Integer.parseInt(campaigns.get(campaign).get(2)),
              Integer.parseInt(campaigns.get(campaign).get(3)));
      assertThat(bought.get(r.get(0) + "/" + r.get(1)))
          .anyMatch(product -> covered.contains(List.of(r.get(2), product, campaign)));
    }
  }

  @Test
  void truth_names_each_estimand_once() throws IOException {
    Path folder = simulate("truth", 8);
    String json = Files.readString(folder.resolve("truth.json"));
    assertThat(json)
        .contains(
            "\"schema\": \"liftgate-truth/1\"", "\"simulator\": \"ingest.retail\"", "\"seed\": 8")
        .contains("\"selection\": \"level\"")
        .contains("\"outcome\": \"units\", \"group_id\": null, \"term\": \"att-treated-weighted\"")
        .doesNotContain("NaN", "Infinity");
    List<String> estimands =
        json.lines()
            .filter(l -> l.contains("\"term\""))
            .map(l -> l.replaceAll("\"value\".*", ""))
            .toList();
    assertThat(estimands).doesNotHaveDuplicates();
    assertThat(estimands.stream().filter(e -> e.contains("\"sales\"") && e.contains("\"att\"")))
        .as(
            "mailing by campaign and pooled; coupons of the five TypeB and TypeC and pooled; programme entry")
        .hasSize(6 + 1 + 5 + 1 + 1);
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("full"));
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> simulate("full", 1))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("must be empty")
        .hasMessageContaining("Maybe");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void a_scale_that_is_no_size_is_refused() {
    for (double scale : new double[] {0, -1, Double.NaN, 1e9}) {
      assertThatThrownBy(
              () ->
                  new RetailSimulator()
                      .simulate(
                          RetailParameters.defaults(), scale, 1, temp.resolve("s"), () -> false))
          .isInstanceOf(LiftgateException.class)
          .hasMessageContaining("scale");
    }
  }

  @Test
  void it_stops_when_cancelled() {
    assertThatThrownBy(
            () ->
                new RetailSimulator()
                    .simulate(RetailParameters.defaults(), SCALE, 1, temp.resolve("c"), () -> true))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> assertThat(e.code()).isEqualTo(LiftgateException.Code.CANCELLED));
  }

  private Path simulate(String name, long seed) {
    Path folder = temp.resolve(name);
    new RetailSimulator().simulate(RetailParameters.defaults(), SCALE, seed, folder, () -> false);
    return folder;
  }

  private static List<List<String>> rows(Path folder, String file) throws IOException {
    return Files.readAllLines(folder.resolve(file + ".csv")).stream()
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    var digests = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        digests.put(file.getFileName().toString(), Digest.of(file));
      }
    }
    return digests;
  }
}
