package org.liftgate.modeling.forest.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;

/**
 * Beside grf 2.6.1 on 2,000 rows of {@code golden/cate.csv}, 2,000 trees. Both forests are random
 * and neither grows the other's trees: averages agree within a standard error, projections and
 * ranks within 3. Effects are further from the truth here than grf's by 3% (.1705 against .1653,
 * over seeds); 5% are allowed.
 */
class GrfGoldenTest {
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4", "x5");
  private static final int SEEDS = 2;

  private record Data(CausalSample sample, double[] tau) {}

  private static Data data() throws IOException {
    try (var in = GrfGoldenTest.class.getResourceAsStream("/golden/cate.csv");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      double[][] rows =
          reader
              .lines()
              .skip(1)
              .map(l -> List.of(l.split(",")).stream().mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      double[][] columns =
          IntStream.range(0, 8)
              .mapToObj(k -> IntStream.range(0, rows.length).mapToDouble(i -> rows[i][k]).toArray())
              .toArray(double[][]::new);
      double[][] x = List.of(columns).subList(0, 5).toArray(double[][]::new);
      return new Data(CausalSample.of(NAMES, x, columns[5], columns[6]), columns[7]);
    }
  }

  private static JsonNode figures() throws IOException {
    try (var in = GrfGoldenTest.class.getResourceAsStream("/golden/grf.json")) {
      return new ObjectMapper().readTree(in).get("figures");
    }
  }

  private static void near(Estimate estimate, double value, double error, double errors) {
    var v = (Estimate.Value) estimate;
    assertThat(v.value()).as(v.term()).isCloseTo(value, within(errors * error));
    assertThat(v.stdError() / error).as("error of " + v.term()).isBetween(0.8, 1.25);
  }

  @Test
  void figuresOfGrf() throws IOException {
    Data d = data();
    JsonNode grf = figures();
    JsonNode ate = grf.get("grf.ate").get("value");
    double off = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      var f = (CausalEffects) new CausalForest(2_000, 5, seed, Workers.all()).fit(d.sample());
      double squares = 0;
      for (int i = 0; i < d.tau().length; i++) {
        squares += Math.pow(f.effects().values()[i] - d.tau()[i], 2);
      }
      off += Math.sqrt(squares / d.tau().length) / SEEDS;
      if (seed == 1) {
        averages(DoublyRobust.of(f), grf);
      }
    }
    assertThat(off).as("RMSE").isLessThanOrEqualTo(1.05 * ate.get("rmse_cate").asDouble());
  }

  private static void averages(DoublyRobust robust, JsonNode grf) {
    JsonNode ate = grf.get("grf.ate").get("value");
    JsonNode att = ate.get("att");
    near(robust.ate(), ate.get("ate").asDouble(), ate.get("se").asDouble(), 1);
    near(robust.att(), att.get("estimate").asDouble(), att.get("std.err").asDouble(), 1);
    JsonNode blp = grf.get("grf.blp").get("value");
    var projection = robust.projection(NAMES, robust.forest().sample().features());
    for (Estimate e : projection) {
      JsonNode theirs = blp.get(e.term());
      near(e, theirs.get("est").asDouble(), theirs.get("se").asDouble(), 3);
    }
    JsonNode rate = grf.get("grf.rate").get("value");
    var ours = (Estimate.Value) new RankTest(5).of(robust).get(0);
    double joint = Math.hypot(ours.stdError(), rate.get("se").asDouble());
    assertThat(ours.value()).isCloseTo(rate.get("est").asDouble(), within(3 * joint));
  }
}
