package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.LiftgateException;

class SweepTest {
  private static Map<String, String> two() {
    var given = new LinkedHashMap<String, String>();
    given.put("b", "1,2");
    given.put("a", "x, y ,z");
    return given;
  }

  @Test
  void everyCombinationTheLastFastest() {
    var sweep = Sweep.of(two(), Map.of("c", "3"));
    assertThat(sweep.points().stream().map(sweep::words))
        .containsExactly("b=1, a=x", "b=1, a=y", "b=1, a=z", "b=2, a=x", "b=2, a=y", "b=2, a=z");
  }

  @Test
  void allThatIsWrongAtOnce() {
    var given = two();
    given.put("d", "1,,2");
    given.put("e", "1,1");
    assertThatThrownBy(() -> Sweep.of(given, Map.of("a", "x")))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(3))
        .hasMessageContaining("--sweep d (1,,2) must be values separated by single commas")
        .hasMessageContaining("--sweep e (1,1) must name each value once")
        .hasMessageContaining("--sweep a (x, y ,z) cannot be swept and set to x at once");
  }

  @Test
  void tooManyRunsAreRefused() {
    String many = IntStream.range(0, 15).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThatThrownBy(() -> Sweep.of(Map.of("a", many, "b", many), Map.of()))
        .hasMessageContaining("--sweep (225) must be at most 200 runs");
  }
}
