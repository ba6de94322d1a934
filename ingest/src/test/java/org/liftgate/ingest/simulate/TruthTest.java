package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liftgate.ingest.simulate.Draws.Line;

/**
 * Each truth equals the difference of two histories simulated on their own, everything turned on.
 */
class TruthTest {
  private static final Map<String, Object> EVERYTHING =
      Map.ofEntries(
          Map.entry("halo", 0.4),
          Map.entry("cannibalisation", 0.3),
          Map.entry("stockpiling", 0.3),
          Map.entry("heterogeneity", 0.3),
          Map.entry("feedback", 0.1),
          Map.entry("overlap", 0.5),
          Map.entry("list_overlap", 0.1),
          Map.entry("targeting", 0.3),
          Map.entry("deals", true),
          Map.entry("feature_effect", 0.2),
          Map.entry("store_noise", 0.1),
          Map.entry("stores", 7),
          Map.entry("heavy_tails", true),
          Map.entry("attrition", 0.2));

  private static RetailDraw draw;
  private static Observed observed;
  private static List<Truth.Value> values;
  private static List<Line> seen;
  private static int[] stores;

  @BeforeAll
  static void draw() {
    draw = RetailDraw.of(RetailParameters.defaults().with(EVERYTHING), 0.1, 5);
    observed = Observed.of(draw);
    values = Truth.of(draw, observed);
    seen = Draws.lines(draw, World.asObserved());
    stores = Draws.stores(draw);
  }

  private static long gain(List<Line> other, String outcome, Predicate<Line> of) {
    return sum(seen, outcome, of) - sum(other, outcome, of);
  }

  private static long sum(List<Line> lines, String outcome, Predicate<Line> of) {
    return lines.stream()
        .filter(of)
        .mapToLong(
            l ->
                switch (outcome) {
                  case "sales" -> l.cents();
                  case "units" -> 100L * l.quantity();
                  default -> l.cents() + l.off();
                })
        .sum();
  }

  private static boolean shoppedBefore(int household, int day) {
    return observed.firstDay()[household] < day;
  }

  private static long mailed(Campaign c) {
    return draw.mailings().list(c).stream().filter(h -> shoppedBefore(h, c.start())).count();
  }

  @Test
  void effects_of_campaigns_and_their_cells() {
    for (Campaign c : draw.campaigns()) {
      Predicate<Line> inPanel =
          l ->
              draw.mailings().has(c, l.household())
                  && shoppedBefore(l.household(), c.start())
                  && l.day() >= c.start()
                  && l.day() < c.start() + 63;
      double weeks = 9.0 * mailed(c);
      var without = Draws.lines(draw, World.without(c));
      for (String outcome : List.of("sales", "units")) {
        double expected = gain(without, outcome, inPanel) / 100.0 / weeks;
        assertThat(Draws.truth(values, "mailing", outcome, Optional.of(c.key()), "att"))
            .isCloseTo(expected, within(1e-9));
      }
      double parts = 0;
      for (String cell : Cells.NAMES) {
        for (String when : List.of("during", "after")) {
          Predicate<Line> inCell =
              l ->
                  Cells.NAMES
                          .get(draw.cells().of(c, draw.assortment().commodityOf(l.product())))
                          .equals(cell)
                      && (c.start() + (l.day() - c.start()) / 7 * 7 <= c.end())
                          == when.equals("during");
          double expected = gain(without, "base_value", inPanel.and(inCell)) / 100.0 / weeks;
          String name = "_" + cell + "_" + when;
          assertThat(
                  Draws.truth(values, "mailing", "base_value" + name, Optional.of(c.key()), "att"))
              .isCloseTo(expected, within(1e-9));
          parts += Draws.truth(values, "mailing", "sales" + name, Optional.of(c.key()), "att");
        }
      }
      assertThat(parts)
          .isCloseTo(
              Draws.truth(values, "mailing", "sales", Optional.of(c.key()), "att"), within(1e-9));
    }
  }

