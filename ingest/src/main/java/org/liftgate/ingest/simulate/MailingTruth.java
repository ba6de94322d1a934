package org.liftgate.ingest.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * True effects of single campaigns, by campaign and pooled.
 *
 * <p>Pooled estimand of a stacked two-way regression. Let campaign k have n1 mailed and n0 other
 * households, each seen in P weeks before and Q weeks from the start. Taking out campaign x
 * household and campaign x week effects leaves of the treatment (d_i - n1/n) * (post_t - Q/(P+Q)),
 * whose squares sum to n1*n0/(n1+n0) * P*Q/(P+Q), and whose coefficient within the campaign is the
 * difference in differences of means. By Frisch, Waugh and Lovell the pooled coefficient is the
 * mean of these with those sums as weights; its truth is the same mean of the campaigns' effects.
 */
final class MailingTruth {
  static final String MAILING = "mailing";
  static final String EXPOSURE = "coupon";
  static final String REDEMPTION = "redemption";

  private static final int[] HORIZONS = {4, 8, 12, 26};
  private static final List<Outcome> MAIN = List.of(Outcome.SALES, Outcome.UNITS);
  private static final String STACKED =
      "n1*n0/(n1+n0) * pre*post/(pre+post) by campaign, as in a stacked two-way regression";
  private static final String REMOVED = ": as observed less campaign removed";

  /** A campaign's counts; weeks are those observed wholly. */
  private record Arms(Campaign campaign, int mailed, int rest, int pre, int post) {
    double stacked() {
      return (double) mailed * rest / (mailed + rest) * pre * post / (pre + post);
    }

    double treated() {
      return (double) mailed * post;
    }

    double balanced() {
      return (double) mailed * rest / (mailed + rest);
    }

    Optional<Integer> group() {
      return Optional.of(campaign.key());
    }

    String counts() {
      return String.format(
          Locale.ROOT,
          "equal: %d mailed, %d not mailed, %d weeks before, %d from the start",
          mailed,
          rest,
          pre,
          post);
    }
  }

  private final RetailDraw draw;
  private final Observed observed;
  private final MailingSums sums;
  private final List<Arms> arms;

  MailingTruth(RetailDraw draw, Observed observed, MailingSums sums) {
    this.draw = draw;
    this.observed = observed;
    this.sums = sums;
    arms = draw.campaigns().stream().map(this::arms).flatMap(Optional::stream).toList();
  }

  /** Empty when the campaign lacks an arm, or a whole observed week before or from its start. */
  private Optional<Arms> arms(Campaign campaign) {
    int pre = weeks(campaign, -draw.parameters().preWeeks(), -1);
    int post = weeks(campaign, 0, draw.parameters().postWeeks() - 1);
    int mailed = sums.mailed(campaign);
    int rest = sums.rest(campaign);
    boolean whole = pre > 0 && post > 0 && mailed > 0 && rest > 0;
    return whole ? Optional.of(new Arms(campaign, mailed, rest, pre, post)) : Optional.empty();
  }

  private int weeks(Campaign campaign, int from, int to) {
    return (int) IntStream.rangeClosed(from, to).filter(r -> whole(campaign, r)).count();
  }

  private boolean whole(Campaign campaign, int week) {
    return campaign.start() + 7 * week >= observed.start()
        && campaign.start() + 7 * week + 6 <= observed.end();
  }

  void addTo(List<Truth.Value> out, EntrySums entry) {
    for (Outcome outcome : MAIN) {
      weekly(outcome, out);
      out.add(
          new Truth.Value(
              MAILING,
              outcome.word(),
              Optional.empty(),
              "total",
              entry.total(outcome),
              "all households and days: as observed less all campaigns removed",
              "sum"));
    }
    MAIN.forEach(outcome -> horizons(outcome, out));
    MAIN.forEach(outcome -> events(outcome, out));
    MAIN.forEach(outcome -> redeemers(outcome, out));
    for (Outcome outcome : Outcome.values()) {
      cells(outcome, out);
    }
    MAIN.forEach(outcome -> exposure(outcome, out));
  }

