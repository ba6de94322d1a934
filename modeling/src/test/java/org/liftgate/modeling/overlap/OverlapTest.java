package org.liftgate.modeling.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OverlapTest {

  @Test
  void aScoreThatSeparatesTheArmsHasAnAreaOfOne() {
    var o =
        Overlap.of(
            new double[] {0.02, 0.05, 0.3, 0.95, 0.97},
            new boolean[] {false, false, false, true, true});
    assertThat(o.auc()).isEqualTo(1);
    assertThat(o.share()).isCloseTo(0.2, within(1e-12));
    assertThat(o.treated()).isEqualTo(2);
  }

  @Property
  void theAreaCountsPairsAndTurnsAroundWithTheArms(
      @ForAll @Size(min = 2, max = 30) List<@DoubleRange(min = 0, max = 1) Double> scores) {
    double[] score = scores.stream().mapToDouble(s -> Math.round(s * 10) / 10.0).toArray();
    var treated = new boolean[score.length];
    var turned = new boolean[score.length];
    for (int i = 0; i < score.length; i++) {
      treated[i] = i % 2 == 0;
      turned[i] = !treated[i];
    }
    double auc = Overlap.of(score, treated).auc();
    assertThat(auc).isCloseTo(pairs(score, treated), within(1e-12));
    assertThat(auc + Overlap.of(score, turned).auc()).isCloseTo(1, within(1e-12));
  }

  @Test
  void anEmptyArmIsNoOverlap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overlap.of(new double[] {0.5}, new boolean[] {true}));
  }

  private static double pairs(double[] score, boolean[] treated) {
    double won = 0;
    double all = 0;
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; j < score.length; j++) {
        if (treated[i] && !treated[j]) {
          won += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
          all++;
        }
      }
    }
    return won / all;
  }
}