  @Test
  void pooled_cells_add_up_to_the_pooled_effect() {
    for (String term : List.of("att", "att-treated-weighted")) {
      double parts = 0;
      for (String cell : Cells.NAMES) {
        for (String when : List.of("during", "after")) {
          String name = "sales_" + cell + "_" + when;
          parts += Draws.truth(values, "mailing", name, Optional.empty(), term);
        }
      }
      assertThat(parts)
          .isCloseTo(Draws.truth(values, "mailing", "sales", Optional.empty(), term), within(1e-9));
    }
  }

  @Test
  void exposure_by_commodity() {
    for (Campaign c : draw.campaigns()) {
      boolean defined =
          values.stream()
              .anyMatch(
                  v -> v.treatment().equals("coupon") && v.group().equals(Optional.of(c.key())));
      assertThat(defined).isEqualTo(c.type() != Campaign.Type.A);
      if (defined) {
        Predicate<Line> covered =
            l ->
                draw.mailings().has(c, l.household())
                    && shoppedBefore(l.household(), c.start())
                    && l.day() >= c.start()
                    && l.day() < c.start() + 63
                    && c.covers(draw.assortment().commodityOf(l.product()));
        double cells = 9.0 * mailed(c) * c.commodities().length;
        assertThat(Draws.truth(values, "coupon", "units", Optional.of(c.key()), "att"))
            .isCloseTo(
                gain(Draws.lines(draw, World.without(c)), "units", covered) / 100.0 / cells,
                within(1e-9));
      }
    }
  }

  @Test
  void total_of_all_campaigns() {
    assertThat(Draws.truth(values, "mailing", "sales", Optional.empty(), "total"))
        .isCloseTo(
            gain(Draws.lines(draw, World.withoutAny()), "sales", _ -> true) / 100.0, within(1e-6));
  }