  private void weekly(Outcome outcome, List<Truth.Value> out) {
    for (Arms a : arms) {
      String target =
          "mailed households seen shopping before the start, mean of a week, weeks 0 to "
              + (a.post() - 1)
              + REMOVED;
      out.add(
          new Truth.Value(
              MAILING, outcome.word(), a.group(), "att", att(a, outcome), target, a.counts()));
    }
    String target = "the campaigns' effects, mean of a week of a mailed household";
    pooled(MAILING, outcome.word(), target, a -> att(a, outcome), out);
  }

  private double att(Arms a, Outcome outcome) {
    return sums.basket(a.campaign(), outcome, 0, a.post()) / a.treated();
  }

  private void pooled(
      String treatment,
      String outcome,
      String target,
      ToDoubleFunction<Arms> effect,
      List<Truth.Value> out) {
    if (!arms.isEmpty()) {
      double stacked = mean(arms, effect, Arms::stacked);
      double treated = mean(arms, effect, Arms::treated);
      var all = Optional.<Integer>empty();
      out.add(new Truth.Value(treatment, outcome, all, "att", stacked, target, STACKED));
      out.add(
          new Truth.Value(
              treatment,
              outcome,
              all,
              "att-treated-weighted",
              treated,
              target,
              "mailed households x weeks by campaign"));
    }
  }

  private static double mean(
      List<Arms> arms, ToDoubleFunction<Arms> effect, ToDoubleFunction<Arms> weight) {
    double sum = 0;
    double weights = 0;
    for (Arms a : arms) {
      sum += weight.applyAsDouble(a) * effect.applyAsDouble(a);
      weights += weight.applyAsDouble(a);
    }
    return sum / weights;
  }

  /** Only of campaigns of which the whole horizon was observed. */
  private void horizons(Outcome outcome, List<Truth.Value> out) {
    for (int weeks : HORIZONS) {
      String term = "att_" + weeks + "w";
      var seen = arms.stream().filter(a -> whole(a.campaign(), weeks - 1)).toList();
      ToDoubleFunction<Arms> effect =
          a -> sums.basket(a.campaign(), outcome, 0, weeks) / ((double) a.mailed() * weeks);
      for (Arms a : seen) {
        String target = "mailed households, mean of a week, weeks 0 to " + (weeks - 1) + REMOVED;
        out.add(
            new Truth.Value(
                MAILING,
                outcome.word(),
                a.group(),
                term,
                effect.applyAsDouble(a),
                target,
                "equal"));
      }
      if (!seen.isEmpty()) {
        out.add(
            new Truth.Value(
                MAILING,
                outcome.word(),
                Optional.empty(),
                term,
                mean(seen, effect, Arms::balanced),
                "campaigns with " + weeks + " whole weeks observed from the start",
                "n1*n0/(n1+n0) by campaign"));
      }
    }
  }

  private void events(Outcome outcome, List<Truth.Value> out) {
    for (int r = -draw.parameters().preWeeks(); r < draw.parameters().postWeeks(); r++) {
      int week = r;
      var seen = arms.stream().filter(a -> whole(a.campaign(), week)).toList();
      if (!seen.isEmpty()) {
        ToDoubleFunction<Arms> effect =
            a -> week < 0 ? 0 : sums.basket(a.campaign(), outcome, week, week + 1) / a.mailed();
        out.add(
            new Truth.Value(
                MAILING,
                outcome.word(),
                Optional.empty(),
                "event(" + r + ")",
                mean(seen, effect, Arms::balanced),
                "campaigns whose week " + r + " was observed" + REMOVED,
                "n1*n0/(n1+n0) by campaign"));
      }
    }
  }

