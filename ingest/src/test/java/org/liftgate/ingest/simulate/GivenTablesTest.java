package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Transactions over given dimension tables. */
class GivenTablesTest {
  private static final List<String> TABLES =
      List.of(
          "product.csv",
          "campaign_desc.csv",
          "campaign_table.csv",
          "coupon.csv",
          "hh_demographic.csv");
  private static final RetailParameters DEFAULTS = RetailParameters.defaults();

  @TempDir Path temp;
  private Path dimensions;

  @BeforeEach
  void tables() throws IOException {
    dimensions = Files.createDirectory(temp.resolve("dimensions"));
    new DimensionFiles(Draws.with(Map.of())).write(dimensions);
  }

  private Path simulate(String name, RetailParameters parameters) {
    Path folder = temp.resolve(name);
    new RetailSimulator().simulateOver(parameters, dimensions, 3, folder, () -> false);
    return folder;
  }

  private static List<String[]> rows(Path folder, String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .skip(1)
        .map(l -> l.split(","))
        .toList();
  }

  @Test
  void tables_are_copied_and_what_happens_keeps_to_their_keys() throws IOException {
    Path folder = simulate("out", DEFAULTS);
    for (String table : TABLES) {
      assertThat(Files.mismatch(dimensions.resolve(table), folder.resolve(table)))
          .as(table)
          .isEqualTo(-1);
    }
    var products = new HashSet<String>();
    rows(folder, "product.csv").forEach(r -> products.add(r[0]));
    var shoppers = new HashSet<String>();
    for (String[] line : rows(folder, "transaction_data.csv")) {
      assertThat(products.contains(line[3])).as(line[3]).isTrue();
      shoppers.add(line[0]);
    }
    assertThat(shoppers).hasSize(150);
    var mailed = new HashSet<String>();
    rows(folder, "campaign_table.csv").forEach(r -> mailed.add(r[2] + "/" + r[1]));
    var coupons = new HashSet<String>();
    rows(folder, "coupon.csv").forEach(r -> coupons.add(r[0] + "/" + r[2]));
    var redeemed = rows(folder, "coupon_redempt.csv");
    assertThat(redeemed).hasSizeGreaterThan(20);
    for (String[] row : redeemed) {
      assertThat(mailed).contains(row[3] + "/" + row[0]);
      assertThat(coupons).contains(row[2] + "/" + row[3]);
    }
    assertThat(Files.readString(folder.resolve("truth.json")))
        .contains("\"dimensions\": \"given\"", "\"households\": 150")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void one_seed_gives_the_same_bytes_whatever_the_threads() throws Exception {
    var everything = DEFAULTS.with(Map.of("deals", true, "stores", 5, "halo", 0.3));
    Path first = simulate("first", everything);
    Path again;
    try (var single = new ForkJoinPool(1)) {
      again = single.submit(() -> simulate("again", everything)).get();
    }
    for (String file : List.of("transaction_data.csv", "coupon_redempt.csv", "truth.json")) {
      assertThat(Files.mismatch(first.resolve(file), again.resolve(file))).as(file).isEqualTo(-1);
    }
  }

  @Test
  void headers_may_come_in_any_case_and_order_and_cells_in_quotes() throws IOException {
    Path lists = dimensions.resolve("campaign_table.csv");
    var swapped =
        Files.readAllLines(lists).stream()
            .map(l -> l.split(","))
            .map(c -> c[2].toLowerCase(java.util.Locale.ROOT) + ",\"" + c[1] + "\"," + c[0])
            .toList();
    Path before = simulate("before", DEFAULTS);
    Files.write(lists, swapped);
    Path after = simulate("after", DEFAULTS);
    assertThat(
            Files.mismatch(
                before.resolve("transaction_data.csv"), after.resolve("transaction_data.csv")))
        .isEqualTo(-1);
  }

  @Test
  void households_on_more_lists_stand_higher() {
    var draw = RetailDraw.over(DEFAULTS, GivenTables.read(dimensions), 3);
    double often = 0;
    double seldom = 0;
    int[] counts = new int[2];
    for (int h = 0; h < draw.households(); h++) {
      boolean many = draw.mailings().of(h).size() > 3;
      counts[many ? 1 : 0]++;
      if (many) {
        often += draw.household(h).standing();
      } else {
        seldom += draw.household(h).standing();
      }
    }
    assertThat(often / counts[1]).isGreaterThan(seldom / counts[0] + 0.4);
  }

  @Test
  void everything_wrong_with_the_tables_is_told_at_once() throws IOException {
    Files.delete(dimensions.resolve("hh_demographic.csv"));
    Files.writeString(
        dimensions.resolve("campaign_desc.csv"),
        "DESCRIPTION,CAMPAIGN,START_DAY,END_DAY\nTypeD,1,300,340\nTypeB,2,900,340\n");
    Files.writeString(dimensions.resolve("coupon.csv"), "COUPON_UPC,PRODUKT_ID,CAMPAIGN\n");
    assertThatThrownBy(() -> GivenTables.read(dimensions))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(told(e))
                    .contains("hh_demographic.csv")
                    .contains("(TypeD) must be TypeA, TypeB or TypeC")
                    .contains("(900) must lie by END_DAY (340) and day 711")
                    .contains("PRODUCT_ID")
                    .contains("must be one of campaign_desc.csv"));
  }

  private static String told(LiftgateException e) {
    return String.join("\n", e.problems().stream().map(Problem::sentence).toList());
  }

  @Test
  void switches_that_say_how_lists_are_drawn_are_refused() {
    var turned = DEFAULTS.with(Map.of("selection", Selection.HIDDEN, "overlap", 0.5));
    assertThatThrownBy(() -> simulate("refused", turned))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(told(e))
                    .contains("selection (hidden) must be left at level")
                    .contains("overlap (0.5) must be left at 0.0"));
    assertThat(temp.resolve("refused")).doesNotExist();
  }

  @Test
  void the_real_tables_give_the_real_campaigns() {
    String data = System.getenv("LIFTGATE_TEST_DATA");
    Path raw = Path.of(data == null ? "" : data).resolve("retail").resolve("raw");
    Assumptions.assumeTrue(Files.isDirectory(raw), "needs LIFTGATE_TEST_DATA");
    var draw = RetailDraw.over(DEFAULTS, GivenTables.read(raw), 1);
    assertThat(draw.households()).isEqualTo(2_500);
    assertThat(draw.assortment().products()).isEqualTo(92_353);
    assertThat(draw.assortment().commodities()).isEqualTo(308);
    assertThat(draw.campaigns()).hasSize(30);
    assertThat(draw.campaigns().stream().mapToInt(c -> draw.mailings().list(c).cardinality()).sum())
        .isEqualTo(7_208);
    Campaign first = draw.campaigns().getFirst();
    assertThat(List.of(first.key(), first.start(), first.end(), first.mailed()))
        .containsExactly(26, 224, 264, 332);
    assertThat(first.type()).isEqualTo(Campaign.Type.A);
    assertThat(first.commodities()).hasSize(85);
    assertThat(draw.household(2_499).key()).isEqualTo(2_500);
  }
}
