package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;

/** What must hold of any panel; panels are unbalanced, a fifth of their rows left out. */
class PanelPropertiesTest {
  private static final Covariance BY_UNIT = Covariance.cluster("unit");
  private static final TwoWayFixedEffects TWFE = new TwoWayFixedEffects(BY_UNIT).withMinClusters(2);
  private static final EventStudy EVENTS = new EventStudy(BY_UNIT, -1).withMinClusters(2);
  private static final DifferenceInDifferences DID =
      new DifferenceInDifferences(BY_UNIT).withMinClusters(2);

  private static Panel panel(int seed) {
    Panel all = new Simulated(40, 3, 18, 1, true).draw(seed);
    var random = new SplittableRandom(seed);
    return Panels.take(
        all, IntStream.range(0, all.rows()).filter(i -> random.nextInt(5) > 0).toArray());
  }

  private static List<Estimate> all(Panel panel) {
    var all = new ArrayList<>(TWFE.stacked(panel).estimates());
    all.addAll(TWFE.plain(panel, calendar(panel)).estimates());
    all.addAll(EVENTS.stacked(panel).estimates());
    DID.byGroup(panel).forEach(g -> all.add(g.estimate()));
    assertThat(all).hasSize(1 + 1 + 16 + 3).allMatch(Estimate.Value.class::isInstance);
    return all;
  }

  private static int[] calendar(Panel panel) {
    var weeks = new int[panel.rows()];
    Arrays.setAll(weeks, i -> 3 * panel.group()[i] + panel.period()[i]);
    return weeks;
  }

  private static Panel shuffled(Panel panel, int seed) {
    var order = new ArrayList<>(IntStream.range(0, panel.rows()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return Panels.take(panel, order.stream().mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 15)
  void theOrderOfRowsDoesNotChangeAByte(@ForAll @IntRange(max = 1000) int seed) {
    Panel panel = panel(seed);
    assertThat(all(shuffled(panel, seed))).isEqualTo(all(panel));
  }

  @Property(tries = 8)
  void theNumberOfThreadsDoesNotChangeAByte(@ForAll @IntRange(max = 1000) int seed) {
    Panel panel = new Simulated(2100, 2, 900, 1, true).draw(seed);
    var one = Workers.of(1);
    var five = Workers.of(5);
    assertThat(TWFE.with(one).stacked(panel).estimates())
        .isEqualTo(TWFE.with(five).stacked(panel).estimates());
    int[] weeks = calendar(panel);
    assertThat(TWFE.with(one).plain(panel, weeks).estimates())
        .isEqualTo(TWFE.with(five).plain(panel, weeks).estimates());
    assertThat(EVENTS.with(one).stacked(panel).estimates())
        .isEqualTo(EVENTS.with(five).stacked(panel).estimates());
    assertThat(DID.with(one).byGroup(panel)).isEqualTo(DID.with(five).byGroup(panel));
  }

  @Property(tries = 15)
  void effectsOfUnitsAndWeeksAddedToTheOutcomeLeaveTheSlopesAlone(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @DoubleRange(min = -1000, max = 1000) double size) {
    Panel panel = panel(seed);
    double[] moved = panel.outcome().clone();
    for (int i = 0; i < moved.length; i++) {
      int unit = 31 * panel.unit()[i] + 7 * panel.group()[i];
      int week = 3 * panel.period()[i] * panel.period()[i] + panel.group()[i];
      moved[i] += size * (unit % 11) + size * (week % 5);
    }
    Panel other = Panels.withOutcome(panel, moved);
    near(TWFE.stacked(other).estimates(), TWFE.stacked(panel).estimates(), 1);
    near(EVENTS.stacked(other).estimates(), EVENTS.stacked(panel).estimates(), 1);
  }

  @Property(tries = 15)
  void scalingTheOutcomeScalesEstimatesAndStandardErrors(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @DoubleRange(min = 0.01, max = 1e9) double scale) {
    Panel panel = panel(seed);
    double[] scaled = Arrays.stream(panel.outcome()).map(y -> scale * y).toArray();
    near(all(Panels.withOutcome(panel, scaled)), all(panel), scale);
  }

  @Property(tries = 15)
  void aBalancedGroupHasOneEffectHoweverItIsEstimated(@ForAll @IntRange(max = 1000) int seed) {
    Panel panel = new Simulated(40, 1, 18, 1, true).draw(seed);
    double did = ((Estimate.Value) DID.estimate(panel).get(0)).value();
    double stacked = ((Estimate.Value) TWFE.stacked(panel).estimates().get(0)).value();
    assertThat(stacked).isCloseTo(did, within(1e-9));
  }

  private static void near(List<Estimate> ours, List<Estimate> theirs, double scale) {
    for (int i = 0; i < ours.size(); i++) {
      var a = (Estimate.Value) ours.get(i);
      var b = (Estimate.Value) theirs.get(i);
      double tolerance = 1e-8 * scale * b.stdError();
      assertThat(a.value()).isCloseTo(scale * b.value(), within(tolerance));
      assertThat(a.stdError()).isCloseTo(scale * b.stdError(), within(tolerance));
      assertThat(a.pValue()).isCloseTo(b.pValue(), within(1e-7));
    }
  }
}
