package org.liftgate.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalTest {
  private record Inner(Map<String, Integer> of) {}

  private record Outer(String name, List<Inner> parts, Optional<Double> level) {}

  @Test
  void mapsStandInOrderOfTheirKeysHoweverTheyAreWalked() {
    var one = new LinkedHashMap<String, Integer>();
    one.put("mailing", 1);
    one.put("entry", 2);
    var other = new LinkedHashMap<String, Integer>();
    other.put("entry", 2);
    other.put("mailing", 1);
    assertThat(text(one))
        .isEqualTo(text(other))
        .isEqualTo("Outer[name=x, parts=[Inner[of={entry=2, mailing=1}]], level=Optional[0.5]]");
    assertThat(text(one)).isNotEqualTo(text(Map.of("entry", 2, "mailing", 3)));
  }

  private static String text(Map<String, Integer> map) {
    return Canonical.text(new Outer("x", List.of(new Inner(map)), Optional.of(.5)));
  }
}
