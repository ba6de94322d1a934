package org.liftgate.ingest.simulate.weekly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.liftgate.ingest.simulate.PlantedTruth;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Simulator;

/**
 * {@code ingest.weekly}: weeks of spending and revenue in the headers of the public file. Social
 * spending carries over and saturates, raises search spending, and both raise revenue, beside a
 * trend, months, price, promotions and messages. The truth has the ways past and through search per
 * unit of carried-over, saturated spending, and what a unit of money spent on each channel brought
 * with search as it was. Scale 1 is 1,040 weeks; a tenth is the size of the public file.
 */
public final class WeeklySimulator implements Simulator<WeeklyParameters> {
  private static final int WEEKS_AT_SCALE_1 = 1_040;

  /** Fewest weeks that a season can be told from. */
  private static final int LEAST = 60;

  @Override
  public String name() {
    return "ingest.weekly";
  }

  @Override
  public Class<WeeklyParameters> parameters() {
    return WeeklyParameters.class;
  }

  @Override
  public void simulate(
      WeeklyParameters p, double scale, long seed, Path folder, BooleanSupplier cancelled) {
    int n = Math.max(LEAST, (int) Math.round(WEEKS_AT_SCALE_1 * scale));
    Weeks weeks = Weeks.draw(p, n, seed);
    if (cancelled.getAsBoolean()) {
      throw LiftgateException.failed("The simulation was cancelled.", null);
    }
    try {
      PlantedTruth.requireEmpty(folder);
      Files.writeString(folder.resolve("weekly.csv"), lines(weeks));
      if (p.experiments()) {
        Files.writeString(folder.resolve("lift_experiments.csv"), experiments(weeks, seed));
      }
      Files.writeString(
          folder.resolve("truth.json"), truth(p, weeks).json(name(), p.byName(), scale, seed));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String lines(Weeks w) {
    var lines =
        new StringBuilder(
            "week,facebook_spend,google_spend,tiktok_spend,instagram_spend,snapchat_spend,"
                + "social_followers,average_price,promotions,emails_send,sms_send,revenue\n");
    for (int t = 0; t < w.count(); t++) {
      lines.append(w.week[t]);
      double[] values = {
        w.social[Medium.FACEBOOK.ordinal()][t],
        w.search[t],
        w.social[Medium.TIKTOK.ordinal()][t],
        w.social[Medium.INSTAGRAM.ordinal()][t],
        w.social[Medium.SNAPCHAT.ordinal()][t],
        w.followers[t],
        w.price[t],
        w.promotions[t],
        w.emails[t],
        w.sms[t],
        w.revenue[t]
      };
      for (double value : values) {
        lines.append(',').append(java.math.BigDecimal.valueOf(value).toPlainString());
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  /** Each channel was switched off for four weeks in its own quarter, measured four weeks on. */
  private static String experiments(Weeks w, long seed) {
    var lines = new StringBuilder("channel,from_week,to_week,measured_to,factor,lift,std_error\n");
    for (Medium m : Medium.values()) {
      int from = w.count() * (1 + m.ordinal()) / 6;
      double lift = w.lost(m, from, from + 4, 0, from + 8);
      double error = Math.max(500, Math.abs(lift) / 6);
      lines
          .append(m.word())
          .append(',')
          .append(w.week[from])
          .append(',')
          .append(w.week[from + 3]) // the last week of the pause
          .append(',')
          .append(w.week[from + 7])
          .append(",0,")
          .append(lift + error * Stream.of(seed, Purpose.OFFER, m.ordinal()).normal())
          .append(',')
          .append(error)
          .append('\n');
    }
    return lines.toString();
  }

  private static PlantedTruth truth(WeeklyParameters p, Weeks w) {
    var truth = new PlantedTruth();
    if (p.together()) {
      ways(truth, "social", p.direct() * Weeks.DIRECT, p.path() * Weeks.PATH, p);
    } else {
      for (Medium m : Medium.values()) {
        ways(truth, m.word(), Weeks.past(p, m), Weeks.toSearch(p, m), p);
      }
    }
    for (Medium m : Medium.values()) {
      double spent = Arrays.stream(w.social[m.ordinal()]).sum();
      double brought = w.lost(m, 0, w.count(), 0, w.count());
      truth.add(m.word(), "revenue", "roi", brought / spent, "search as it was", "money");
    }
    double searched =
        p.search()
            * Weeks.SEARCH
            * Arrays.stream(Response.of(w.search, Response.SEARCH_DECAY)).sum();
    truth.add(
        "google", "revenue", "roi", searched / Arrays.stream(w.search).sum(), "all weeks", "money");
    truth.add("sms", "revenue", "slope", Weeks.SMS - Weeks.EMAIL, "against an e-mail", "messages");
    return truth;
  }

  private static void ways(
      PlantedTruth truth, String treatment, double past, double toSearch, WeeklyParameters p) {
    double through = toSearch * p.search() * Weeks.SEARCH;
    String unit = "carried-over, saturated spending";
    truth.add(treatment, "revenue", "indirect", through, "through search", unit);
    truth.add(treatment, "revenue", "direct", past, "past search", unit);
    truth.add(treatment, "revenue", "total", past + through, "in all", unit);
  }
}
