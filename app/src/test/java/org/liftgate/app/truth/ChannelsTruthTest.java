package org.liftgate.app.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.store.Json;
import org.liftgate.ingest.simulate.channels.ChannelsParameters;
import org.liftgate.ingest.simulate.channels.ChannelsSimulator;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.linear.LinearSample.Effect;

/**
 * The defended slope of mix-regression (client and month effects, clustered by client) on many
 * files of its simulator: 124 clients, 24 months. Few files in CI, 2,000 with the profile "long".
 */
class ChannelsTruthTest {
  private static final boolean LONG = Integer.getInteger("liftgate.draws", 40) >= 2000;
  private static final int FILES = LONG ? 2_000 : 100;
  private static final Map<String, String> HEADERS =
      Map.of(
          "email", "Campaign (Email)",
          "flyer", "Campaign (Flyer)",
          "phone", "Campaign (Phone)",
          "contact_1", "Sales Contact 1",
          "contact_2", "Sales Contact 2",
          "contact_3", "Sales Contact 3",
          "contact_4", "Sales Contact 4",
          "contact_5", "Sales Contact 5");
  private static final List<String> NAMES = HEADERS.keySet().stream().sorted().toList();

  @TempDir Path temp;

  /** What is summed over files about one slope. */
  private static final class Tally {
    int held;
    int apart;
    double sum;
    double squares;
    double error;

    double mean() {
      return sum / FILES;
    }

    double spread() {
      return Math.sqrt((squares - FILES * mean() * mean()) / (FILES - 1));
    }

    double coverage() {
      return (double) held / FILES;
    }
  }

  private Map<String, Tally> tally(ChannelsParameters p, long first, boolean effects)
      throws IOException {
    Map<String, Tally> out = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      Path folder = temp.resolve(Long.toString(first + i));
      new ChannelsSimulator().simulate(p, 0.1, first + i, folder, () -> false);
      Map<String, Double> truth = new HashMap<>();
      for (JsonNode e :
          Json.parse(Files.readString(folder.resolve("truth.json")), "truth").path("estimands")) {
        truth.put(e.path("treatment").asText(), e.path("value").asDouble());
      }
      for (Estimate e : fit(folder.resolve("Campaign-Data.csv"), effects)) {
        if (e instanceof Estimate.Value v && truth.containsKey(v.term())) {
          double t = truth.get(v.term());
          Tally own = out.computeIfAbsent(v.term(), _ -> new Tally());
          own.held += v.confLow() <= t && t <= v.confHigh() ? 1 : 0;
          own.apart += v.pValue() < 0.05 ? 1 : 0;
          own.sum += v.value() - t;
          own.squares += (v.value() - t) * (v.value() - t);
          own.error += v.stdError() / FILES;
        }
      }
    }
    return out;
  }

  private static List<Estimate> fit(Path file, boolean effects) throws IOException {
    var format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).build();
    List<CSVRecord> rows;
    try (var parser = format.parse(Files.newBufferedReader(file))) {
      rows = parser.getRecords();
    }
    Map<String, Integer> clients = new HashMap<>();
    int[] client = new int[rows.size()];
    int[] month = new int[rows.size()];
    int[] seen = new int[rows.size()];
    for (int i = 0; i < client.length; i++) {
      client[i] = clients.computeIfAbsent(rows.get(i).get("Client ID"), _ -> clients.size());
      month[i] = seen[client[i]]++;
    }
    double[][] x = NAMES.stream().map(n -> column(rows, HEADERS.get(n))).toArray(double[][]::new);
    var sample =
        new LinearSample(
                column(rows, "Amount Collected"),
                NAMES,
                x,
                !effects,
                new double[0],
                List.of(),
                Map.of())
            .withCluster("unit", client);
    return new LinearRegression(Covariance.cluster("unit"))
        .keepingSingletons()
        .fit(
            effects
                ? sample.withEffects(new Effect("client", client), new Effect("month", month))
                : sample)
        .estimates();
  }

  private static double[] column(List<CSVRecord> rows, String name) {
    return rows.stream().mapToDouble(r -> Double.parseDouble(r.get(name))).toArray();
  }

  /**
   * Bias below .1 of the spread and size 3 to 7% in the long form. Coverage of 93 to 97% and errors
   * within 5% of the spread are missed for channels few clients use (contact 4: .921 and .915 over
   * 2,000 files), a known shortfall of plain clustering; CR2 mends the coverage. The bounds here
   * keep it from growing; the short form takes the central 99.9% binomial interval.
   */
  @Test
  void slopesWithinClientsAreUnbiasedAndCovered() throws IOException {
    Map<String, Tally> found = tally(ChannelsParameters.defaults(), 500_000, true);
    assertThat(found).hasSize(8);
    found.forEach(
        (name, t) -> {
          System.out.printf(
              "%s: bias %.3f of the spread, mean error / spread %.3f, coverage %.3f of %d%n",
              name, t.mean() / t.spread(), t.error / t.spread(), t.coverage(), FILES);
          assertThat(t.coverage()).as(name).isBetween(LONG ? 0.90 : 0.87, LONG ? 0.97 : 1.0);
          assertThat(Math.abs(t.mean()) / t.spread()).as(name).isLessThan(LONG ? 0.1 : 0.33);
          assertThat(t.error / t.spread())
              .as(name)
              .isBetween(LONG ? 0.88 : 0.75, LONG ? 1.05 : 1.3);
        });
    double size = (double) found.get("phone").apart / FILES;
    System.out.printf("phone, which does nothing: told from 0 in %.3f%n", size);
    assertThat(size).isBetween(LONG ? 0.03 : 0, LONG ? 0.07 : 0.13);
  }

  /** What the design is for: without client effects spends that follow a client's level mislead. */
  @Test
  void aRegressionThatComparesClientsShowsItsBiasAndSpendsThatFollowNoiseBreakBoth()
      throws IOException {
    Map<String, Tally> between = tally(ChannelsParameters.defaults(), 600_000, false);
    assertThat(between.get("contact_2").coverage()).isLessThan(0.7);
    var following =
        new ChannelsParameters(1, "phone", 0.5, 0.5, 0.4, 0.6, 2_000_000, 24, 500_000, 0.5);
    Map<String, Tally> broken = tally(following, 700_000, true);
    System.out.printf(
        "contact 2: coverage %.2f between clients, %.2f where spends follow noise%n",
        between.get("contact_2").coverage(), broken.get("contact_2").coverage());
    assertThat(broken.get("contact_2").coverage()).isLessThan(0.5);
  }
}
