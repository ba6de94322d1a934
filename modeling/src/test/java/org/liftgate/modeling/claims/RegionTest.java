package org.liftgate.modeling.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.modeling.claims.Region.Status;

class RegionTest {
  private static final Region POSITIVE = Region.between(0, Double.POSITIVE_INFINITY);

  private static Status judge(Region region, double low, double high) {
    var value = new Estimate.Value("att", (low + high) / 2, (high - low) / 4, 100, .1, low, high);
    return region.judge(Optional.of(value), "", Grade.QUASI_EXPERIMENTAL).status();
  }

  @Test
  void anIntervalInsideOutsideOrAcross() {
    assertThat(judge(POSITIVE, .1, 2)).isEqualTo(Status.STANDS);
    assertThat(judge(POSITIVE, -2, -.1)).isEqualTo(Status.DOES_NOT_STAND);
    assertThat(judge(POSITIVE, -1, 2)).isEqualTo(Status.CANNOT_BE_JUDGED);
    assertThat(judge(POSITIVE, -1, 0)).isEqualTo(Status.DOES_NOT_STAND);
  }

  @Test
  void aStatedFigureNeedsAnIntervalThatLeavesOutNoEffect() {
    var figure = Region.exactly(21);
    assertThat(judge(figure, 2.7, 6.4)).isEqualTo(Status.DOES_NOT_STAND);
    assertThat(judge(figure, 18, 25)).isEqualTo(Status.STANDS);
    assertThat(judge(figure, -30, 40)).isEqualTo(Status.CANNOT_BE_JUDGED);
  }

  @Test
  void nothingEstimatedAndAssociationsJudgeNothing() {
    assertThat(POSITIVE.judge(Optional.empty(), "arms are too small", Grade.ADJUSTED))
        .isEqualTo(new Region.Judgement(Status.CANNOT_BE_JUDGED, "arms are too small"));
    var value = new Estimate.Value("att", 3, .1, 100, 0, 2.8, 3.2);
    assertThat(POSITIVE.judge(Optional.of(value), "", Grade.ASSOCIATIONAL).status())
        .isEqualTo(Status.CANNOT_BE_JUDGED);
  }

  @Property
  void noIntervalMakesASentenceAndItsOppositeStand(
      @ForAll @DoubleRange(min = -9, max = 9) double low,
      @ForAll @DoubleRange(min = 0, max = 9) double width,
      @ForAll @DoubleRange(min = -9, max = 9) double border) {
    var above = judge(Region.between(border, Double.POSITIVE_INFINITY), low, low + width);
    var below = judge(Region.between(Double.NEGATIVE_INFINITY, border), low, low + width);
    assertThat(above == Status.STANDS && below == Status.STANDS).isFalse();
    assertThat(above == Status.STANDS).isEqualTo(below == Status.DOES_NOT_STAND && low > border);
  }
}
