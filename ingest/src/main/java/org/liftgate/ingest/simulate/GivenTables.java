package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * Households, products, campaigns, mailings and coupons of given dimension tables (Kaggle's
 * headers), over which transactions are simulated. Keys, commodities, days and lists are taken as
 * they are; prices, standing and everything that happens are drawn.
 */
final class GivenTables {
  private static final List<String> FILES =
      List.of(
          "product.csv",
          "campaign_desc.csv",
          "campaign_table.csv",
          "coupon.csv",
          "hh_demographic.csv");

  private record Product(long key, String commodity, String department) {}

  private record Coupon(long key, long product) {}

  private record Run(int key, Campaign.Type type, int start, int end) {}

  private final List<Problem> problems = new ArrayList<>();
  private final Map<Long, Product> products = new TreeMap<>();
  private final Map<Integer, Run> runs = new TreeMap<>();
  private final Map<Integer, TreeSet<Integer>> lists = new TreeMap<>();
  private final Map<Integer, List<Coupon>> coupons = new HashMap<>();
  private final TreeSet<Integer> listed = new TreeSet<>();
  private final int[] households;
  private final Map<Long, Integer> places = new HashMap<>();

  private GivenTables(Path folder) {
    readProducts(folder);
    readCampaigns(folder);
    readLists(folder);
    readCoupons(folder);
    var described = GivenFile.read(folder, "hh_demographic.csv", problems, "household_key");
    for (int i = 0; i < described.rows().size(); i++) {
      listed.add((int) described.number(i, 0, "household_key"));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("The dimension tables cannot be used", problems);
    }
    households = households();
  }

  /**
   * @throws LiftgateException with every problem found: a file or header missing, a cell that is no
   *     key, an unknown type, days outside the calendar, a list of no campaign
   */
  static GivenTables read(Path folder) {
    return new GivenTables(folder);
  }

  private void readProducts(Path folder) {
    var file =
        GivenFile.read(
            folder, "product.csv", problems, "PRODUCT_ID", "COMMODITY_DESC", "DEPARTMENT");
    for (int i = 0; i < file.rows().size(); i++) {
      long key = file.number(i, 0, "PRODUCT_ID");
      products.putIfAbsent(key, new Product(key, file.rows().get(i)[1], file.rows().get(i)[2]));
    }
  }

  private void readCampaigns(Path folder) {
    var file =
        GivenFile.read(
            folder,
            "campaign_desc.csv",
            problems,
            "CAMPAIGN",
            "DESCRIPTION",
            "START_DAY",
            "END_DAY");
    for (int i = 0; i < file.rows().size(); i++) {
      int key = (int) file.number(i, 0, "CAMPAIGN");
      int start = (int) file.number(i, 2, "START_DAY");
      int end = (int) file.number(i, 3, "END_DAY");
      if (start > Shopping.DAYS || end < start) {
        file.problem(
            i + 2L,
            "START_DAY",
            "(" + start + ") must lie by END_DAY (" + end + ") and day " + Shopping.DAYS,
            "");
      }
      type(file, i).ifPresent(type -> runs.put(key, new Run(key, type, start, end)));
    }
  }

  private static java.util.Optional<Campaign.Type> type(GivenFile file, int row) {
    String word = file.rows().get(row)[1];
    var type =
        Arrays.stream(Campaign.Type.values())
            .filter(t -> t.word().equalsIgnoreCase(word.replace(" ", "")))
            .findFirst();
    if (type.isEmpty()) {
      String hint = Problem.didYouMean(word, List.of("TypeA", "TypeB", "TypeC"));
      file.problem(row + 2L, "DESCRIPTION", "(" + word + ") must be TypeA, TypeB or TypeC", hint);
    }
    return type;
  }

  private void readLists(Path folder) {
    var file = GivenFile.read(folder, "campaign_table.csv", problems, "household_key", "CAMPAIGN");
    for (int i = 0; i < file.rows().size(); i++) {
      int household = (int) file.number(i, 0, "household_key");
      int campaign = (int) file.number(i, 1, "CAMPAIGN");
      listed.add(household);
      lists.computeIfAbsent(campaign, _ -> new TreeSet<>()).add(household);
      if (!runs.containsKey(campaign)) {
        file.problem(i + 2L, "CAMPAIGN", "(" + campaign + ") must be one of campaign_desc.csv", "");
      }
    }
  }

  private void readCoupons(Path folder) {
    var file =
        GivenFile.read(folder, "coupon.csv", problems, "COUPON_UPC", "PRODUCT_ID", "CAMPAIGN");
    for (int i = 0; i < file.rows().size(); i++) {
      long coupon = file.number(i, 0, "COUPON_UPC");
      long product = file.number(i, 1, "PRODUCT_ID");
      int campaign = (int) file.number(i, 2, "CAMPAIGN");
      if (products.containsKey(product)) {
        coupons.computeIfAbsent(campaign, _ -> new ArrayList<>()).add(new Coupon(coupon, product));
      }
    }
  }

