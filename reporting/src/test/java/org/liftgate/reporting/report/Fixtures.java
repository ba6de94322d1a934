package org.liftgate.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.liftgate.reporting.report.ReportModel.Arms;
import org.liftgate.reporting.report.ReportModel.Assumed;
import org.liftgate.reporting.report.ReportModel.Campaign;
import org.liftgate.reporting.report.ReportModel.Cell;
import org.liftgate.reporting.report.ReportModel.Check;
import org.liftgate.reporting.report.ReportModel.Claim;
import org.liftgate.reporting.report.ReportModel.Compared;
import org.liftgate.reporting.report.ReportModel.Design;
import org.liftgate.reporting.report.ReportModel.Event;
import org.liftgate.reporting.report.ReportModel.Finding;
import org.liftgate.reporting.report.ReportModel.Flow;
import org.liftgate.reporting.report.ReportModel.Funnel;
import org.liftgate.reporting.report.ReportModel.Input;
import org.liftgate.reporting.report.ReportModel.Interval;
import org.liftgate.reporting.report.ReportModel.Judgement;
import org.liftgate.reporting.report.ReportModel.PreTrend;
import org.liftgate.reporting.report.ReportModel.Reason;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.report.ReportModel.Step;
import org.liftgate.reporting.report.ReportModel.Tested;
import org.liftgate.reporting.report.ReportModel.Value;

/** Reports as a run of retail promotions would fill them, drawn from a fixed seed. */
public final class Fixtures {
  private Fixtures() {}

  public static final Setting SETTING =
      new Setting("mailing", "sales", "USD", "household", "week", "mailed", "unmailed", "campaign");

  private static final String HASH =
      "3f1c9a7be0d2458c61e5b7a09d84f2c3a6b1e7d05c9f8342710de6ab94c35f18";

  /** Simulated, six campaigns, a clear effect. */
  public static ReportModel six() {
    return model(6, 4.103, .831, "accept", true);
  }

  /** Real data, thirty campaigns, nothing to be seen. */
  public static ReportModel thirty() {
    return model(30, .3304, 1.666, "inconclusive", false);
  }

  /** The original's recipe alone: associational, no event study, one campaign among the figures. */
  public static ReportModel published() {
    ReportModel m = six();
    Finding f = m.findings().getFirst();
    Judgement j = f.judgement();
    var described =
        new Finding(
            f.design(),
            f.estimator(),
            f.outcome(),
            f.term(),
            true,
            f.value(),
            "",
            "",
            f.vcov(),
            f.rows(),
            f.arms(),
            new Judgement("fragile", "associational", j.reasons(), "", j.breakEven(), j.mde()),
            OptionalDouble.empty());
    var compared = new ArrayList<Compared>();
    m.comparison().forEach(c -> compared.add(alone(c, OptionalLong.empty())));
    compared.add(alone(m.comparison().getFirst(), OptionalLong.of(3)));
    compared.add(
        new Compared(
            "participation",
            "",
            "sales",
            "att",
            OptionalLong.of(4),
            Optional.empty(),
            "no number: the smallest cell holds 0 units",
            Optional.empty(),
            "associational",
            "not-estimable",
            "the smallest cell holds 0 units"));
    return new ReportModel(
        m.title(),
        m.question(),
        m.simulated(),
        "published",
        m.setting(),
        m.design(),
        List.of(described),
        Optional.empty(),
        m.trend(),
        List.of(),
        m.campaigns(),
        compared,
        m.claims(),
        m.gates(),
        m.funnels(),
        m.flows(),
        m.assumptions(),
        m.inputs());
  }

  private static Compared alone(Compared c, OptionalLong group) {
    return new Compared(
        c.treatment(),
        "",
        c.outcome(),
        c.term(),
        group,
        c.published(),
        c.publishedSays(),
        Optional.empty(),
        "associational",
        "fragile",
        c.why());
  }