  @Test
  void programme_entry_by_cohort_and_week() {
    for (int g = 1; g <= Shopping.week(Shopping.DAYS); g++) {
      var cohort = cohort(g);
      boolean defined = hasCohort(g);
      assertThat(defined).isEqualTo(cohort.cardinality() >= EntryTruth.SMALLEST);
      if (!defined) {
        continue;
      }
      var without = Draws.lines(draw, World.withoutCohort(cohort));
      assertThat(without.stream().filter(l -> !cohort.get(l.household())))
          .as("nobody outside the cohort changes")
          .isEqualTo(seen.stream().filter(l -> !cohort.get(l.household())).toList());
      for (int t : new int[] {g, g + 3, 101}) {
        Predicate<Line> cell = l -> cohort.get(l.household()) && Shopping.week(l.day()) == t;
        double expected =
            (sum(seen, "sales", cell) - sum(without, "sales", cell)) / 100.0 / cohort.cardinality();
        String term = "att(" + g + "," + t + ")";
        assertThat(Draws.truth(values, "entry", "sales", Optional.empty(), term))
            .isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static boolean hasCohort(int g) {
    String first = "att(" + g + "," + g + ")";
    return values.stream().anyMatch(v -> v.treatment().equals("entry") && v.term().equals(first));
  }

  private static BitSet cohort(int g) {
    var cohort = new BitSet();
    for (int h = 0; h < draw.households(); h++) {
      int household = h;
      draw.mailings()
          .first(h)
          .filter(c -> Shopping.week(c.start()) == g && shoppedBefore(household, c.start()))
          .ifPresent(_ -> cohort.set(household));
    }
    return cohort;
  }

  @Test
  void aggregates_of_entry_weight_cohorts_by_households() {
    int[] cohorts = IntStream.rangeClosed(1, 101).filter(TruthTest::hasCohort).toArray();
    assertThat(cohorts).hasSizeGreaterThan(1);
    double sum = 0;
    double weights = 0;
    for (int g : cohorts) {
      for (int t = g; t <= 101; t++) {
        int n = cohort(g).cardinality();
        sum += n * entry("att(" + g + "," + t + ")");
        weights += n;
      }
    }
    assertThat(entry("simple")).isCloseTo(sum / weights, within(1e-9));
    assertThat(entry("event(0)")).isNotZero();
    double events =
        IntStream.rangeClosed(0, 101 - cohorts[0])
            .mapToDouble(e -> entry("event(" + e + ")"))
            .average()
            .orElseThrow();
    assertThat(entry("dynamic")).isCloseTo(events, within(1e-9));
  }

  private static double entry(String term) {
    return Draws.truth(values, "entry", "sales", Optional.empty(), term);
  }

  @Test
  void offered_depth_a_point_and_by_bin() {
    Predicate<Line> whole = l -> l.day() <= 707;
    double cells = 101.0 * draw.households() * draw.assortment().commodities();
    var deeper = Draws.lines(draw, World.deeper(1));
    var dearer = Draws.lines(draw, World.deeper(-1));
    for (String outcome : List.of("units", "sales", "base_value")) {
      double up = sum(deeper, outcome, whole);
      double down = sum(dearer, outcome, whole);
      assertThat(Draws.truth(values, "depth", outcome, Optional.empty(), "per_point"))
          .isCloseTo((up - down) / 200 / cells, within(1e-12));
    }
    Predicate<Line> deep = l -> points(l) > 20;
    long deepCells = 0;
    for (int h = 0; h < draw.households(); h++) {
      int store = draw.household(h).store();
      for (int c = 0; c < draw.assortment().commodities(); c++) {
        for (int w = 1; w <= 101; w++) {
          deepCells += draw.shelf().points(store, c, w) > 20 ? 1 : 0;
        }
      }
    }
    assertThat(Draws.truth(values, "depth", "units", Optional.empty(), "bin(20,100]"))
        .isCloseTo(
            gain(Draws.lines(draw, World.withoutDeals()), "units", whole.and(deep))
                / 100.0
                / deepCells,
            within(1e-12));
  }

  private static int points(Line line) {
    return draw.shelf()
        .points(
            stores[line.household()],
            draw.assortment().commodityOf(line.product()),
            Shopping.week(line.day()));
  }

  @Test
  void under_exclusion_the_effect_on_all_mailed_is_that_on_those_who_redeem() {
    var exclusive = Draws.with(Map.of("redemption_exclusion", true));
    var truth = Truth.of(exclusive, Observed.of(exclusive));
    int judged = 0;
    for (Truth.Value late : truth) {
      if (late.term().equals("late") && late.group().isEmpty()) {
        var own =
            truth.stream()
                .filter(v -> v.term().equals("late") && v.group().isPresent())
                .filter(v -> v.outcome().equals(late.outcome()))
                .mapToDouble(Truth.Value::value)
                .summaryStatistics();
        assertThat(late.value()).isStrictlyBetween(own.getMin(), own.getMax());
      } else if (late.term().equals("late") && late.value() > 0) {
        var counts = late.weights().replaceAll("\\D+", " ").strip().split(" ");
        double share = Double.parseDouble(counts[0]) / Double.parseDouble(counts[1]);
        double att = Draws.truth(truth, "mailing", late.outcome(), late.group(), "att");
        assertThat(late.value() * share).isCloseTo(att, within(1e-9));
        judged++;
      }
    }
    assertThat(judged).isGreaterThan(4);
  }

  @Test
  void a_superpopulation_of_the_samples_size_is_the_sample_and_a_larger_one_is_not() {
    var same = Draws.with(Map.of("superpopulation", 150));
    assertThat(same.households()).isEqualTo(150);
    assertThat(Truth.of(same, Observed.of(same)))
        .filteredOn(v -> v.superpopulation().isPresent())
        .hasSizeGreaterThan(600)
        .allMatch(v -> v.superpopulation().getAsDouble() == v.value());
    var many = Draws.with(Map.of("superpopulation", 3_000));
    var truth = Truth.of(many, Observed.of(many));
    var att = truth.stream().filter(v -> v.group().isEmpty() && v.term().equals("att")).findFirst();
    assertThat(att.orElseThrow().superpopulation()).isPresent();
    assertThat(att.orElseThrow().superpopulation().getAsDouble())
        .isNotEqualTo(att.orElseThrow().value())
        .isCloseTo(att.orElseThrow().value(), within(1.5));
    assertThat(values).allMatch(v -> v.superpopulation().isEmpty());
  }
}
