package org.liftgate.modeling.adjusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.adjusted.Worlds.Selection;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.refute.Placebos;
import org.liftgate.modeling.refute.Windows;

/** Running sums give what regressions over the rows give. */
class EventsFromSumsTest {
  private static final Worlds WORLD = new Worlds(300, Selection.LEVEL, new double[] {2, 1, 0, 1.5});

  private static Panel panel(Worlds.Draw draw) {
    int weeks = Worlds.PRE + Worlds.POST;
    int n = 4 * 300 * weeks;
    int[] group = new int[n];
    int[] unit = new int[n];
    int[] period = new int[n];
    byte[] treated = new byte[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      group[i] = i / (300 * weeks);
      unit[i] = i / weeks % 300;
      period[i] = i % weeks - Worlds.PRE;
      treated[i] = (byte) (draw.listed()[group[i]][unit[i]] ? 1 : 0);
      y[i] = draw.sales()[unit[i]][WORLD.start(group[i]) + period[i]];
    }
    return new Panel(group, unit, period, treated, y);
  }

  @Test
  void eventsAreThoseOfTheStackedRegression() {
    Worlds.Draw draw = WORLD.draw(5);
    var fit =
        (PanelFit.Solved)
            new EventStudy(Covariance.cluster("unit"), -1)
                .withMinClusters(50)
                .with(Workers.of(1))
                .stacked(panel(draw));
    int[] weeks = IntStream.range(-Worlds.PRE, Worlds.POST).filter(w -> w != -1).toArray();
    List<UnitInfluence> events =
        WORLD.windows(draw).events(weeks, -1).stream().map(Optional::orElseThrow).toList();
    for (int k = 0; k < weeks.length; k++) {
      assertThat(events.get(k).value()).isCloseTo(fit.coefficients()[k], within(1e-9));
      double error = Math.sqrt(fit.covariance()[k][k]);
      assertThat(events.get(k).stdError() / error).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void weeksInWhichMostAreTreatedAreDropped() {
    Worlds.Draw draw = WORLD.draw(6);
    Windows windows = WORLD.windows(draw);
    Windows.Sparse loose = windows.sparse(Worlds.PRE, Worlds.POST, 1);
    assertThat(loose.dense()).isZero();
    assertThat(loose.kept().orElseThrow().value())
        .isCloseTo(loose.all().orElseThrow().value(), within(1e-12));
    assertThat(loose.all().orElseThrow().value())
        .isCloseTo(
            windows.effect(0, Worlds.PRE, Worlds.POST, false).orElseThrow().value(), within(1e-12));
    Windows.Sparse tight = windows.sparse(Worlds.PRE, Worlds.POST, 0.5);
    assertThat(tight.dense()).isPositive().isLessThan(tight.weeks());
    assertThat(tight.greatest()).isGreaterThan(0.5);
  }

  @Test
  void armsByLotAreSignificantAsOftenAsChanceSaysAndTheEffectIsNot() {
    var samples = WORLD.samples(WORLD.draw(7));
    UnitInfluence effect = WORLD.counted(samples);
    var found =
        Placebos.permuted(samples, 300, 999, 3, Workers.all(), effect.value() / effect.stdError());
    assertThat(found.share()).isBetween(0.03, 0.075);
    assertThat(found.pValue()).isLessThan(0.01);
    assertThat(Placebos.permuted(samples, 300, 999, 3, Workers.of(1), 0).share())
        .isEqualTo(found.share());
  }
}