  /** Every number is missing, for a reason. */
  public static ReportModel none() {
    var campaigns = new ArrayList<Campaign>();
    for (int k = 1; k <= 6; k++) {
      campaigns.add(lost(k));
    }
    var missing =
        new Finding(
            "All campaigns pooled, stacked",
            "stacked two-way fixed effects",
            "sales",
            "att",
            true,
            Optional.empty(),
            "SMALL_ARM",
            "the smaller arm has 12 households, 50 are needed",
            "CR1 by household",
            OptionalLong.of(4_210),
            arms(12, 488, 3, 102),
            new Judgement(
                "not-estimable",
                "quasi-experimental",
                "the mailed arm has 12 households and 50 are needed",
                "Mail a campaign to at least 260 households drawn at random and leave 260 unmailed for 9 weeks: that finds 3.0 USD a week in 80 of 100 tries.",
                OptionalDouble.of(0),
                OptionalDouble.empty()),
            OptionalDouble.empty());
    return new ReportModel(
        "Retail promotions",
        "What did mailing our campaigns cause in what households spend?",
        false,
        "defended",
        SETTING,
        Optional.empty(),
        List.of(missing),
        Optional.empty(),
        List.of(),
        List.of(),
        campaigns,
        List.of(),
        List.of(),
        List.of(
            new Check(
                "mailing-arms",
                "cohort_mailing",
                "4",
                "fail",
                "fail",
                "treated units (0) must be at least 2")),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** What a run that stopped at once leaves. */
  public static ReportModel empty() {
    return new ReportModel(
        "Retail promotions",
        "What did mailing our campaigns cause in what households spend?",
        false,
        "defended",
        SETTING,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static ReportModel model(
      int n, double effect, double error, String verdict, boolean simulated) {
    return new ReportModel(
        "Retail promotions",
        "What did mailing our campaigns cause in what households spend?",
        simulated,
        "defended",
        SETTING,
        Optional.of(
            new Design(
                "The household is on the campaign's mailing list.",
                "quasi-experimental",
                false,
                1_584,
                2_311)),
        findings(effect, error, verdict, simulated),
        Optional.of(
            new PreTrend(Optional.empty(), OptionalDouble.of(.4312), "F = 1.01, df = 7 and 1,583")),
        trend(effect),
        events(effect, error),
        campaigns(n, effect, error, simulated),
        compared(effect, error, verdict),
        claims(),
        checks(),
        funnels(),
        flows(),
        assumed(),
        inputs());
  }

  private static List<Finding> findings(
      double effect, double error, String verdict, boolean truth) {
    var judged =
        new Judgement(
            verdict,
            "quasi-experimental",
            verdict.equals("accept")
                ? "the interval lies above break-even (0)\nthe joint pre-trend test passes (p = .43)"
                : "the interval holds break-even (0)\nthe smallest detectable effect (4.7) exceeds it",
            verdict.equals("accept")
                ? ""
                : "Hold out 1,150 of 2,300 households at random for 9 weeks: that finds 1.5 USD a week in 80 of 100 tries.",
            OptionalDouble.of(0),
            OptionalDouble.of(2.8 * error));
    var out = new ArrayList<Finding>();
    out.add(
        finding(
            "twfe-mailing",
            "sales",
            "att",
            true,
            value(effect, error),
            judged,
            truth ? 3.92 : Double.NaN));
    out.add(
        finding(
            "twfe-mailing",
            "units",
            "att",
            false,
            value(effect / 3, error / 3),
            Judgement.NONE,
            Double.NaN));
    out.add(
        finding(
            "did-mailing",
            "sales",
            "att",
            false,
            value(effect * .96, error * 1.1),
            judged,
            truth ? 3.92 : Double.NaN));
    out.add(
        finding(
            "did-mailing",
            "sales",
            "att-clean",
            false,
            value(effect * .8, error * 2.6),
            new Judgement(
                "fragile",
                "quasi-experimental",
                "the clean arms are small",
                "",
                OptionalDouble.of(0),
                OptionalDouble.empty()),
            Double.NaN));
    return out;
  }

  private static Finding finding(
      String design,
      String outcome,
      String term,
      boolean headline,
      Value v,
      Judgement j,
      double truth) {
    return new Finding(
        design,
        design.startsWith("twfe") ? "stacked two-way fixed effects" : "four-cell difference",
        outcome,
        term,
        headline,
        Optional.of(v),
        "",
        "campaign x household and campaign x week effects",
        "CR1 by household (t, 1,583 df)",
        OptionalLong.of(121_962),
        arms(1_584, 2_311, 402, 1_208),
        j,
        Double.isNaN(truth) ? OptionalDouble.empty() : OptionalDouble.of(truth));
  }

  static Value value(double estimate, double error) {
    double z = Math.abs(estimate / error);
    double p = 2 * Math.exp(-.717 * z - .416 * z * z) / 2;
    return new Value(
        estimate, error, 1583, Math.min(1, p), estimate - 1.96 * error, estimate + 1.96 * error);
  }

  private static Arms arms(long t, long c, long ct, long cc) {
    return new Arms(
        OptionalLong.of(t), OptionalLong.of(c), OptionalLong.of(ct), OptionalLong.of(cc));
  }

  private static List<Cell> trend(double effect) {
    var random = new Random(5);
    var cells = new ArrayList<Cell>();
    for (int week = -8; week <= 8; week++) {
      double season = 3 * Math.sin(week / 3.0);
      double t = 57.3 + season + random.nextGaussian() * .5 + (week >= 0 ? effect : 0);
      double c = 54.1 + season + random.nextGaussian() * .5;
      cells.add(new Cell(week, true, t, t - 2.1, t + 2.1, 1_584));
      cells.add(new Cell(week, false, c, c - 1.7, c + 1.7, 2_311));
    }
    return cells;
  }

  private static List<Event> events(double effect, double error) {
    var random = new Random(9);
    var events = new ArrayList<Event>();
    for (int week = -8; week <= 8; week++) {
      double e = random.nextGaussian() * error * .8 + (week >= 0 ? effect : 0);
      double half = 1.96 * error * 1.5;
      events.add(
          week == -1
              ? new Event(week, Optional.empty(), true)
              : new Event(week, Optional.of(new Interval(e, e - half, e + half)), false));
    }
    return events;
  }

  private static List<Campaign> campaigns(int n, double effect, double error, boolean truth) {
    var random = new Random(3);
    var out = new ArrayList<Campaign>();
    for (int k = 1; k <= n; k++) {
      if (k % 5 == 0) {
        out.add(lost(k));
        continue;
      }
      double se = error * (1.6 + random.nextDouble() * 2);
      Value v = value(effect + random.nextGaussian() * se, se);
      boolean sure = v.pValue() < .02;
      out.add(
          new Campaign(
              k,
              "Type" + "ABC".charAt(k % 3),
              OptionalLong.of(200 + 14L * k),
              OptionalLong.of(232 + 14L * k),
              Optional.of(v),
              "",
              OptionalDouble.of(Math.min(1, v.pValue() * 2)),
              List.of(57.31, 61.02, 54.11, 54.90),
              OptionalDouble.of(2.92),
              arms(160 + k, 2_340 - k, 31 + k, 840),
              k % 2 == 0 ? Optional.of(value(effect, se * 2)) : Optional.empty(),
              sure
                  ? (v.estimate() > 0 ? "accept" : "reject")
                  : k % 7 == 0 ? "fragile" : "inconclusive",
              truth ? OptionalDouble.of(k % 3 == 0 ? 0 : 5.1) : OptionalDouble.empty()));
    }
    return out;
  }

  private static Campaign lost(int k) {
    return new Campaign(
        k,
        "TypeB",
        OptionalLong.of(200 + 14L * k),
        OptionalLong.of(232 + 14L * k),
        Optional.empty(),
        "the smaller arm has 12 households; 50 are needed",
        OptionalDouble.empty(),
        List.of(),
        OptionalDouble.empty(),
        arms(12, 2_488, 3, 900),
        Optional.empty(),
        "not-estimable",
        OptionalDouble.empty());
  }

  private static List<Compared> compared(double effect, double error, String verdict) {
    return List.of(
        new Compared(
            "participation",
            "mailing",
            "sales",
            "att",
            OptionalLong.empty(),
            Optional.of(value(21.004, 2.31)),
            "a win: p below 0.10 and positive",
            Optional.of(value(effect, error)),
            "quasi-experimental",
            verdict,
            "The original counts households as treated because they bought a promoted product, so the difference holds the purchase itself. On mailing, what is left is shown here."),
        new Compared(
            "participation",
            "mailing",
            "units",
            "att",
            OptionalLong.empty(),
            Optional.of(value(6.2, .7)),
            "a win: p below 0.10 and positive",
            Optional.empty(),
            "associational",
            "not-estimable",
            "No defended estimate of units was asked for."));
  }

  private static List<Claim> claims() {
    return List.of(
        new Claim(
            "The campaign raises weekly spending by 21.00 per household (the original's printed ATE).",
            "does not stand",
            "The 95% interval leaves the stated figure out.",
            "Void. The original read the campaign table by position, which swaps household and campaign; and its treatment (bought a coupon product) is part of its own outcome.",
            "18.3 (15.1 to 21.5), associational, fragile"),
        new Claim(
            "Households that took part in a campaign spent more because of it.",
            "cannot be judged",
            "The contrast is associational: whatever its size, it does not say what was caused.",
            "Not shown. Buying a promoted product is itself spending, so the contrast is positive even when the campaign does nothing; it is kept as a description.",
            ""));
  }

  private static List<Check> checks() {
    var out = new ArrayList<Check>();
    for (String gate :
        List.of(
            "raw-schema",
            "raw-transactions-not-null",
            "raw-campaign-unique",
            "clean-adds-up",
            "link-products",
            "link-households",
            "mailing-arms")) {
      out.add(
          new Check(
              gate,
              gate.startsWith("link") ? "transactions" : "transactions_raw",
              "",
              "fail",
              "pass",
              "share matched (0.9998) is at least 0.95"));
    }
    out.add(
        new Check(
            "raw-duplicates",
            "transactions_raw",
            "",
            "warn",
            "warn",
            "share of duplicate lines (0.0131) must be at most 0.01"));
    out.add(
        new Check(
            "mailing-min-units",
            "panel_mailing",
            "5",
            "warn",
            "warn",
            "units in the smaller arm (12) must be at least 50"));
    return out;
  }

  private static List<Funnel> funnels() {
    return List.of(
        new Funnel(
            "mailing",
            List.of(
                new Step("Households in the transactions", 2_500, ""),
                new Step(
                    "Seen before the first campaign",
                    2_431,
                    "69 bought for the first time after the first campaign began, so nothing is known of them before it."),
                new Step(
                    "Active in the window",
                    1_997,
                    "434 bought nothing in the eight weeks before the start."),
                new Step(
                    "Mailed at least once",
                    1_584,
                    "413 were never on a mailing list and serve as comparison only."))));
  }

  private static List<Flow> flows() {
    return List.of(
        new Flow(
            "transactions",
            OptionalLong.of(2_595_732),
            OptionalLong.of(2_581_337),
            List.of(
                new Reason("non-positive quantity", 14_388),
                new Reason("exact duplicate line", 7))),
        new Flow("mailings", OptionalLong.of(7_208), OptionalLong.of(7_208), List.of()));
  }

  private static List<Assumed> assumed() {
    return List.of(
        new Assumed(
            "Without the mailing, spending of mailed and not mailed households would have moved alike from before the start to after it.",
            List.of(new Tested("event-mailing", "pass", "joint test p = .43")),
            "Weeks before the start are compared week by week; a joint test is reported with the estimate, and passing it is not proof."),
        new Assumed(
            "Other campaigns that run in the same weeks reach both arms alike.",
            List.of(),
            "Households mailed another campaign in the window are counted."),
        new Assumed(
            "Household, product and campaign keys mean the same thing in every file.",
            List.of(
                new Tested("link-products", "pass", "share matched (0.9998) is at least 0.95"),
                new Tested("link-coupons", "", "")),
            "A run stops when keys do not join."));
  }

  private static List<Input> inputs() {
    return List.of(
        new Input("panel_mailing", OptionalLong.of(121_962), HASH),
        new Input("estimates", OptionalLong.of(64), HASH),
        new Input("EDA_SUMMARY.md", OptionalLong.empty(), HASH));
  }
}
