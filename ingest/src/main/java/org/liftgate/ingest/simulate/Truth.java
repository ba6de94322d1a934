package org.liftgate.ingest.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The values a draw's estimands have, from its worlds: what happened less what would have happened.
 *
 * <p>Pooled estimand of a stacked two-way regression. Let campaign k have n1 mailed and n0 other
 * households, each seen in P weeks before and Q weeks from the start. Taking out campaign x
 * household and campaign x week effects leaves of the treatment (d_i - n1/n) * (post_t - Q/(P+Q)),
 * whose squares sum to n1*n0/(n1+n0) * P*Q/(P+Q), and whose coefficient within the campaign is the
 * difference in differences of means. By Frisch, Waugh and Lovell the pooled coefficient is the
 * mean of these with those sums as weights; its truth is the same mean of the campaigns' effects.
 */
final class Truth {

  /**
   * @param group the campaign's key, empty for pooled
   */
  record Value(
      String outcome,
      Optional<Integer> group,
      String term,
      double value,
      String target,
      String weights) {}

  /** A campaign's effect per mailed household and week, and what the pooled weights need. */
  private record Effect(Campaign campaign, int mailed, int rest, int pre, int post, long[] sums) {
    double weekly(int outcome) {
      return scaled(outcome) / ((double) mailed * post);
    }

    /** Sales come in cents. */
    private double scaled(int outcome) {
      return outcome == 0 ? sums[0] / 100.0 : sums[1];
    }

    double stackedWeight() {
      return (double) mailed * rest / (mailed + rest) * pre * post / (pre + post);
    }

    double treatedWeight() {
      return (double) mailed * post;
    }
  }

  private static final List<String> OUTCOMES = List.of("sales", "units");

  private final RetailDraw draw;
  private final Observed observed;

  private Truth(RetailDraw draw, Observed observed) {
    this.draw = draw;
    this.observed = observed;
  }

  static List<Value> of(RetailDraw draw, Observed observed) {
    var truth = new Truth(draw, observed);
    List<Effect> effects =
        IntStream.range(0, draw.campaigns().size())
            .parallel()
            .mapToObj(k -> truth.effect(draw.campaigns().get(k)))
            .flatMap(Optional::stream)
            .toList();
    long[] total = truth.total();
    var values = new ArrayList<Value>();
    for (int o = 0; o < OUTCOMES.size(); o++) {
      truth.values(o, effects, o == 0 ? total[0] / 100.0 : total[1], values);
    }
    return values;
  }

  private void values(int outcome, List<Effect> effects, double total, List<Value> out) {
    String name = OUTCOMES.get(outcome);
    for (Effect e : effects) {
      out.add(
          new Value(
              name,
              Optional.of(e.campaign().key()),
              "att",
              e.weekly(outcome),
              "mailed households seen shopping before the start, mean of a week, weeks 0 to "
                  + (e.post() - 1)
                  + ": as observed less campaign removed",
              String.format(
                  Locale.ROOT,
                  "equal: %d mailed, %d not mailed, %d weeks before, %d from the start",
                  e.mailed(),
                  e.rest(),
                  e.pre(),
                  e.post())));
    }
    if (!effects.isEmpty()) {
      pooled(name, outcome, effects, out);
    }
    out.add(
        new Value(
            name,
            Optional.empty(),
            "total",
            total,
            "all households and days: as observed less all campaigns removed",
            "sum"));
  }

  private static void pooled(String name, int outcome, List<Effect> effects, List<Value> out) {
    double stacked = 0;
    double stackedSum = 0;
    double treated = 0;
    double treatedSum = 0;
    for (Effect e : effects) {
      stacked += e.stackedWeight() * e.weekly(outcome);
      stackedSum += e.stackedWeight();
      treated += e.treatedWeight() * e.weekly(outcome);
      treatedSum += e.treatedWeight();
    }
    String target = "the campaigns' effects, mean of a week of a mailed household";
    out.add(
        new Value(
            name,
            Optional.empty(),
            "att",
            stacked / stackedSum,
            target,
            "n1*n0/(n1+n0) * pre*post/(pre+post) by campaign, as in a stacked two-way regression"));
    out.add(
        new Value(
            name,
            Optional.empty(),
            "att-treated-weighted",
            treated / treatedSum,
            target,
            "mailed households x weeks by campaign"));
  }

  /** Empty when the campaign lacks a whole observed week before or from its start. */
  private Optional<Effect> effect(Campaign campaign) {
    int pre = weeks(campaign, -draw.parameters().preWeeks(), -1);
    int post = weeks(campaign, 0, draw.parameters().postWeeks() - 1);
    var list = draw.mailings().list(campaign);
    int rest = 0;
    for (int h = 0; h < draw.households(); h++) {
      boolean seen = observed.firstDay()[h] < campaign.start();
      if (!seen) {
        list.clear(h);
      } else if (!list.get(h)) {
        rest++;
      }
    }
    if (pre == 0 || post == 0 || list.isEmpty() || rest == 0) {
      return Optional.empty();
    }
    int last = campaign.start() + 7 * post - 1;
    var sums = new long[2];
    list.stream()
        .mapToObj(draw::household)
        .forEach(h -> addDifference(h, World.without(campaign), campaign.start(), last, sums));
    return Optional.of(new Effect(campaign, list.cardinality(), rest, pre, post, sums));
  }

  private int weeks(Campaign campaign, int from, int to) {
    return (int)
        IntStream.rangeClosed(from, to)
            .filter(r -> campaign.start() + 7 * r >= observed.start())
            .filter(r -> campaign.start() + 7 * r + 6 <= observed.end())
            .count();
  }

  private long[] total() {
    return IntStream.range(0, draw.households())
        .parallel()
        .mapToObj(
            h -> {
              var sums = new long[2];
              addDifference(draw.household(h), World.withoutAny(), 1, Shopping.DAYS, sums);
              return sums;
            })
        .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
  }

  private void addDifference(Household household, World other, int from, int to, long[] sums) {
    add(household, World.asObserved(), from, to, 1, sums);
    add(household, other, from, to, -1, sums);
  }

  private void add(Household household, World world, int from, int to, int sign, long[] sums) {
    draw.shopping()
        .trips(
            household,
            world,
            from,
            to,
            basket -> {
              sums[0] += sign * basket.cents();
              sums[1] += sign * basket.units();
            });
  }
}