  /** Under redemption_exclusion the intention to treat over the share that redeems is the same. */
  private void redeemers(Outcome outcome, List<Truth.Value> out) {
    for (Arms a : arms) {
      int redeemers = sums.redeemers(a.campaign());
      if (redeemers > 0) {
        out.add(
            new Truth.Value(
                REDEMPTION,
                outcome.word(),
                a.group(),
                "late",
                sums.redeemed(a.campaign(), outcome, a.post()) / ((double) redeemers * a.post()),
                "mailed households that redeem, mean of a week, weeks 0 to "
                    + (a.post() - 1)
                    + REMOVED,
                "equal: " + redeemers + " of " + a.mailed() + " mailed redeem"));
      }
    }
    ToDoubleFunction<Arms> share =
        a -> (double) sums.redeemers(a.campaign()) / a.mailed() * a.stacked();
    double total = arms.stream().mapToDouble(share).sum();
    if (total > 0) {
      var some = arms.stream().filter(a -> sums.redeemers(a.campaign()) > 0).toList();
      ToDoubleFunction<Arms> effect =
          a ->
              sums.redeemed(a.campaign(), outcome, a.post())
                  / ((double) sums.redeemers(a.campaign()) * a.post());
      out.add(
          new Truth.Value(
              REDEMPTION,
              outcome.word(),
              Optional.empty(),
              "late",
              mean(some, effect, share),
              "the campaigns' effects on mailed households that redeem, mean of a week",
              STACKED + ", times the share that redeems"));
    }
  }

  /** Cells add up to the weekly effect: each is a mean over all weeks from the start. */
  private void cells(Outcome outcome, List<Truth.Value> out) {
    for (int cell = 0; cell < Cells.NAMES.size(); cell++) {
      for (boolean during : new boolean[] {true, false}) {
        String name =
            outcome.word() + "_" + Cells.NAMES.get(cell) + (during ? "_during" : "_after");
        int of = cell;
        ToDoubleFunction<Arms> effect = a -> cell(a, outcome, of, during);
        String target =
            "mailed households, mean of all weeks from the start, counting those that begin "
                + (during ? "by" : "after")
                + " the campaign's end";
        for (Arms a : arms) {
          out.add(
              new Truth.Value(
                  MAILING,
                  name,
                  a.group(),
                  "att",
                  effect.applyAsDouble(a),
                  target + REMOVED,
                  a.counts()));
        }
        pooled(MAILING, name, target, effect, out);
      }
    }
  }

  private double cell(Arms a, Outcome outcome, int cell, boolean during) {
    int run = Math.min(a.post(), (a.campaign().end() - a.campaign().start()) / 7 + 1);
    int from = during ? 0 : run;
    int to = during ? run : a.post();
    return sums.cell(a.campaign(), outcome, cell, from, to) / a.treated();
  }

  /** TypeA's households get coupons that no file names, so no exposure is defined for it. */
  private void exposure(Outcome outcome, List<Truth.Value> out) {
    int commodities = draw.assortment().commodities();
    var exposed =
        arms.stream()
            .filter(a -> a.campaign().type() != Campaign.Type.A)
            .filter(a -> a.campaign().commodities().length > 0)
            .toList();
    ToDoubleFunction<Arms> on =
        a ->
            sums.cell(a.campaign(), outcome, Cells.COVERED, 0, a.post())
                / (a.treated() * a.campaign().commodities().length);
    ToDoubleFunction<Arms> off =
        a ->
            (sums.cell(a.campaign(), outcome, Cells.SUBSTITUTES, 0, a.post())
                    + sums.cell(a.campaign(), outcome, Cells.REST, 0, a.post()))
                / (a.treated() * (commodities - a.campaign().commodities().length));
    exposure(outcome, "att", "covered", exposed, on, out);
    var others =
        exposed.stream().filter(a -> a.campaign().commodities().length < commodities).toList();
    exposure(outcome, "att-uncovered", "uncovered", others, off, out);
  }

  private static void exposure(
      Outcome outcome,
      String term,
      String which,
      List<Arms> exposed,
      ToDoubleFunction<Arms> effect,
      List<Truth.Value> out) {
    String target = "mailed households x " + which + " commodities, mean of a week";
    for (Arms a : exposed) {
      out.add(
          new Truth.Value(
              EXPOSURE,
              outcome.word(),
              a.group(),
              term,
              effect.applyAsDouble(a),
              target + REMOVED,
              a.counts() + ", " + a.campaign().commodities().length + " commodities covered"));
    }
    if (!exposed.isEmpty()) {
      ToDoubleFunction<Arms> weight = a -> a.stacked() * a.campaign().commodities().length;
      out.add(
          new Truth.Value(
              EXPOSURE,
              outcome.word(),
              Optional.empty(),
              term,
              mean(exposed, effect, weight),
              target + ", TypeB and TypeC",
              "covered commodities * n1*n0/(n1+n0) * pre*post/(pre+post) by campaign"));
    }
  }
}
