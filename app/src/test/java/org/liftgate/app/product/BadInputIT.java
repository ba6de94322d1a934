package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people have them: each a clear message and the contract's exit code, or it works. */
class BadInputIT {
  @TempDir Path folder;

  private Path data;

  private Product product() {
    data = Product.realLooking(folder.resolve("data"));
    return new Product(folder.resolve("home"));
  }

  private void lines(String file, UnaryOperator<List<String>> change) {
    try {
      Path path = data.resolve(file);
      Files.write(path, change.apply(new ArrayList<>(Files.readAllLines(path))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode checked(Product product, int exit) {
    return product
        .call("check", "retail-promotions", "--data", data.toString(), "--json")
        .exits(exit)
        .json("run");
  }

  private static String problems(JsonNode run) {
    return run.path("error").path("problems").toString();
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws IOException {
    Product product = product();
    Files.delete(data.resolve("coupon.csv"));
    Files.writeString(data.resolve("coupon_redempt.csv"), "");
    lines("campaign_table.csv", l -> l.subList(0, 1));
    lines("transaction_data.csv", l -> headed(l, l.getFirst().replace("PRODUCT_ID", "PRODUKT_ID")));
    JsonNode run = checked(product, 2);
    assertThat(run.path("error").path("stage").asText()).isEqualTo("snapshot");
    assertThat(problems(run))
        .contains("coupon.csv")
        .contains("coupon_redempt.csv")
        .contains("campaign_table.csv")
        .containsIgnoringCase("produkt_id");
  }

  private static List<String> headed(List<String> lines, String header) {
    lines.set(0, header);
    return lines;
  }

  @Test
  void badCellsHaveLineAndColumn() {
    Product product = product();
    lines(
        "transaction_data.csv",
        l -> {
          l.set(4, l.get(4).replaceFirst("^[^,]*", "twelve"));
          l.set(9, l.get(9).replaceAll("(^(?:[^,]*,){5})[^,]*", "$11e308"));
          l.set(11, l.get(11).replaceAll("(^(?:[^,]*,){5})[^,]*", "$1NaN"));
          return l;
        });
    JsonNode problems = checked(product, 2).path("error").path("problems");
    assertThat(problems.findValuesAsText("line")).contains("5", "10", "12");
    assertThat(problems.toString()).contains("twelve").contains("1e308").contains("NaN");
  }

  @Test
  void otherOrdersExtraColumnsDelimitersAndMarksWork() throws IOException {
    Product product = product();
    String digest = checked(product, 0).path("result_digest").asText();
    lines(
        "campaign_desc.csv",
        l ->
            l.stream()
                .map(
                    s ->
                        "\uFEFF".repeat(s.equals(l.getFirst()) ? 1 : 0)
                            + String.join(";", List.of(s.split(",")).reversed())
                            + ";note")
                .map(s -> s + "\r")
                .collect(Collectors.toList()));
    lines(
        "hh_demographic.csv",
        l -> l.stream().map(s -> s.replace(',', '\t')).collect(Collectors.toList()));
    JsonNode run = checked(product, 0);
    assertThat(run.path("result_digest").asText())
        .as("the same rows whatever the file looks like")
        .isEqualTo(digest);
  }

  @Test
  void keysThatWereSwappedByPositionAreCaught() {
    Product product = product();
    lines(
        "campaign_table.csv",
        l ->
            l.stream().map(s -> s.equals(l.getFirst()) ? s : swap(s)).collect(Collectors.toList()));
    JsonNode run = checked(product, 3);
    assertThat(run.path("status").asText()).isEqualTo("stopped");
    assertThat(problems(run)).contains("raw-mailings-keys");
  }

  private static String swap(String line) {
    String[] cells = line.split(",");
    return cells[0] + "," + cells[2] + "," + cells[1];
  }

  @Test
  void productIdsShiftedByAColumnAreCaught() {
    Product product = product();
    lines(
        "transaction_data.csv",
        l -> {
          int product1 = List.of(l.getFirst().split(",")).indexOf("PRODUCT_ID");
          int day = List.of(l.getFirst().split(",")).indexOf("DAY");
          return l.stream()
              .map(
                  s -> {
                    if (s.equals(l.getFirst())) {
                      return s;
                    }
                    String[] cells = s.split(",");
                    cells[product1] = cells[day];
                    return String.join(",", cells);
                  })
              .collect(Collectors.toList());
        });
    JsonNode run =
        product
            .call("run", "retail-promotions", "--data", data.toString(), "--json")
            .exits(3)
            .json("run");
    assertThat(problems(run)).contains("link-products");
    assertThat(run.path("headline")).isEmpty();
  }

  @Test
  void aCampaignNobodyWasMailedIsNotEstimableAndTheOthersAre() {
    Product product = product();
    lines(
        "campaign_table.csv",
        l -> l.stream().filter(s -> !s.endsWith(",1")).collect(Collectors.toList()));
    JsonNode run =
        product
            .call("run", "retail-promotions", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(run.path("headline").path(0).path("estimate").isNumber()).isTrue();
  }

  @Test
  void allHouseholdsMailedEverythingLeavesNothingToCompare() {
    Product product = product();
    lines(
        "campaign_table.csv",
        l -> {
          var all = new ArrayList<String>();
          all.add("DESCRIPTION,household_key,CAMPAIGN");
          for (String household : households()) {
            for (int c = 1; c <= 6; c++) {
              all.add("TypeA," + household + "," + c);
            }
          }
          return all;
        });
    JsonNode run =
        product.call("run", "retail-promotions", "--data", data.toString(), "--json").json("run");
    assertThat(run.path("status").asText()).isIn("stopped", "succeeded");
    run.path("headline").forEach(h -> assertThat(h.path("estimate").isNull()).isTrue());
  }

  private List<String> households() {
    try (var lines = Files.lines(data.resolve("transaction_data.csv"), StandardCharsets.UTF_8)) {
      return lines.skip(1).map(s -> s.substring(0, s.indexOf(','))).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHistoryOfOneWeekGivesNoNumber() {
    Product product = product();
    lines(
        "transaction_data.csv",
        l -> {
          int day = List.of(l.getFirst().split(",")).indexOf("DAY");
          return l.stream()
              .filter(s -> s.equals(l.getFirst()) || Integer.parseInt(s.split(",")[day]) <= 7)
              .collect(Collectors.toList());
        });
    var result = product.call("run", "retail-promotions", "--data", data.toString(), "--json");
    assertThat(result.exit()).isIn(2, 3);
    result
        .json("run")
        .path("headline")
        .forEach(h -> assertThat(h.path("estimate").isNull()).isTrue());
  }
}
