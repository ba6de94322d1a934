package org.liftgate.modeling.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class OverlapGateTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("group_id", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("score", Type.DOUBLE));
  private static final OverlapGate.Parameters ASKED =
      new OverlapGate.Parameters("score", "treated", 0.5, 0.9);

  @TempDir Path folder;

  private List<Gate.Outcome> check(List<String> by, List<? extends List<?>> rows) {
    try (var context = new TestContext(folder)) {
      context.engine().define(Table.named("scores").rows(SCHEMA, rows).build());
      var gate =
          new Gate("overlap", "modeling.overlap", "scores", Gate.Severity.FAIL, by, ASKED, true);
      return new OverlapGate().check(ASKED, gate, context);
    }
  }

  @Test
  void eachGroupIsJudgedByItself() {
    var outcomes =
        check(
            List.of("group_id"),
            List.of(
                List.of(1L, true, 0.6),
                List.of(1L, true, 0.4),
                List.of(1L, false, 0.5),
                List.of(1L, false, 0.3),
                List.of(2L, true, 0.99),
                List.of(2L, false, 0.01)));
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0).group()).isEqualTo(Optional.of("1"));
    assertThat(outcomes.get(0).passed()).isTrue();
    assertThat(outcomes.get(0).measure()).isEqualTo(1.0);
    assertThat(outcomes.get(1).passed()).isFalse();
    assertThat(outcomes.get(1).message())
        .isEqualTo(
            "0% of 2 units score between .1 and .9 (at least 50%), and the score tells the arms"
                + " apart with probability 1.00 (at most 0.90).");
  }

  @Test
  void separatedArmsFailHoweverManyScoresLieInside() {
    var outcomes = check(List.of(), List.of(List.of(1L, true, 0.8), List.of(1L, false, 0.2)));
    assertThat(outcomes.get(0).measure()).isEqualTo(1.0);
    assertThat(outcomes.get(0).passed()).isFalse();
  }

  @Test
  void missingScoresAndEmptyArmsAreSaid() {
    var missing = check(List.of(), List.of(java.util.Arrays.asList(1L, true, null)));
    assertThat(missing.get(0).message()).isEqualTo("1 of 1 units have no score between 0 and 1.");
    var empty = check(List.of(), List.of(List.of(1L, true, 0.5)));
    assertThat(empty.get(0).message())
        .isEqualTo("1 treated and 0 comparison units: there is nothing to overlap.");
  }
}