  /**
   * Every household named by a list or described, and, where these are at least half of the keys up
   * to the highest, the others too: as in the real tables, whose files name 1,584 and 801 of 2,500
   * households that shop.
   */
  private int[] households() {
    int highest = listed.isEmpty() ? 0 : listed.last();
    boolean dense = listed.size() >= highest / 2.0;
    return dense
        ? IntStream.rangeClosed(1, highest).toArray()
        : listed.stream().mapToInt(h -> h).toArray();
  }

  /** Copies the tables, byte for byte, to where the transactions go. */
  static void copy(Path from, Path to) throws IOException {
    for (String file : FILES) {
      try (var in = Files.newInputStream(from.resolve(file))) {
        Files.copy(in, to.resolve(file));
      }
    }
  }

  /** Commodities with most products first; products of one in an order drawn at random. */
  Assortment assortment(long seed) {
    var byCommodity = new TreeMap<String, List<Product>>();
    products
        .values()
        .forEach(p -> byCommodity.computeIfAbsent(p.commodity(), _ -> new ArrayList<>()).add(p));
    var names =
        byCommodity.keySet().stream()
            .sorted(
                Comparator.<String>comparingInt(c -> -byCommodity.get(c).size())
                    .thenComparing(c -> c))
            .toArray(String[]::new);
    var departments = new String[names.length];
    var first = new int[names.length + 1];
    var keys = new long[products.size()];
    for (int c = 0; c < names.length; c++) {
      var own = byCommodity.get(names[c]);
      departments[c] = mostFrequent(own);
      own.sort(Comparator.comparingLong(p -> Digest.mix(p.key() ^ Digest.mix(seed))));
      first[c + 1] = first[c] + own.size();
      for (int i = 0; i < own.size(); i++) {
        keys[first[c] + i] = own.get(i).key();
        places.put(own.get(i).key(), first[c] + i);
      }
    }
    return new Assortment(seed, names, departments, first, keys);
  }

  private static String mostFrequent(List<Product> products) {
    var counts = new TreeMap<String, Integer>();
    products.forEach(p -> counts.merge(p.department(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue())
        .orElseThrow()
        .getKey();
  }

  /** By start, then key. */
  List<Campaign> campaigns(RetailParameters parameters, Assortment assortment, long seed) {
    var inOrder =
        runs.values().stream()
            .sorted(Comparator.comparingInt(Run::start).thenComparingInt(Run::key))
            .toList();
    double[] extra = Campaign.extraLines(parameters, seed, inOrder.size());
    var campaigns = new ArrayList<Campaign>();
    for (Run run : inOrder) {
      int index = campaigns.size();
      int[] covered =
          coupons.getOrDefault(run.key(), List.of()).stream()
              .mapToInt(c -> assortment.commodityOf(places.get(c.product())))
              .distinct()
              .sorted()
              .toArray();
      int mailed = lists.getOrDefault(run.key(), new TreeSet<>()).size();
      campaigns.add(
          new Campaign(
              index, run.key(), run.type(), run.start(), run.end(), mailed, extra[index], covered));
    }
    return campaigns;
  }

  /** The more lists a household is on, the higher its standing tends to be. */
  Members members(RetailParameters parameters, Assortment assortment, long seed) {
    var times = new HashMap<Integer, Integer>();
    lists.values().forEach(list -> list.forEach(h -> times.merge(h, 1, Integer::sum)));
    double[] luck = new double[households.length];
    double[] pull = new double[households.length];
    for (int h = 0; h < households.length; h++) {
      var random = Stream.of(seed, Purpose.AFFINITY, households[h]);
      luck[h] = times.getOrDefault(households[h], 0) + random.uniform();
      pull[h] = random.normal();
    }
    Arrays.sort(pull);
    int[] order =
        IntStream.range(0, households.length)
            .boxed()
            .sorted(Comparator.comparingDouble(h -> luck[h]))
            .mapToInt(h -> h)
            .toArray();
    double[] byHousehold = new double[households.length];
    for (int rank = 0; rank < order.length; rank++) {
      byHousehold[order[rank]] = pull[rank];
    }
    return new Members(
        households.length,
        assortment.commodities(),
        households,
        byHousehold,
        parameters.lists().targeting());
  }

  void mail(List<Campaign> campaigns, Mailings mailings) {
    for (Campaign campaign : campaigns) {
      for (int household : lists.getOrDefault(campaign.key(), new TreeSet<>())) {
        mailings.mail(campaign, Arrays.binarySearch(households, household));
      }
    }
  }

  CouponBook book(Assortment assortment, List<Campaign> campaigns) {
    var entries = new ArrayList<Map<Integer, Long>>();
    for (Campaign campaign : campaigns) {
      var own = new TreeMap<Integer, Long>();
      coupons
          .getOrDefault(campaign.key(), List.of())
          .forEach(c -> own.merge(places.get(c.product()), c.key(), Math::min));
      entries.add(own);
    }
    return new GivenBook(assortment, campaigns, entries);
  }
}
