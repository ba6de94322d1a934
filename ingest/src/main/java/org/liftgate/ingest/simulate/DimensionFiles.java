package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.liftgate.ingest.simulate.Stream.Purpose;

/** Writes who, what and when: demographics, products, campaigns, lists and coupon books. */
final class DimensionFiles {
  private static final int DESCRIBED_OF_2500 = 801;
  private static final double COUPON_TWICE_SHARE = 0.04;

  private static final String[] AGES = {"19-24", "25-34", "35-44", "45-54", "55-64", "65+"};
  private static final String[] MARITAL = {"A", "B", "U"};
  private static final String[] INCOMES = {
    "Under 15K",
    "15-24K",
    "25-34K",
    "35-49K",
    "50-74K",
    "75-99K",
    "100-124K",
    "125-149K",
    "150-174K"
  };
  private static final String[] HOMES = {"Homeowner", "Renter", "Probable Owner", "Unknown"};
  private static final String[] COMPOSITIONS = {
    "1 Adult Kids", "2 Adults Kids", "2 Adults No Kids", "Single Female", "Single Male", "Unknown"
  };
  private static final String[] SIZES = {"1", "2", "3", "4", "5+"};
  private static final String[] KIDS = {"None/Unknown", "1", "2", "3+"};

  private final RetailDraw draw;

  DimensionFiles(RetailDraw draw) {
    this.draw = draw;
  }

  void write(Path folder) throws IOException {
    demographics(folder);
    products(folder);
    campaigns(folder);
    lists(folder);
    coupons(folder);
  }

  /** Declared substitutes of a commodity; cells of profit and loss leave out covered ones. */
  static void substitutes(Assortment assortment, Path folder) throws IOException {
    try (var out = Files.newBufferedWriter(folder.resolve("substitutes.csv"))) {
      out.write("COMMODITY_DESC,SUBSTITUTE_DESC\n");
      for (int c = 0; c < assortment.commodities(); c++) {
        if (assortment.substituteOf(c) != c) {
          out.write(cell(assortment.name(c)) + ",");
          out.write(cell(assortment.name(assortment.substituteOf(c))) + "\n");
        }
      }
    }
  }

  private static String cell(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private void demographics(Path folder) throws IOException {
    try (var out = TransactionFiles.open(folder, "hh_demographic.csv")) {
      out.write(
          "AGE_DESC,MARITAL_STATUS_CODE,INCOME_DESC,HOMEOWNER_DESC,HH_COMP_DESC,"
              + "HOUSEHOLD_SIZE_DESC,KID_CATEGORY_DESC,household_key\n");
      for (int h = 0; h < draw.households(); h++) {
        if (described(h + 1) > described(h)) {
          out.write(demographics(h));
        }
      }
    }
  }

  /** Of so many households, how many are described: the real share, evenly spread. */
  private static long described(long households) {
    return households * DESCRIBED_OF_2500 / 2_500;
  }

  private String demographics(int h) {
    var random = Stream.of(draw.seed(), Purpose.DEMOGRAPHICS, h);
    var row = new StringBuilder();
    for (String[] labels :
        new String[][] {AGES, MARITAL, INCOMES, HOMES, COMPOSITIONS, SIZES, KIDS}) {
      row.append(labels[random.below(labels.length)]).append(',');
    }
    return row.append(h + 1).append('\n').toString();
  }

  private void products(Path folder) throws IOException {
    var assortment = draw.assortment();
    try (var out = TransactionFiles.open(folder, "product.csv")) {
      out.write(
          "PRODUCT_ID,MANUFACTURER,DEPARTMENT,BRAND,COMMODITY_DESC,SUB_COMMODITY_DESC,"
              + "CURR_SIZE_OF_PRODUCT\n");
      for (int p = 0; p < assortment.products(); p++) {
        out.write(product(assortment, p));
      }
    }
  }

  private String product(Assortment assortment, int p) {
    int c = assortment.commodityOf(p);
    var random = Stream.of(draw.seed(), Purpose.PRODUCT, p, 2);
    String department = assortment.department(c);
    String commodity = assortment.name(c);
    return String.format(
        Locale.ROOT,
        "%d,%d,%s,%s,%s,%s - %d,%d OZ\n",
        assortment.key(p),
        1 + random.below(6_000),
        department,
        random.uniform() < 0.15 ? "Private" : "National",
        commodity,
        commodity,
        1 + random.below(8),
        2 + random.below(30));
  }

  private void campaigns(Path folder) throws IOException {
    try (var out = TransactionFiles.open(folder, "campaign_desc.csv")) {
      out.write("DESCRIPTION,CAMPAIGN,START_DAY,END_DAY\n");
      for (Campaign c : draw.campaigns()) {
        out.write(
            String.format(
                Locale.ROOT, "%s,%d,%d,%d\n", c.type().word(), c.key(), c.start(), c.end()));
      }
    }
  }

  private void lists(Path folder) throws IOException {
    try (var out = TransactionFiles.open(folder, "campaign_table.csv")) {
      out.write("DESCRIPTION,household_key,CAMPAIGN\n");
      for (Campaign c : draw.campaigns()) {
        for (int h : draw.mailings().list(c).stream().toArray()) {
          out.write(String.format(Locale.ROOT, "%s,%d,%d\n", c.type().word(), h + 1, c.key()));
        }
      }
    }
  }

  private void coupons(Path folder) throws IOException {
    var assortment = draw.assortment();
    try (var out = TransactionFiles.open(folder, "coupon.csv")) {
      out.write("COUPON_UPC,PRODUCT_ID,CAMPAIGN\n");
      for (Campaign campaign : draw.campaigns()) {
        var random = Stream.of(draw.seed(), Purpose.BLEMISH, -1, campaign.index());
        for (int c : campaign.commodities()) {
          for (int rank = 0; rank < assortment.covered(c); rank++) {
            long product = assortment.key(assortment.product(c, assortment.coveredFrom(c) + rank));
            String row =
                PlannedBook.coupon(campaign.key(), c) + "," + product + "," + campaign.key() + "\n";
            out.write(random.uniform() < COUPON_TWICE_SHARE ? row + row : row);
          }
        }
      }
    }
  }
}
