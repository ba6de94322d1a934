package org.liftgate.modeling.staggered;

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

/** A peer's figures beside ours, each with the peer's call and the relative difference. */
final class Figures {
  private record Row(String figure, String call, double theirs, double ours, double tolerance) {
    double difference() {
      return theirs == ours ? 0 : Math.abs(theirs - ours) / Math.max(Math.abs(theirs), 1e-300);
    }
  }

  private final JsonNode figures;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  Figures(String resource) {
    try (var in = Figures.class.getResourceAsStream("/golden/" + resource)) {
      figures = new ObjectMapper().readTree(in).get("figures");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode value(String figure) {
    return figures.get(figure).get("value");
  }

  List<String> names() {
    var names = new ArrayList<String>();
    figures.fieldNames().forEachRemaining(names::add);
    return names;
  }

  void leaveOut(String figure, String why) {
    leftOut.put(figure, why);
  }

  void compare(String figure, String what, JsonNode theirs, double ours, double tolerance) {
    assertThat(theirs.isNumber()).as(figure + " " + what).isTrue();
    String call = figures.get(figure).get("call").asText();
    rows.add(new Row(figure + " " + what, call, theirs.asDouble(), ours, tolerance));
  }

  /** Estimate and standard error; where the peer has no standard error, nor may we. */
  void compare(
      String figure, String what, JsonNode est, JsonNode se, Estimate ours, double tolerance) {
    switch (ours) {
      case Estimate.Value v -> {
        compare(figure, what + " est", est, v.value(), tolerance);
        compare(figure, what + " se", se, v.stdError(), tolerance);
      }
      case Estimate.Point p -> {
        compare(figure, what + " est", est, p.value(), tolerance);
        assertThat(se.isNull()).as(figure + " " + what + " has no standard error").isTrue();
      }
      case Estimate.Missing m -> throw new AssertionError(figure + " " + what + ": " + m);
    }
  }

  /** Prints the table and fails on any figure that is off, or neither compared nor left out. */
  void judge(List<String> expected) {
    rows.forEach(r -> System.out.printf("%-58s %.2e  %s%n", r.figure(), r.difference(), r.call()));
    leftOut.forEach((figure, why) -> System.out.printf("%-58s left out: %s%n", figure, why));
    assertThat(expected)
        .as("a figure is compared or left out with a reason")
        .isNotEmpty()
        .allMatch(
            f ->
                leftOut.containsKey(f)
                    || rows.stream().anyMatch(r -> r.figure().startsWith(f + " ")));
    assertThat(rows).allMatch(r -> r.difference() <= r.tolerance());
  }
}
