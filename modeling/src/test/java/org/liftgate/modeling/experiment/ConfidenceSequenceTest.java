package org.liftgate.modeling.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.truth.Design;

class ConfidenceSequenceTest {
  private static final int PATHS = 1_000;
  private static final int LAST = 2_000;
  private static final ConfidenceSequence SEQUENCE = ConfidenceSequence.tightestAt(500, 0.05);

  /** Shares of paths on which the truth is missed at some look. */
  private record Missed(double sequence, double fixed) {}

  /** Two arms, skewed outcomes, a look after each subject from the 100th on. */
  private static Missed peeking() {
    int sequence = 0;
    int fixed = 0;
    for (int path = 0; path < PATHS; path++) {
      var random = Design.stream(path);
      var n = new double[2];
      var sum = new double[2];
      var squares = new double[2];
      boolean outside = false;
      boolean never = true;
      for (int i = 1; i <= LAST; i++) {
        int arm = i % 2;
        double y = -Math.log(1 - random.nextDouble());
        n[arm]++;
        sum[arm] += y;
        squares[arm] += y * y;
        if (i >= 100) {
          double se =
              Math.sqrt(squaredError(n, sum, squares, 0) + squaredError(n, sum, squares, 1));
          double gap = Math.abs(sum[1] / n[1] - sum[0] / n[0]);
          outside |= gap > SEQUENCE.halfWidth(se, i);
          never &= gap <= 1.96 * se;
        }
      }
      sequence += outside ? 1 : 0;
      fixed += never ? 0 : 1;
    }
    return new Missed((double) sequence / PATHS, (double) fixed / PATHS);
  }

  private static double squaredError(double[] n, double[] sum, double[] squares, int arm) {
    double mean = sum[arm] / n[arm];
    return (squares[arm] / n[arm] - mean * mean) / (n[arm] - 1);
  }

  @Test
  void holdsAtAllLooksWhereAFixedIntervalDoesNot() {
    Missed missed = peeking();
    assertThat(missed.sequence()).as("at most 5% and chance").isBetween(0.001, 0.073);
    assertThat(missed.fixed()).as("fixed 95% intervals, looked at often").isGreaterThan(0.25);
  }

  @Test
  void boundaryIsTheNormalMixture() {
    double n = 321;
    double rho2 = SEQUENCE.rho2();
    double howard = Math.sqrt((n + 1 / rho2) * Math.log((n + 1 / rho2) * rho2 / (0.05 * 0.05))) / n;
    assertThat(SEQUENCE.halfWidth(1 / Math.sqrt(n), n)).isCloseTo(howard, within(1e-12));
  }

  @Test
  void tightestWhereItWasTuned() {
    double at = SEQUENCE.halfWidth(1, 500);
    for (double tuned : new double[] {100, 250, 1_000, 4_000}) {
      assertThat(ConfidenceSequence.tightestAt(tuned, 0.05).halfWidth(1, 500)).isGreaterThan(at);
    }
  }

  @Test
  void pValueIsWhereTheIntervalTouchesZero() {
    double p = SEQUENCE.pValue(3.2, 1, 700);
    double half = new ConfidenceSequence(p, SEQUENCE.rho2()).halfWidth(1, 700);
    assertThat(half).isCloseTo(3.2, within(1e-9));
    assertThat(SEQUENCE.pValue(0, 1, 700)).isEqualTo(1);
  }

  @Test
  void standsBesideAnEstimate() {
    var fixed = new StudentT(100).value("ate", 1, 0.2);
    var wide = SEQUENCE.at(fixed, 400).orElseThrow();
    assertThat(wide.confLow()).isLessThan(fixed.confLow());
    assertThat(wide.pValue()).isGreaterThan(fixed.pValue());
    assertThat(SEQUENCE.at(new Estimate.Missing("ate", Reason.NO_ROWS, ""), 400)).isEmpty();
  }
}
