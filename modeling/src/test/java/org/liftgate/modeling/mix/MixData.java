package org.liftgate.modeling.mix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.liftgate.modeling.panel.Csv;

/** The weekly file of the original analysis. */
public record MixData(Csv csv, List<LocalDate> weeks) {
  public static final List<String> CHANNELS =
      List.of("facebook", "google", "tiktok", "instagram", "snapchat");

  public static MixData read() {
    String folder = System.getenv("LIFTGATE_TEST_DATA");
    Assumptions.assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)), "LIFTGATE_TEST_DATA is not a folder");
    Csv csv = Csv.file(Path.of(folder, "mix_mediation", "Assessment 2 - MMM Weekly.csv"));
    return new MixData(
        csv, Arrays.stream(csv.columns().get("week")).map(LocalDate::parse).toList());
  }

  public double[] revenue() {
    return csv.doubles("revenue");
  }

  public double[] spend(String channel) {
    return csv.doubles(channel + "_spend");
  }

  public Features spends() {
    Features out = Features.none();
    for (String channel : CHANNELS) {
      out = out.and(channel, spend(channel));
    }
    return out;
  }

  public double[] social() {
    var out = new double[csv.rows()];
    for (String channel : CHANNELS) {
      double[] x = spend(channel);
      for (int t = 0; t < out.length && !channel.equals("google"); t++) {
        out[t] += x[t];
      }
    }
    return out;
  }

  public Features controls() {
    return Calendar.time(csv.rows())
        .and("price", csv.doubles("average_price"))
        .and("promotions", csv.doubles("promotions"))
        .and("emails", csv.doubles("emails_send"))
        .and("sms", csv.doubles("sms_send"))
        .and("followers", csv.doubles("social_followers"));
  }

  public Features carried(String name, double[] spend, double decay) {
    return Features.of(
        name, new Saturation.Power(0.75).of(Adstock.Geometric.plain(decay).of(spend)));
  }
}
