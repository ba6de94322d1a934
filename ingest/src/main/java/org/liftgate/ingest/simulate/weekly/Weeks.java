package org.liftgate.ingest.simulate.weekly;

import java.time.LocalDate;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * A draw of n weeks, in the order of causes: social spending, search spending that follows its
 * response, revenue that follows both. With {@code together} the response is that of the sum of
 * social spendings; without, each channel has its own.
 */
final class Weeks {
  private static final LocalDate FIRST = LocalDate.of(2023, 9, 17);

  /** What a unit of social response adds to search response, and a unit of each to revenue. */
  static final double PATH = 0.15;

  static final double DIRECT = 8;
  static final double SEARCH = 30;
  static final double EMAIL = 0.02;
  static final double SMS = 0.1;
  private static final double PRICE = -150;
  private static final double PROMOTION = 2_000;

  private final WeeklyParameters p;
  final LocalDate[] week;
  final double[][] social;
  final double[] search;
  final double[] revenue;
  final double[] price;
  final double[] promotions;
  final double[] emails;
  final double[] sms;
  final double[] followers;

  private Weeks(WeeklyParameters p, int n) {
    this.p = p;
    week = new LocalDate[n];
    social = new double[Medium.values().length][n];
    search = new double[n];
    revenue = new double[n];
    price = new double[n];
    promotions = new double[n];
    emails = new double[n];
    sms = new double[n];
    followers = new double[n];
  }

  static Weeks draw(WeeklyParameters p, int n, long seed) {
    var weeks = new Weeks(p, n);
    var carried = new double[Medium.values().length + 1];
    Stream noises = Stream.of(seed, Purpose.NOISE, 0);
    double noise = noises.normal();
    double fresh = StrictMath.sqrt(1 - p.persistence() * p.persistence());
    double surprise = 0;
    double searched = 0;
    for (int t = 0; t < n; t++) {
      Stream own = Stream.of(seed, Purpose.CAMPAIGN, t);
      weeks.controls(own, t, surprise);
      double budget = own.normal() + p.feedback() * surprise;
      for (Medium m : Medium.values()) {
        Stream draw = Stream.of(seed, Purpose.CAMPAIGN_LINES, t, m.ordinal());
        boolean on = draw.uniform() >= p.pauses();
        double log = 0.25 * budget + 0.5 * draw.normal();
        weeks.social[m.ordinal()][t] = on ? cents(m.amount * StrictMath.exp(log)) : 0;
      }
      double hidden = p.hidden() * own.normal();
      double response = weeks.carry(carried, t);
      double wanted = 420 + 40 * season(weeks.week[t], 2) + response;
      wanted += 40 * (own.normal() + hidden);
      // Nobody spends less than nothing: what is left of weeks before may be more than is wanted.
      double spend = Math.max(0, Response.unbent(wanted) - Response.SEARCH_DECAY * searched);
      weeks.search[t] = cents(spend);
      searched = weeks.search[t] + Response.SEARCH_DECAY * searched;
      surprise = noise + hidden;
      weeks.revenue[t] = cents(weeks.mean(t, carried, searched) + p.noise() * surprise);
      noise = p.persistence() * noise + fresh * noises.normal();
    }
    return weeks;
  }

  private static double cents(double value) {
    return Math.round(100 * value) / 100.0;
  }

  private static double season(LocalDate week, int shift) {
    return StrictMath.sin(2 * StrictMath.PI * (week.getMonthValue() + shift) / 12);
  }

  private void controls(Stream own, int t, double surprise) {
    week[t] = FIRST.plusWeeks(t);
    price[t] = cents(t == 0 ? 100 : 100 + 0.8 * (price[t - 1] - 100) + 2 * own.normal());
    boolean reacts = own.uniform() < p.reactive();
    promotions[t] = (reacts ? surprise < -0.5 : own.uniform() < 0.3) ? 1 : 0;
    emails[t] = Math.round(95_000 + 8_000 * own.normal());
    sms[t] = Math.max(0, Math.round(22_000 + 4_000 * own.normal()));
    followers[t] = (t == 0 ? 0 : followers[t - 1]) + own.below(40);
  }

  /** Carries spending of week t over; what it adds to the response of search. */
  private double carry(double[] carried, int t) {
    int sum = Medium.values().length;
    double all = 0;
    double apart = 0;
    for (Medium m : Medium.values()) {
      double x = social[m.ordinal()][t];
      all += x;
      carried[m.ordinal()] = x + m.decay * carried[m.ordinal()];
      apart += toSearch(p, m) * Response.bent(carried[m.ordinal()]);
    }
    carried[sum] = all + Response.SOCIAL_DECAY * carried[sum];
    return p.together() ? p.path() * PATH * Response.bent(carried[sum]) : apart;
  }

  private double mean(int t, double[] carried, double searched) {
    double sum = 30_000 + p.trend() * t + 3_000 * season(week[t], 0);
    sum += PRICE * (price[t] - 100) + PROMOTION * promotions[t];
    sum += EMAIL * emails[t] + SMS * sms[t];
    sum += p.search() * SEARCH * Response.bent(searched);
    if (p.together()) {
      return sum + p.direct() * DIRECT * Response.bent(carried[Medium.values().length]);
    }
    for (Medium m : Medium.values()) {
      sum += past(p, m) * Response.bent(carried[m.ordinal()]);
    }
    return sum;
  }

  /** What a unit of a channel's own response adds to revenue past search. */
  static double past(WeeklyParameters p, Medium m) {
    return m.word().equals(p.nullChannel()) ? 0 : p.direct() * m.strength;
  }

  /** What a unit of a channel's own response adds to that of search. */
  static double toSearch(WeeklyParameters p, Medium m) {
    return m.word().equals(p.nullChannel()) ? 0 : p.path() * PATH;
  }

  int count() {
    return week.length;
  }

  /** What the channel's spending times {@code factor} in some weeks takes from revenue. */
  double lost(Medium m, int from, int to, double factor, int until) {
    double[] less = social[m.ordinal()].clone();
    for (int t = from; t < to; t++) {
      less[t] *= factor;
    }
    double[] as;
    double[] with;
    double strength;
    if (p.together()) {
      double[] sum = sum();
      double[] rest = sum.clone();
      for (int t = 0; t < rest.length; t++) {
        rest[t] += less[t] - social[m.ordinal()][t];
      }
      as = Response.of(sum, Response.SOCIAL_DECAY);
      with = Response.of(rest, Response.SOCIAL_DECAY);
      strength = p.direct() * DIRECT;
    } else {
      as = Response.of(social[m.ordinal()], m.decay);
      with = Response.of(less, m.decay);
      strength = past(p, m);
    }
    double lost = 0;
    for (int t = from; t < until; t++) {
      lost += strength * (as[t] - with[t]);
    }
    return lost;
  }

  /** Social spending in all. */
  double[] sum() {
    var out = new double[count()];
    for (double[] channel : social) {
      for (int t = 0; t < out.length; t++) {
        out[t] += channel[t];
      }
    }
    return out;
  }
}
