package org.liftgate.modeling.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.synthetic.SyntheticDid.Errors;
import org.liftgate.modeling.synthetic.SyntheticDid.Weighting;

class SyntheticDidTest {
  private static final int PERIODS = 6;

  /** Units 0.. with noise, the last {@code treated} treated from period 4 on by 2. */
  private static TreatedRows rows(int units, int treated, long seed) {
    var random = new SplittableRandom(seed);
    int n = units * PERIODS;
    var unit = new int[n];
    var period = new int[n];
    var y = new double[n];
    var d = new byte[n];
    for (int i = 0; i < n; i++) {
      unit[i] = i / PERIODS;
      period[i] = i % PERIODS;
      d[i] = (byte) (unit[i] >= units - treated && period[i] >= 4 ? 1 : 0);
      y[i] = unit[i] + 0.5 * period[i] + random.nextGaussian() + 2 * d[i];
    }
    return TreatedRows.of(unit, period, y, d);
  }

  private static Estimate.Missing refusal(SyntheticDid estimator, TreatedRows rows) {
    return (Estimate.Missing) estimator.estimate(rows).get(0);
  }

  private static TreatedRows without(TreatedRows rows, int... gone) {
    List<Integer> out = Arrays.stream(gone).boxed().toList();
    int[] kept =
        java.util.stream.IntStream.range(0, rows.rows()).filter(i -> !out.contains(i)).toArray();
    return taken(rows, kept);
  }

