package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.CallawaySantAnna.Base;
import org.liftgate.modeling.staggered.CallawaySantAnna.Control;

/** Known effects, invariances, the bootstrap and refusals. */
class CallawaySantAnnaTest {
  private static final CallawaySantAnna DEFAULT = new CallawaySantAnna();

  private static double value(GroupTimeFit fit, String term) {
    return ((Estimate.Value) CallawaySantAnnaParityTest.find(fit, term)).value();
  }

  private static Estimate.Missing missing(StaggeredPanel panel, CallawaySantAnna how) {
    List<Estimate> all = how.estimate(panel);
    assertThat(all).isNotEmpty().allMatch(Estimate.Missing.class::isInstance);
    return (Estimate.Missing) all.get(0);
  }

  private static StaggeredPanel withCovariate(StaggeredPanel panel) {
    var x = new double[panel.rows()];
    Arrays.setAll(x, i -> new SplittableRandom(panel.unit()[i]).nextDouble());
    return panel.withCovariate("x", x);
  }

  @Test
  void findsTheEffectsThatWerePlanted() {
    var law = new Staggered(4000, 1);
    GroupTimeFit fit = DEFAULT.fit(law.draw(3));
    for (int g : new int[] {4, 6, 8}) {
      for (int t = 2; t <= Staggered.PERIODS; t++) {
        var cell =
            (Estimate.Value) CallawaySantAnnaParityTest.find(fit, "att(%d,%d)".formatted(g, t));
        assertThat(cell.value()).isCloseTo(law.truth(g, t), within(4.5 * cell.stdError()));
        assertThat(cell.stdError()).isLessThan(0.07);
      }
    }
    assertThat(value(fit, "event(1)")).isCloseTo((2 + 1 + 0) / 3.0, within(0.1));
  }

