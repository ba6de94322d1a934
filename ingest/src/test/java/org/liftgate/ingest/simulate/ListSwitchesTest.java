package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Switches of campaigns and lists change these, and nothing of what households do by themselves.
 */
class ListSwitchesTest {

  @ParameterizedTest
  @CsvSource({"list_overlap,0.9", "targeting,0.1", "feedback,2"})
  void without_mailings_nothing_changes(String name, double value) {
    var usual = Draws.with(Map.of());
    var switched = Draws.with(Map.of(name, value));
    assertThat(Draws.lines(switched, World.withoutAny()))
        .isEqualTo(Draws.lines(usual, World.withoutAny()));
    assertThat(lists(switched)).isNotEqualTo(lists(usual));
  }

  @Property(tries = 20)
  void as_many_campaigns_are_null_as_asked_for(
      @ForAll @IntRange(min = 1, max = 40) int campaigns,
      @ForAll @IntRange(min = 0, max = 40) int nulls,
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    var parameters =
        RetailParameters.defaults().with(Map.of("campaigns", campaigns, "null_campaigns", nulls));
    double[] extra = Campaign.extraLines(parameters, seed, campaigns);
    assertThat(Arrays.stream(extra).filter(e -> e == 0).count())
        .isEqualTo(Math.min(nulls, campaigns));
  }

  @Test
  void a_portfolio_of_thirty_with_twenty_real_and_one_with_none() {
    var real = Draws.with(Map.of("campaigns", 30, "null_campaigns", 10));
    assertThat(real.campaigns()).hasSize(30);
    assertThat(real.campaigns()).filteredOn(c -> c.extraLines() > 0).hasSize(20);
    assertThat(nulls(real, 5)).isNotEqualTo(nulls(real, 6));
    var none = Draws.with(Map.of("campaigns", 30, "null_campaigns", 30));
    assertThat(Truth.of(none, Observed.of(none))).isNotEmpty().allMatch(v -> v.value() == 0);
  }

  private static double[] nulls(RetailDraw draw, long seed) {
    return Campaign.extraLines(draw.parameters(), seed, 30);
  }

  @Test
  void which_campaigns_are_null_leaves_plan_and_lists_alone() {
    var usual = Draws.with(Map.of());
    var nulls = Draws.with(Map.of("null_campaigns", 5));
    assertThat(lists(nulls)).isEqualTo(lists(usual));
    assertThat(nulls.campaigns())
        .extracting(Campaign::start)
        .isEqualTo(usual.campaigns().stream().map(Campaign::start).toList());
  }

  @Test
  void overlap_moves_starts_together() {
    var usual = Draws.with(Map.of()).campaigns();
    var half = Draws.with(Map.of("overlap", 0.5)).campaigns();
    var all = Draws.with(Map.of("overlap", 1.0)).campaigns();
    assertThat(span(half)).isCloseTo(span(usual) / 2, org.assertj.core.data.Offset.offset(1));
    assertThat(span(all)).isZero();
    assertThat(lists(Draws.with(Map.of("overlap", 0.5)))).isEqualTo(lists(Draws.with(Map.of())));
    assertThat(all)
        .extracting(Campaign::mailed)
        .isEqualTo(usual.stream().map(Campaign::mailed).toList());
  }

  private static int span(List<Campaign> campaigns) {
    return campaigns.getLast().start() - campaigns.getFirst().start();
  }

  @Test
  void list_overlap_puts_the_same_households_on_every_list() {
    double usual = shared(Draws.with(Map.of("targeting", 0.0)));
    double same = shared(Draws.with(Map.of("targeting", 0.0, "list_overlap", 1.0)));
    assertThat(usual).isLessThan(0.7);
    assertThat(same).isEqualTo(1);
  }

  /** Of the shorter list, the share on the longer, mean of pairs of lists. */
  private static double shared(RetailDraw draw) {
    double sum = 0;
    int pairs = 0;
    List<BitSet> lists = lists(draw);
    for (BitSet a : lists) {
      for (BitSet b : lists) {
        if (a != b) {
          var both = (BitSet) a.clone();
          both.and(b);
          sum += both.cardinality() / (double) Math.min(a.cardinality(), b.cardinality());
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  @Test
  void targeting_is_how_much_lists_follow_selection() {
    assertThat(standing(Draws.with(Map.of("targeting", 0.0)))).isBetween(-0.15, 0.15);
    assertThat(standing(Draws.with(Map.of("targeting", 1.0)))).isGreaterThan(0.5);
  }

  private static double standing(RetailDraw draw) {
    return lists(draw).stream()
        .flatMapToInt(BitSet::stream)
        .mapToDouble(h -> draw.household(h).standing())
        .average()
        .orElseThrow();
  }

  @Test
  void feedback_mails_again_those_who_bought_covered_products_lately() {
    var overlapping = Map.of("overlap", 0.7, "effect_size", 3.0);
    assertThat(again(with(overlapping, 3))).isGreaterThan(again(with(overlapping, 0)) + 0.1);
    assertThat(again(with(overlapping, -3))).isLessThan(again(with(overlapping, 0)) - 0.1);
  }

  private static RetailDraw with(Map<String, Double> switches, double feedback) {
    var all = new java.util.HashMap<String, Object>(switches);
    all.put("feedback", feedback);
    return Draws.with(all);
  }

  /** Share of a list that was on the list before, mean of lists. */
  private static double again(RetailDraw draw) {
    double sum = 0;
    List<BitSet> lists = lists(draw);
    for (int k = 1; k < lists.size(); k++) {
      var both = (BitSet) lists.get(k).clone();
      both.and(lists.get(k - 1));
      sum += both.cardinality() / (double) lists.get(k).cardinality();
    }
    return sum / (lists.size() - 1);
  }

  private static List<BitSet> lists(RetailDraw draw) {
    return draw.campaigns().stream().map(draw.mailings()::list).toList();
  }
}
