package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.journal.Database;

/** Costs as people bring them: given, missing, wrong; and what becomes of them. */
class MoneyIT {
  @TempDir Path folder;

  private Path data;

  private Product product() {
    data = Product.realLooking(folder.resolve("data"));
    return new Product(folder.resolve("home"));
  }

  private void costs(String... lines) throws IOException {
    Files.write(data.resolve("costs.csv"), List.of(lines));
  }

  private JsonNode checked(Product product, int exit) {
    return product
        .call("check", "retail-promotions", "--data", data.toString(), "--json")
        .exits(exit)
        .json("run");
  }

  @Test
  void wrongCostsAreToldByFileLineAndColumn() throws IOException {
    Product product = product();
    costs("campaign,margin,fixed_cost", "1,1.3,100", "77,0.3,100", "2,0.3,-5");
    String problems = checked(product, 2).path("error").path("problems").toString();
    assertThat(problems)
        .contains("\"file\":\"costs.csv\",\"line\":2,\"column\":2,\"name\":\"margin\"")
        .contains("must be at most 1")
        .contains("\"line\":3,\"column\":1,\"name\":\"campaign\",\"value\":\"77\"")
        .contains("must be one of campaign in campaign_desc.csv")
        .contains("\"line\":4,\"column\":3,\"name\":\"fixed_cost\"")
        .contains("must be at least 0");
    costs("campaign,fixed_cost,fixed_cost_low", "1,5,7", "1,100,");
    assertThat(checked(product, 3).path("error").toString())
        .contains("raw-costs-unique")
        .contains("raw-costs-order");
    costs("campagin,margin", "1,0.3");
    assertThat(checked(product, 2).path("error").toString()).contains("is meant for it");
  }

  @Test
  void aCampaignWithoutAnEndStopsTheRunBeforeAnyNumber() throws IOException {
    Product product = product();
    Path file = data.resolve("campaign_desc.csv");
    var lines = new ArrayList<>(Files.readAllLines(file));
    int end = List.of(lines.getFirst().split(",")).indexOf("END_DAY");
    String[] cells = lines.get(1).split(",");
    cells[end] = "";
    lines.set(1, String.join(",", cells));
    Files.write(file, lines);
    assertThat(checked(product, 3).path("error").toString())
        .contains("raw-campaigns-days")
        .contains("end_day null");
  }

  /**
   * Costs for some campaigns, none for others, and a product hierarchy with holes: a run that
   * judges the former by their return and labels the latter as assumed.
   */
  @Test
  void costsDecideWhereTheyAreGivenAndAreLabelledWhereTheyAreNot() throws IOException {
    Product product = product();
    costs(
        "campaign,fixed cost,cost per household,margin",
        "1,100,0.5,0.3",
        "3,5000,10,0.3",
        "5,0,0,0.3");
    Path products = data.resolve("product.csv");
    var lines = new ArrayList<>(Files.readAllLines(products));
    int commodity = List.of(lines.getFirst().split(",")).indexOf("COMMODITY_DESC");
    for (int i = 1; i < lines.size(); i += 9) {
      String[] cells = lines.get(i).split(",", -1);
      cells[commodity] = "";
      lines.set(i, String.join(",", cells));
    }
    Files.write(products, lines);
    JsonNode run =
        product
            .call("run", "retail-promotions", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    Map<String, Map<String, String>> money = table("fact_economics");
    assertThat(money.get("1")).containsEntry("costs_given", "true").containsEntry("assumed", "");
    assertThat(money.get("1").get("cost_low")).isEqualTo(money.get("1").get("cost"));
    assertThat(money.get("1").get("cost_high")).isEqualTo(money.get("1").get("cost"));
    assertThat(money.get("2").get("assumed")).contains("margin");
    assertThat(money.get("5")).containsEntry("roi", "").containsEntry("p_roi_above_hurdle", "");
    assertThat(Double.parseDouble(money.get("3").get("cost"))).isGreaterThan(5000);
    assertThat(money.get("all")).containsEntry("costs_given", "false");
    Map<String, Map<String, String>> league = table("fact_league");
    assertThat(league.get("3")).containsEntry("verdict", "reject");
    String html = Product.read(Path.of(run.path("report").asText()));
    assertThat(html)
        .contains("What it brought, what it cost")
        .contains("Assumed, not given: cost per unit, fixed cost, margin.")
        .contains("The original&#39;s rules beside ours");
    try (var database = Database.open(folder.resolve("home"), java.util.Optional.empty())) {
      long rows =
          database.transact(
              tx ->
                  tx.first(
                          "SELECT (SELECT COUNT(*) FROM campaign_economics_latest) - (SELECT COUNT(*) FROM campaign_league_latest) AS n",
                          r -> r.getLong(1))
                      .orElseThrow());
      assertThat(rows).isEqualTo(1);
    }
  }

  /** Rows of a published table by their entity. */
  private Map<String, Map<String, String>> table(String name) throws IOException {
    List<String> lines =
        Files.readAllLines(
            folder.resolve("home/published/retail-promotions/latest/tables/" + name + ".csv"));
    List<String> heads = cells(lines.getFirst().replace("\uFEFF", ""));
    return lines.stream()
        .skip(1)
        .map(MoneyIT::cells)
        .filter(c -> c.size() == heads.size())
        .map(
            c ->
                IntStream.range(0, heads.size())
                    .boxed()
                    .collect(Collectors.toMap(heads::get, c::get)))
        .collect(Collectors.toMap(r -> r.get("entity"), r -> r));
  }

  /** Cells of a line whose quoted cells hold no quotes. */
  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
        .map(c -> c.replace("\"", ""))
        .toList();
  }
}