  @Test
  void intervalsCoverTheTruth() {
    var law = new Staggered(200, 0.5);
    double simple = (7 * 8 / 2 + 0.5 * 5 * 6 / 2) * 0.5 / (7 + 5 + 3);
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      var v = (Estimate.Value) DEFAULT.estimate(law.draw(seed)).get(0);
      covered += v.confLow() <= simple && simple <= v.confHigh() ? 1 : 0;
    }
    assertThat(covered).as("of 200, the central 99.9%% of a 95%% interval").isBetween(179, 199);
  }

  @Property(tries = 8)
  void neitherOrderNorThreadsChangeAByte(@ForAll @IntRange(max = 500) int seed) {
    StaggeredPanel panel = withCovariate(new Staggered(60, 1).draw(seed));
    StaggeredPanel plain = new Staggered(60, 1).draw(seed);
    for (Control control : Control.values()) {
      CallawaySantAnna how = DEFAULT.withControl(control).withDraws(100, seed);
      for (StaggeredPanel p : List.of(panel, plain)) {
        List<Estimate> once = how.with(Workers.of(1)).estimate(p);
        assertThat(how.with(Workers.of(3)).estimate(Staggered.shuffled(p, seed))).isEqualTo(once);
      }
    }
  }

  /** Independent covariates change little: both bases of the influence must agree on the errors. */
  @Test
  void covariatesAndNoneAgreeWhereACovariateIsConstant() {
    StaggeredPanel plain = new Staggered(400, 1).draw(8);
    for (Control control : Control.values()) {
      CallawaySantAnna how = DEFAULT.withControl(control).withBase(Base.UNIVERSAL);
      List<Estimate> without = how.estimate(plain);
      List<Estimate> with = how.withMethod(Method.REG).estimate(withCovariate(plain));
      assertThat(with).hasSameSizeAs(without);
      for (int i = 0; i < with.size(); i++) {
        if (without.get(i) instanceof Estimate.Value v) {
          var w = (Estimate.Value) with.get(i);
          assertThat(w.value()).isCloseTo(v.value(), within(0.05));
          assertThat(w.stdError() / v.stdError()).as(v.term()).isBetween(0.97, 1.03);
        }
      }
    }
  }

  @Test
  void theBootstrapsErrorsAreNearTheAnalyticOnesAndItsBandsWider() {
    StaggeredPanel panel = new Staggered(300, 1).draw(5);
    var analytic = (GroupTimeEffects) DEFAULT.fit(panel);
    var drawn = (GroupTimeEffects) DEFAULT.withDraws(20_000, 11).fit(panel);
    for (int f = 0; f < 5; f++) {
      var family = drawn.families().get(f);
      for (int i = 0; i < family.estimates().size(); i++) {
        var ours = (Estimate.Value) family.estimates().get(i);
        var theirs = (Estimate.Value) analytic.families().get(f).estimates().get(i);
        assertThat(ours.stdError() / theirs.stdError()).as(ours.term()).isBetween(0.95, 1.05);
      }
      if (f > 0) {
        assertThat(family.critical().orElseThrow()).as(family.name()).isBetween(2.1, 3.4);
      }
    }
  }

  @Test
  void anticipatedPeriodsMoveTheBase() {
    StaggeredPanel panel = new Staggered(200, 1).draw(2);
    double[] y = panel.outcome().clone();
    Arrays.setAll(y, i -> y[i] + (panel.period()[i] == panel.cohort()[i] - 1 ? 5 : 0));
    var early = StaggeredPanel.of(panel.unit(), panel.period(), panel.cohort(), y);
    assertThat(value(DEFAULT.fit(early), "att(4,4)")).isLessThan(-3);
    assertThat(value(DEFAULT.withAnticipation(1).fit(early), "att(4,4)")).isCloseTo(1, within(1.0));
  }

  @Test
  void unbalancedUnitsAreLeftOutAndCounted() {
    StaggeredPanel whole = new Staggered(200, 1).draw(2);
    StaggeredPanel holes =
        Staggered.keep(whole, i -> whole.unit()[i] > 12 || whole.period()[i] != 5);
    StaggeredPanel without = Staggered.keep(whole, i -> whole.unit()[i] > 12);
    GroupTimeFit fit = DEFAULT.fit(holes);
    assertThat(fit.notes()).anyMatch(n -> n.startsWith("13 of 200 units lack a period"));
    assertThat(fit.estimates()).isEqualTo(DEFAULT.estimate(without));
  }

  @Test
  void smallCohortsAreLabelled() {
    assertThat(DEFAULT.fit(new Staggered(80, 1).draw(1)).notes())
        .anyMatch(n -> n.startsWith("Small sample: 80 units, the smallest cohort has 20"));
    assertThat(DEFAULT.fit(new Staggered(400, 1).draw(1)).notes()).isEmpty();
  }

  @Test
  void withoutNeverTreatedUnitsTheLastCohortIsCompared() {
    StaggeredPanel all = new Staggered(400, 1).draw(4);
    StaggeredPanel panel = Staggered.keep(all, i -> all.cohort()[i] != StaggeredPanel.NEVER);
    Estimate.Missing refused = missing(panel, DEFAULT);
    assertThat(refused.reason()).isEqualTo(Reason.NO_COMPARISON);
    assertThat(refused.detail()).contains("not-yet");
    GroupTimeFit fit = DEFAULT.withControl(Control.NOT_YET).fit(panel);
    assertThat(value(fit, "att(4,5)")).isCloseTo(2, within(0.5));
    assertThat(fit.notes()).anyMatch(n -> n.contains("the cohort of 8 is the comparison"));
    assertThat(fit.estimates())
        .noneMatch(e -> e.term().startsWith("att(8") || e.term().endsWith(",8)"));
  }

  @Test
  void unfitPanelsAreRefusedWithTheirReason() {
    StaggeredPanel panel = new Staggered(40, 1).draw(1);
    StaggeredPanel twice = panel.take(new int[] {0, 1, 2, 3, 2});
    assertThat(missing(twice, DEFAULT).detail()).contains("Unit 0").contains("period 3");
    assertThat(missing(twice, DEFAULT).reason()).isEqualTo(Reason.DUPLICATE_ROWS);
    int[] moved = panel.cohort().clone();
    moved[3] = 9;
    var two = StaggeredPanel.of(panel.unit(), panel.period(), moved, panel.outcome());
    assertThat(missing(two, DEFAULT).reason()).isEqualTo(Reason.UNSUITED);
    double[] y = panel.outcome().clone();
    y[7] = Double.NaN;
    var hole = StaggeredPanel.of(panel.unit(), panel.period(), panel.cohort(), y);
    assertThat(missing(hole, DEFAULT).reason()).isEqualTo(Reason.NOT_FINITE);
    var none = Staggered.keep(panel, i -> panel.cohort()[i] == StaggeredPanel.NEVER);
    assertThat(missing(none, DEFAULT).reason()).isEqualTo(Reason.EMPTY_ARM);
    assertThat(missing(panel.take(new int[0]), DEFAULT).reason()).isEqualTo(Reason.NO_ROWS);
    var flat = Staggered.keep(panel, i -> panel.period()[i] == 5);
    assertThat(missing(flat, DEFAULT).reason()).isIn(Reason.NO_COMPARISON, Reason.EMPTY_ARM);
  }

  @Test
  void aCovariateThatTellsTheArmsApartHasNoCell() {
    StaggeredPanel panel = new Staggered(80, 1).draw(1);
    double[] x = Arrays.stream(panel.cohort()).mapToDouble(g -> g == 4 ? 1 : 0).toArray();
    GroupTimeFit fit = DEFAULT.fit(panel.withCovariate("x", x));
    var cell = (Estimate.Missing) CallawaySantAnnaParityTest.find(fit, "att(4,5)");
    assertThat(cell.reason()).isEqualTo(Reason.SEPARATION);
    var average = (Estimate.Missing) CallawaySantAnnaParityTest.find(fit, "simple");
    assertThat(average.reason()).isEqualTo(Reason.INCOMPLETE_CELLS);
  }
}
