package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liftgate.kernel.Estimate;

/** Figures of a peer beside ours: each with the peer's call and the relative difference. */
final class ParityTable {
  private record Row(String figure, String call, double theirs, double ours, double tolerance) {
    double difference() {
      return theirs == ours ? 0 : Math.abs(theirs - ours) / Math.abs(theirs);
    }
  }

  private final JsonNode figures;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  ParityTable(String file) {
    try (var in = ParityTable.class.getResourceAsStream("/golden/" + file)) {
      figures = new ObjectMapper().readTree(in).get("figures");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void compare(String figure, String at, double ours) {
    compare(figure, at, ours, 1e-8);
  }

  void compare(String figure, String at, double ours, double tolerance) {
    JsonNode node = figures.get(figure);
    JsonNode value = node.at("/value" + (at.isEmpty() ? "" : "/" + at));
    assertThat(value.isNumber()).as(figure + " " + at).isTrue();
    String call = node.get("call").asText();
    rows.add(new Row(figure + " " + at, call, value.asDouble(), ours, tolerance));
  }

  boolean has(String figure, String at) {
    return figures.get(figure).at("/value/" + at).isNumber();
  }

  /** Everything the peer says about a coefficient. */
  void coefficient(String figure, String at, Estimate.Value ours) {
    compare(figure, (at.isEmpty() ? "" : at + "/") + "est", ours.value());
    compare(figure, (at.isEmpty() ? "" : at + "/") + "se", ours.stdError());
    compare(figure, (at.isEmpty() ? "" : at + "/") + "t", ours.statistic());
    compare(figure, (at.isEmpty() ? "" : at + "/") + "p", ours.pValue());
    if (has(figure, (at.isEmpty() ? "" : at + "/") + "lo")) {
      compare(figure, (at.isEmpty() ? "" : at + "/") + "lo", ours.confLow());
      compare(figure, (at.isEmpty() ? "" : at + "/") + "hi", ours.confHigh());
    }
  }

  void leaveOut(String figure, String why) {
    leftOut.put(figure, why);
  }

  void leaveOutAll(String prefix, String why) {
    figures
        .fieldNames()
        .forEachRemaining(
            f -> {
              if (f.startsWith(prefix)) {
                leftOut.put(f, why);
              }
            });
  }

  /** Prints the table; fails on a figure that differs or that nobody looked at. */
  void judge() {
    for (Row row : rows) {
      System.out.printf("%-56s %.1e  %s%n", row.figure(), row.difference(), row.call());
    }
    leftOut.forEach((figure, why) -> System.out.printf("%-56s left out: %s%n", figure, why));
    System.out.printf(
        "%d figures compared, greatest relative difference %.1e%n",
        rows.size(), rows.stream().mapToDouble(Row::difference).max().orElse(0));
    var named = new ArrayList<String>();
    figures.fieldNames().forEachRemaining(named::add);
    assertThat(named)
        .as("a figure is compared or left out with a reason")
        .allMatch(
            f ->
                leftOut.containsKey(f)
                    || rows.stream().anyMatch(r -> r.figure().startsWith(f + " ")));
    assertThat(rows).allMatch(row -> row.difference() <= row.tolerance());
  }
}
