package org.liftgate.ingest.simulate.channels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Simulator;

/**
 * {@code ingest.channels}: clients by months in the public file's headers, misspelt one and blanks
 * at the end of types included. A client's amount is its level, a season, the sum of slope times
 * spend, autocorrelated noise and, where assigned by lot, the offer. Spends follow the client's
 * level, so a regression that compares clients is biased and one within clients is not; with {@code
 * feedback} they follow the noise too and no regression is right. Scale 1 is 1,240 clients; a tenth
 * is the size of the public file.
 */
public final class ChannelsSimulator implements Simulator<ChannelsParameters> {
  private static final int CLIENTS_AT_SCALE_1 = 1_240;
  private static final String[] TYPES = {
    "Large Facility ", "Medium Facility", "Private Facility", "Small Facility "
  };
  private static final double[] SHARES = {0.46, 0.17, 0.09, 0.28};
  private static final double[] LEVELS = {12e6, 10e6, 7e6, 5e6};

  @Override
  public String name() {
    return "ingest.channels";
  }

  @Override
  public Class<ChannelsParameters> parameters() {
    return ChannelsParameters.class;
  }

  @Override
  public void simulate(
      ChannelsParameters p, double scale, long seed, Path folder, BooleanSupplier cancelled) {
    int clients = Math.max(8, (int) Math.round(CLIENTS_AT_SCALE_1 * scale));
    var lines = new StringBuilder("Client ID,Client Type,Number of Customers,Montly Target");
    lines.append(",Amount Collected,Unit Sold");
    for (Channel c : Channel.values()) {
      lines.append(',').append(c.header);
    }
    lines.append(",Number of Competition\n");
    var arms = new StringBuilder("client_id,arm,start_month\n");
    for (int c = 0; c < clients; c++) {
      if (cancelled.getAsBoolean()) {
        throw LiftgateException.failed("The simulation was cancelled.", null);
      }
      client(p, seed, c, lines, arms);
    }
    try {
      Files.createDirectories(folder);
      try (var found = Files.list(folder)) {
        if (found.findAny().isPresent()) {
          throw LiftgateException.input(
              Problem.of(
                  "folder",
                  folder.toString(),
                  "must be empty",
                  "Maybe name a folder that does not exist yet."));
        }
      }
      Files.writeString(folder.resolve("Campaign-Data.csv"), lines);
      if (p.offerShare() > 0) {
        Files.writeString(folder.resolve("ab_test.csv"), arms);
      }
      Files.writeString(folder.resolve("truth.json"), truth(p, scale, seed));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "The simulated files cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void client(
      ChannelsParameters p, long seed, int c, StringBuilder lines, StringBuilder arms) {
    Stream own = Stream.of(seed, Purpose.HOUSEHOLD, c);
    int type = type(own.uniform());
    double z = own.normal();
    double level = LEVELS[type] * StrictMath.exp(p.clientSpread() * z);
    boolean offered = Stream.of(seed, Purpose.ASSIGNMENT, c).uniform() < p.offerShare();
    int start = p.months() / 2 + 1;
    String id = String.format(Locale.ROOT, "ID-%06d", 100_000 + c);
    arms.append(id).append(',').append(offered ? 1 : 0).append(',').append(start).append('\n');
    Stream noise = Stream.of(seed, Purpose.NOISE, c);
    double e = noise.normal();
    var uses = new boolean[Channel.values().length];
    for (Channel k : Channel.values()) {
      uses[k.ordinal()] = Stream.of(seed, Purpose.AFFINITY, c, k.ordinal()).uniform() < k.users;
    }
    String head =
        "%s,%s,%d,%d,".formatted(id, TYPES[type], 500 + own.below(4_500), 50 + own.below(100));
    String competition = own.uniform() < 0.17 ? "High" : "Low";
    for (int t = 1; t <= p.months(); t++) {
      double season = 1 + 0.15 * StrictMath.sin(2 * StrictMath.PI * t / 12);
      double amount = 8e6 + level * season + p.noise() * e;
      var spends = new StringBuilder();
      for (Channel k : Channel.values()) {
        long x = uses[k.ordinal()] ? spend(p, seed, c, t, k, z, e) : 0;
        amount += k.effect(p) * x;
        spends.append(',').append(x);
      }
      amount += offered && t >= start ? p.offerEffect() : 0;
      long whole = Math.round(amount);
      lines.append(head).append(whole).append(',').append(Math.round(amount / 139_000));
      lines.append(spends).append(',').append(competition).append('\n');
      e =
          p.persistence() * e
              + StrictMath.sqrt(1 - p.persistence() * p.persistence()) * noise.normal();
    }
  }

  private static long spend(
      ChannelsParameters p, long seed, int c, int t, Channel k, double level, double noise) {
    Stream draw = Stream.of(seed, Purpose.CAMPAIGN_LINES, c, t, k.ordinal());
    if (draw.uniform() >= k.often) {
      return 0;
    }
    double log = p.selection() * level + p.feedback() * noise + 0.6 * draw.normal();
    return Math.round(k.amount * StrictMath.exp(log));
  }

  private static int type(double u) {
    double sum = 0;
    for (int i = 0; i < SHARES.length; i++) {
      sum += SHARES[i];
      if (u < sum) {
        return i;
      }
    }
    return SHARES.length - 1;
  }

  /** Amounts are linear in spends, so removing a channel changes them by slope times spend. */
  private static String truth(ChannelsParameters p, double scale, long seed) {
    List<String> rows = new ArrayList<>();
    for (Channel k : Channel.values()) {
      rows.add(estimand(k.word(), "slope", k.effect(p), "clients and months of the file", "any"));
    }
    if (p.offerShare() > 0) {
      rows.add(estimand("offer", "att", p.offerEffect(), "clients of the experiment", "clients"));
      rows.add(
          estimand("offer", "difference", p.offerEffect(), "clients of the experiment", "clients"));
    }
    var parameters = new ArrayList<String>();
    for (Map.Entry<String, Object> e : p.byName().entrySet()) {
      Object v = e.getValue();
      parameters.add("\"" + e.getKey() + "\": " + (v instanceof String ? "\"" + v + "\"" : v));
    }
    return """
    {
      "schema": "liftgate-truth/1",
      "simulator": "ingest.channels",
      "seed": %d,
      "scale": %s,
      "parameters": {%s},
      "estimands": [
        %s
      ]
    }
    """
        .formatted(seed, scale, String.join(", ", parameters), String.join(",\n    ", rows));
  }

  private static String estimand(
      String treatment, String term, double value, String target, String weights) {
    return ("{\"treatment\": \"%s\", \"outcome\": \"amount\", \"group_id\": null, \"term\": \"%s\","
            + " \"value\": %s, \"superpopulation\": %s, \"target\": \"%s\", \"weights\": \"%s\"}")
        .formatted(treatment, term, value, value, target, weights);
  }
}
