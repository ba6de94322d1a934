package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Table;

/** Offered depth where stores discount by commodity and week, from raw files to verdicts. */
class DepthIT {
  @TempDir Path folder;

  /** The artifacts of a run over a simulated retailer of six stores. */
  private Path run(String until, String... switches) {
    var product = new Product(folder.resolve("home"));
    var call =
        new ArrayList<>(
            List.of("run", "retail-promotions", "--scale", "0.06", "--until", until, "--json"));
    for (String s : List.of("deals=true", "stores=6")) {
      call.addAll(List.of("--set", s));
    }
    for (String s : switches) {
      call.addAll(List.of("--set", s));
    }
    String id = product.call(call.toArray(String[]::new)).exits(0).json("run").path("run").asText();
    return folder.resolve("home/runs").resolve(id).resolve("artifacts");
  }

  /** Rows by outcome and term, numbers as doubles. */
  private Map<String, Map<String, Object>> rows(Path artifacts, String table) {
    try (var session =
        ServiceLoader.load(Engine.class)
            .findFirst()
            .orElseThrow()
            .open(new Engine.Settings(folder.resolve("spill"), 400L << 20, 2))) {
      session.view(table, artifacts.resolve(table + ".parquet"));
      Table read = session.read(table);
      var rows = new HashMap<String, Map<String, Object>>();
      IntStream.range(0, read.rows())
          .mapToObj(
              i -> {
                var row = new HashMap<String, Object>();
                read.schema().names().forEach(c -> row.put(c, read.column(c).boxed(i)));
                return row;
              })
          .filter(r -> "depth".equals(r.get("treatment")))
          .forEach(r -> rows.put(r.get("outcome") + " " + r.get("term"), r));
      return rows;
    }
  }

  @Test
  void effectsStandBesideTheTruthAndTheOwnShareBesideThem() {
    Path artifacts = run("depth", "causal_data=true");
    var estimates = rows(artifacts, "estimates_depth");
    var truth = rows(artifacts, "truth");
    for (String outcome : List.of("units", "base_value", "sales")) {
      for (String term : List.of("per_point", "bin(0,10]", "bin(10,20]", "bin(20,100]")) {
        double value = number(truth, outcome + " " + term + "-regular", "value");
        for (String given : List.of("", "-given-features")) {
          String row = outcome + " " + term + "-regular" + given;
          double distance = number(estimates, row, "estimate") - value;
          assertThat(Math.abs(distance) / number(estimates, row, "std_error"))
              .as(row + " in standard errors of few stores")
              .isLessThan(6);
        }
      }
      double own = number(estimates, outcome + " own_share-regular", "estimate");
      assertThat(own).isGreaterThan(10 * number(truth, outcome + " per_point-regular", "value"));
      assertThat(estimates.get(outcome + " own_share-regular"))
          .containsEntry("grade", "associational");
    }
    double truly = number(truth, "units per_point-regular", "value");
    assertThat(number(estimates, "units per_point-regular", "estimate") / truly)
        .isBetween(0.75, 1.25);
    assertThat(estimates.get("units per_point-regular").get("vcov").toString())
        .contains("small-sample: 6 clusters");
  }

  private static double number(Map<String, Map<String, Object>> rows, String row, String column) {
    assertThat(rows).containsKey(row);
    assertThat(rows.get(row).get(column)).as(row + " " + column).isInstanceOf(Double.class);
    return (Double) rows.get(row).get(column);
  }

  @Test
  void whereDealsFollowWhatNobodySeesNothingIsAccepted() {
    Path artifacts = run("verdict", "selection=hidden");
    var verdicts = rows(artifacts, "verdicts");
    assertThat(verdicts).hasSize(3 * (4 + 4));
    assertThat(verdicts.values()).noneMatch(v -> "accept".equals(v.get("verdict")));
    assertThat(verdicts.get("units per_point-regular").get("reasons").toString())
        .contains("degrees of freedom");
    Map<String, Object> given = verdicts.get("units per_point-regular-given-features");
    assertThat(given).containsEntry("verdict", "not-estimable");
    assertThat(given.get("reasons").toString()).contains("causal_data.csv");
  }
}