  private static TreatedRows taken(TreatedRows rows, int[] kept) {
    var d = new byte[kept.length];
    for (int i = 0; i < kept.length; i++) {
      d[i] = rows.treated()[kept[i]];
    }
    return new TreatedRows(
        Arrays.stream(kept).map(i -> rows.unit()[i]).toArray(),
        Arrays.stream(kept).map(i -> rows.period()[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> rows.outcome()[i]).toArray(),
        d,
        rows.units(),
        rows.periods());
  }

  private static TreatedRows treatedWhere(TreatedRows rows, java.util.function.IntPredicate where) {
    for (int i = 0; i < rows.rows(); i++) {
      rows.treated()[i] = (byte) (where.test(i) ? 1 : 0);
    }
    return rows;
  }

  @Test
  void whatIsNoBlockIsRefusedByName() {
    var sdid = SyntheticDid.sdid();
    assertThat(refusal(sdid, without(rows(8, 2, 1), 9)))
        .extracting(Estimate.Missing::reason, Estimate.Missing::detail)
        .containsExactly(
            Reason.INCOMPLETE_CELLS, "The panel is not balanced: no row for unit 1 in period 3.");
    int[] twice = java.util.stream.IntStream.range(0, 49).map(i -> i % 48).toArray();
    assertThat(refusal(sdid, taken(rows(8, 2, 1), twice)).reason())
        .isEqualTo(Reason.DUPLICATE_ROWS);
    assertThat(refusal(sdid, treatedWhere(rows(8, 2, 1), _ -> false)).reason())
        .isEqualTo(Reason.EMPTY_ARM);
    assertThat(refusal(sdid, treatedWhere(rows(8, 2, 1), i -> i % PERIODS >= 3)).reason())
        .isEqualTo(Reason.NO_COMPARISON);
    var first = refusal(sdid, treatedWhere(rows(8, 2, 1), i -> i >= 42));
    assertThat(first.reason()).isEqualTo(Reason.INCOMPLETE_CELLS);
    assertThat(first.detail()).contains("first period (0)");
    var staggered =
        refusal(sdid, treatedWhere(rows(8, 2, 1), i -> i >= 36 && i % PERIODS >= i / PERIODS - 3));
    assertThat(staggered.reason()).isEqualTo(Reason.UNSUITED);
    assertThat(staggered.detail()).contains("2 different periods (3, 4)").contains("att-gt");
    var ends = refusal(sdid, treatedWhere(rows(8, 2, 1), i -> i == 45));
    assertThat(ends.reason()).isEqualTo(Reason.UNSUITED);
    var infinite = rows(8, 2, 1);
    infinite.outcome()[7] = Double.POSITIVE_INFINITY;
    assertThat(refusal(sdid, infinite).reason()).isEqualTo(Reason.NOT_FINITE);
    assertThat(refusal(sdid, taken(rows(8, 2, 1), new int[0])).reason()).isEqualTo(Reason.NO_ROWS);
  }

  @Test
  void errorsThatAreNotDefinedAreRefused() {
    var one = refusal(SyntheticDid.sdid().with(Errors.JACKKNIFE), rows(8, 1, 1));
    assertThat(one.reason()).isEqualTo(Reason.SMALL_ARM);
    assertThat(one.detail()).contains("Maybe use placebo");
    var crowd = refusal(SyntheticDid.sdid(), rows(8, 4, 1));
    assertThat(crowd.reason()).isEqualTo(Reason.SMALL_ARM);
    assertThat(crowd.detail()).contains("more controls (4) than treated units (4)");
    var flat = rows(8, 2, 1);
    Arrays.fill(flat.outcome(), 3);
    assertThat(refusal(SyntheticDid.sdid(), flat).reason()).isEqualTo(Reason.NO_VARIATION);
  }

  @Test
  void errorsOfOneKindAgreeWithThoseOfAnother() {
    TreatedRows rows = rows(60, 20, 3);
    double jackknife = error(rows, Errors.JACKKNIFE);
    assertThat(error(rows, Errors.PLACEBO)).isCloseTo(jackknife, within(0.25 * jackknife));
    assertThat(error(rows, Errors.BOOTSTRAP)).isCloseTo(jackknife, within(0.25 * jackknife));
  }

  private static double error(TreatedRows rows, Errors errors) {
    return ((Estimate.Value) SyntheticDid.sdid().with(errors).estimate(rows).get(0)).stdError();
  }

  @Test
  void jackknifeOfEqualWeightsIsThatOfTwoMeans() {
    TreatedRows rows = rows(12, 4, 5);
    var jackknife =
        (Estimate.Value)
            SyntheticDid.sdid().with(Weighting.DID).with(Errors.JACKKNIFE).estimate(rows).get(0);
    var z = new double[12];
    for (int i = 0; i < rows.rows(); i++) {
      z[i / PERIODS] += rows.outcome()[i] * (i % PERIODS < 4 ? -0.25 : 0.5);
    }
    var effects = new double[12];
    for (int out = 0; out < 12; out++) {
      effects[out] = mean(z, 8, 12, out) - mean(z, 0, 8, out);
    }
    double centre = Arrays.stream(effects).average().orElseThrow();
    double squares = Arrays.stream(effects).map(e -> (e - centre) * (e - centre)).sum();
    assertThat(jackknife.stdError()).isCloseTo(Math.sqrt(squares * 11 / 12), within(1e-10));
    assertThat(jackknife.value()).isCloseTo(mean(z, 8, 12, -1) - mean(z, 0, 8, -1), within(1e-12));
  }

  private static double mean(double[] z, int from, int to, int out) {
    return java.util.stream.IntStream.range(from, to)
        .filter(i -> i != out)
        .mapToDouble(i -> z[i])
        .average()
        .orElseThrow();
  }

  @Test
  void searchEndsNearTheOptimum() {
    var random = new SplittableRandom(4);
    var a = new double[15][8];
    for (double[] column : a) {
      Arrays.setAll(column, _ -> random.nextGaussian());
    }
    var b = new double[8];
    Arrays.setAll(b, _ -> random.nextGaussian());
    double zeta = 0.3;
    double[] x = new FrankWolfe(a, b, zeta, false).solve(Weights.uniform(15), 1e-7, 1_000_000);
    assertThat(Arrays.stream(x).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(x).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    var residual = new double[8];
    for (int i = 0; i < 8; i++) {
      residual[i] = -b[i];
      for (int j = 0; j < 15; j++) {
        residual[i] += a[j][i] * x[j];
      }
    }
    double gap = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < 15; j++) {
      double gradient = 8 * zeta * zeta * x[j];
      for (int i = 0; i < 8; i++) {
        gradient += a[j][i] * residual[i];
      }
      gap += gradient * x[j];
      least = Math.min(least, gradient);
    }
    assertThat(gap - least).as("duality gap").isBetween(0.0, 1e-3);
  }

  @Property(tries = 20)
  void orderOfRowsAndThreadsDoNotMatter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    TreatedRows rows = rows(14, 3, seed);
    var random = new SplittableRandom(seed);
    int[] order = java.util.stream.IntStream.range(0, rows.rows()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    var sdid = SyntheticDid.sdid().withReplications(20, seed);
    assertThat(sdid.with(Workers.of(3)).estimate(taken(rows, order)))
        .isEqualTo(sdid.with(Workers.of(1)).estimate(rows));
  }

  @Property(tries = 20)
  void levelsAndUnitsOfMeasureComeBackOut(@ForAll @LongRange(min = 0, max = 1_000) long seed) {
    TreatedRows rows = rows(14, 3, seed);
    double before = value(rows).value();
    double[] y = rows.outcome();
    for (int i = 0; i < y.length; i++) {
      y[i] = 1e3 * (y[i] + 7);
    }
    assertThat(value(rows).value()).isCloseTo(1e3 * before, within(1e-3 * Math.abs(before) + 1e-3));
  }

  private static Estimate.Value value(TreatedRows rows) {
    return (Estimate.Value) SyntheticDid.sdid().with(Errors.JACKKNIFE).estimate(rows).get(0);
  }

  @Test
  void placeboInSpaceRanksTheTreatedAmongTheControls() {
    var rows = rows(6, 1, 11);
    for (int i = 0; i < rows.rows(); i++) {
      rows.outcome()[i] += rows.treated()[i] * 500;
    }
    var placebos = PlaceboInSpace.of((Block) Block.of(rows), Workers.of(2));
    assertThat(placebos.pValue()).as("the most extreme of 6").isEqualTo(1.0 / 6);
    assertThat(placebos.ratios()).hasSize(5);
    assertThat(placebos.effects()).hasSize(5);
    assertThat(Arrays.stream(placebos.effects()).allMatch(e -> Math.abs(e) < 10)).isTrue();
  }
}
