package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.app.selftest.SelfTest;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.truth.TruthCase;
import org.liftgate.modeling.truth.TwoArmPanel;

class SelftestVerbTest {
  @Test
  void casesThatAreAskedForAreJudged() {
    var node =
        InProcess.call("selftest", "--only", "did, cluster", "--json").exits(0).json("selftest");
    assertThat(node.path("ok").asBoolean()).isTrue();
    assertThat(node.path("cases").findValuesAsText("expected")).contains("identified", "refused");
    var text = InProcess.call("selftest", "--only", "did, cluster").exits(0).out();
    assertThat(text).contains("too few clusters").contains("show what they must");
    assertThat(text.lines()).allMatch(l -> l.length() <= 100);
  }

  @Test
  void anEstimatorThatLiesIsFoundOut() {
    var off =
        TruthCase.identified(
            "off by a tenth",
            TwoArmPanel.of(60, 60, 0),
            "att",
            _ -> (Estimate) new Estimate.Value("att", .1, .01, 50, .001, .08, .12));
    var shown = new SelfTest(50, 1, Workers.of(1)).run(List.of(off), _ -> {});
    assertThat(shown.getFirst().failures()).anyMatch(f -> f.startsWith("coverage is"));
  }

  @Test
  void aTextThatFitsNoCaseIsAUsageError() {
    assertThat(InProcess.call("selftest", "--only", "nothing").exits(2).err())
        .contains("--only (nothing) fits no case");
  }
}
