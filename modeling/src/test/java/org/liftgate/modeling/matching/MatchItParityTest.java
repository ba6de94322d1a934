package org.liftgate.modeling.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.panel.Csv;

/** Matched sets, effects and balance of MatchIt 4.7.2: the same pairs, figures to 1e-8 relative. */
class MatchItParityTest {
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4");

  private final Csv data = Csv.resource("matching.csv");
  private final double[][] x = NAMES.stream().map(data::doubles).toArray(double[][]::new);
  private final byte[] treated = data.flags("t");
  private final double[] outcome = data.doubles("y");
  private final LogitFit fit = (LogitFit) Logit.fit(LogitDesign.of(x, treated), Workers.of(1));

  private double[] score(Scale scale) {
    return scale == Scale.LOGIT ? fit.linearPredictor() : fit.probabilities();
  }

  @ParameterizedTest
  @CsvSource({
    "matchit.ps.norepl.largest, SCORE, LARGEST, false, 1",
    "matchit.ps.norepl.data, SCORE, DATA, false, 1",
    "matchit.ps.norepl.smallest, SCORE, SMALLEST, false, 1",
    "matchit.ps.norepl.closest, SCORE, CLOSEST, false, 1",
    "matchit.ps.repl, SCORE, LARGEST, true, 1",
    "matchit.logit.norepl.largest, LOGIT, LARGEST, false, 1",
    "matchit.logit.repl, LOGIT, LARGEST, true, 1",
    "matchit.ps.k2, SCORE, LARGEST, false, 2",
  })
  void figures(String figure, Scale scale, Order order, boolean replace, int ratio)
      throws IOException {
    JsonNode theirs = read().get(figure).get("value");
    Matches m =
        NearestNeighbour.DEFAULT
            .withOrder(order)
            .withReplacement(replace)
            .withRatio(ratio)
            .match(score(scale), treated, new int[0]);
    pairs(m, theirs);
    close(m.caliper(), theirs.get("caliper").asDouble());
    assertThat(m.treated().length - m.matched()).isEqualTo(theirs.get("unmatched").asInt());
    double[] differences = first(m).differences(outcome);
    double mean = Arrays.stream(differences).average().orElseThrow();
    close(mean, theirs.get("att").asDouble());
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double g = differences.length;
    close(Math.sqrt(squares / (g - 1) / g), theirs.get("att_paired_se").asDouble());
    balance(scale, m.weights(outcome.length), theirs);
  }

  /** Of a ratio of two the peer's figures list, and estimate from, the first control only. */
  private static Matches first(Matches m) {
    int[] controls = new int[m.treated().length];
    Arrays.setAll(controls, i -> m.control(i, 0));
    return new Matches(m.treated(), controls, 1, m.caliper());
  }

  private void pairs(Matches m, JsonNode theirs) {
    var treatedIds = new ArrayList<Integer>();
    var controlIds = new ArrayList<Integer>();
    for (int i = 0; i < m.treated().length; i++) {
      if (m.control(i, 0) >= 0) {
        treatedIds.add(m.treated()[i] + 1);
        controlIds.add(m.control(i, 0) + 1);
      }
    }
    assertThat(treatedIds).isEqualTo(ints(theirs.get("treated_id")));
    assertThat(controlIds).isEqualTo(ints(theirs.get("control_id")));
    assertThat(treatedIds).hasSize(theirs.get("pairs").asInt());
  }

  private void balance(Scale scale, double[] weights, JsonNode theirs) {
    var columns = new java.util.LinkedHashMap<String, double[]>();
    columns.put("distance", score(scale));
    NAMES.forEach(n -> columns.put(n, data.doubles(n)));
    double[] flat = new double[outcome.length];
    Arrays.fill(flat, 1);
    for (Map.Entry<String, double[]> column : columns.entrySet()) {
      String name = column.getKey();
      Balance before = Balance.of(name, column.getValue(), treated, flat);
      Balance after = Balance.of(name, column.getValue(), treated, weights);
      close(before.standardised().orElseThrow(), theirs.get("smd_before").get(name).asDouble());
      close(after.standardised().orElseThrow(), theirs.get("smd_after").get(name).asDouble());
      JsonNode ratio = theirs.get("var_ratio_after").get(name);
      if (ratio.isNull()) {
        assertThat(after.varianceRatio()).isEmpty();
      } else {
        close(after.varianceRatio().orElseThrow(), ratio.asDouble());
      }
    }
  }

  @Test
  void deviationsAndKolmogorov() throws IOException {
    JsonNode ps = read().get("ps").get("value");
    close(Deviation.ALL.of(score(Scale.SCORE), treated), ps.get("sd_ps").asDouble());
    close(Deviation.ALL.of(score(Scale.LOGIT), treated), ps.get("sd_lp").asDouble());
    double[] flat = new double[outcome.length];
    Arrays.fill(flat, 1);
    Balance score = Balance.of("score", score(Scale.SCORE), treated, flat);
    close(score.kolmogorov(), read().at("/ks.ps/value/D").asDouble());
  }

  /** Figures of matching.json that other tests compare, or none, with the reason. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "logit.glm", "LogitParityTest",
          "ps", "here and LogitParityTest",
          "ipw.att", "WeightingTest",
          "ks.ps", "here; its p (printed as 0) is left out: balance is not judged by p-values",
          "welch", "left out here: a difference of means belongs to experiments",
          "Matching.Match.ties",
              "left out: averages all controls within a tolerance of 1e-5 of the nearest squared"
                  + " distance, which is not offered");

  @Test
  void noFigureIsForgotten() throws IOException {
    var names = new ArrayList<String>();
    read().fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .allMatch(n -> n.startsWith("matchit.") || ELSEWHERE.containsKey(n))
        .hasSize(8 + ELSEWHERE.size());
    ELSEWHERE.forEach((name, where) -> System.out.printf("%-22s %s%n", name, where));
  }

  /** An absolute slack for differences of means that are zero but for rounding. */
  private static void close(double ours, double theirs) {
    assertThat(ours).isCloseTo(theirs, within(1e-8 * Math.abs(theirs) + 1e-13));
  }

  private static List<Integer> ints(JsonNode array) {
    var out = new ArrayList<Integer>();
    array.forEach(v -> out.add(v.asInt()));
    return out;
  }

  private static JsonNode read() throws IOException {
    try (var in = MatchItParityTest.class.getResourceAsStream("/golden/matching.json")) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }
}
