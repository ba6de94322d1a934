package org.liftgate.modeling.adjusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.adjusted.Worlds.Selection;
import org.liftgate.modeling.truth.Bars;
import org.liftgate.modeling.truth.MonteCarlo;
import org.liftgate.modeling.truth.MonteCarlo.Numbers;
import org.liftgate.modeling.verdict.Refuter;

/**
 * Where lists overlap and one score chooses them all: the difference in differences beside the
 * other lists is right when the level decides, the effect given history when the last weeks do, and
 * each shows its bias where the other is right. Nothing is right where weeks to come decide; then
 * what is tried against an estimate must not all pass. The profile {@code long} draws 2,000 times.
 */
class AgreementWorldsTest {
  private static final int DRAWS = Math.max(100, Integer.getInteger("liftgate.draws", 40));
  private static final double[] EFFECTS = {2, 1.2, 0, 1.6};

  private record Estimators(Worlds worlds) {
    Numbers of(Function<List<GroupSample>, UnitInfluence> estimator) {
      List<Estimate> found =
          Workers.all()
              .map(
                  DRAWS,
                  b -> {
                    var samples = worlds.samples(worlds.draw(b));
                    UnitInfluence e = estimator.apply(samples);
                    return new UnitInfluence(e.value() - worlds.truth(samples), e.byUnit())
                        .estimate("att");
                  });
      return (Numbers) MonteCarlo.summary(found, 0);
    }
  }

  private static Worlds worlds(Selection selection) {
    return new Worlds(500, selection, EFFECTS);
  }

  private static void sound(Numbers n) {
    assertThat(Bars.coverage(DRAWS).holds(n.coverage().value()))
        .as("coverage %s, bias %s SE", n.coverage(), n.bias())
        .isTrue();
    assertThat(Math.abs(n.bias().value())).isLessThan(0.1 + 3.29 * n.bias().error());
  }

  private static void biased(Numbers n) {
    assertThat(Math.abs(n.bias().value())).isGreaterThan(0.1 + 3.29 * n.bias().error());
  }

  @Test
  void levelDecides() {
    Worlds w = worlds(Selection.LEVEL);
    var by = new Estimators(w);
    sound(by.of(w::difference));
    biased(by.of(w::counted));
    biased(by.of(s -> w.history(s, true)));
  }

  @Test
  void theLastWeeksDecide() {
    Worlds w = worlds(Selection.HISTORY);
    var by = new Estimators(w);
    sound(by.of(s -> w.history(s, true)));
    biased(by.of(s -> w.history(s, false)));
    biased(by.of(w::difference));
  }

  @Test
  void theDifferenceOfDesignsHasItsJointError() {
    // By lot both designs are right, so their difference is centred at zero with that error.
    Worlds w = new Worlds(500, Selection.LEVEL, EFFECTS);
    List<Estimate> apart =
        Workers.all()
            .map(
                DRAWS,
                b -> {
                  var draw = w.draw(b);
                  var random = new java.util.SplittableRandom(b);
                  for (boolean[] list : draw.listed()) {
                    for (int i = list.length - 1; i > 0; i--) {
                      int j = random.nextInt(i + 1);
                      boolean swap = list[i];
                      list[i] = list[j];
                      list[j] = swap;
                    }
                  }
                  var samples = w.samples(draw);
                  return w.difference(samples).minus(w.history(samples, true)).estimate("apart");
                });
    sound((Numbers) MonteCarlo.summary(apart, 0));
  }

  @Test
  void weeksToComeDecideAndNothingPasses() {
    Worlds w = worlds(Selection.HIDDEN);
    int draws = Math.min(DRAWS, 200);
    List<Boolean> accepted =
        Workers.all()
            .map(
                draws,
                b -> {
                  var draw = w.draw(b);
                  var samples = w.samples(draw);
                  UnitInfluence did = w.difference(samples);
                  UnitInfluence apart = did.minus(w.history(samples, true));
                  boolean above =
                      did.estimate("att") instanceof Estimate.Value v && v.confLow() > 0;
                  boolean agrees = Math.abs(apart.value()) <= Refuter.AGREEMENT * apart.stdError();
                  boolean parallel = w.preTrend(draw).orElseThrow().pValue() >= Refuter.PRE_TREND_P;
                  return above && agrees && parallel;
                });
    assertThat(accepted).doesNotContain(true);
  }
}
