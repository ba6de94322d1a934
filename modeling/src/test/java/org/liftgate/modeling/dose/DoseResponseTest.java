package org.liftgate.modeling.dose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.dose.DoseResponse.Answer;
import org.liftgate.modeling.dose.DoseSample.Named;
import org.liftgate.modeling.linear.SharedColumns;
import org.liftgate.modeling.linear.SharedColumns.Column;
import org.liftgate.modeling.linear.SharedRegressions;

/** Terms, typed outcomes, and what must not change the numbers. */
class DoseResponseTest {
  private static final DoseResponse DOSE = new DoseResponse(Shelves.BINS, 50, Workers.of(2));
  private static final Shelves FEW = new Shelves(8, false, 0.5);

  private static Map<String, Estimate> answers(DoseSample sample) {
    var out = new TreeMap<String, Estimate>();
    DOSE.answers(sample).forEach(a -> out.put(a.outcome() + " " + a.term(), a.estimate()));
    return out;
  }

  private static DoseSample with(DoseSample s, double[] dose, double[] units, double[] weights) {
    return DoseSample.of(dose, s.effects(), s.clusters(), new Named("units", units))
        .withWeights(weights);
  }

  private static void same(Map<String, Estimate> one, Map<String, Estimate> other, double scale) {
    assertThat(one.keySet()).isEqualTo(other.keySet());
    one.forEach(
        (term, e) -> {
          var a = (Estimate.Value) e;
          var b = (Estimate.Value) other.get(term);
          double times = term.contains("per_point") ? scale : 1;
          assertThat(b.value() * times).isCloseTo(a.value(), within(1e-8 * a.stdError()));
          assertThat(b.stdError() * times).isCloseTo(a.stdError(), within(1e-8 * a.stdError()));
          assertThat(b.df()).isCloseTo(a.df(), within(1e-6));
        });
  }

  @Property(tries = 8)
  void aConstantOnTheOutcomeAndAConstantFactorOnWeightsChangeNothing(
      @ForAll @IntRange(min = 1, max = 1000) int seed,
      @ForAll @DoubleRange(min = -50, max = 50) double constant) {
    DoseSample s = FEW.draw(seed);
    double[] units = s.outcomes().getFirst().values();
    double[] weights = IntStream.range(0, units.length).mapToDouble(i -> 1 + i % 3).toArray();
    double[] more = Arrays.stream(units).map(u -> u + constant).toArray();
    double[] twice = Arrays.stream(weights).map(w -> 2 * w).toArray();
    same(answers(with(s, s.dose(), units, weights)), answers(with(s, s.dose(), more, twice)), 1);
  }

  @Property(tries = 8)
  void orderOfRowsChangesNothing(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    DoseSample s = FEW.draw(seed).withHeld();
    int n = s.rows();
    int[] order = IntStream.range(0, n).map(i -> (int) ((i * 7919L + seed) % n)).toArray();
    assertThat(Arrays.stream(order).distinct().count()).isEqualTo(n);
    same(answers(s.withChosen()), answers(s.withChosen().take(order)), 1);
  }

  @Test
  void pointsAreOfTheDoseAsGiven() {
    DoseSample s = FEW.draw(3);
    double[] units = s.outcomes().getFirst().values();
    double[] tenths = Arrays.stream(s.dose()).map(d -> d / 10).toArray();
    var coarse = new DoseResponse(new DoseBins(List.of(0.0, 1.0, 2.0, 10.0)), 50, Workers.of(1));
    var one =
        (Estimate.Value) answers(with(s, s.dose(), units, new double[0])).get("units per_point");
    var ten =
        (Estimate.Value)
            coarse.answers(with(s, tenths, units, new double[0])).getFirst().estimate();
    assertThat(ten.value()).isCloseTo(10 * one.value(), within(1e-8 * ten.stdError()));
  }

  /** The first coefficient of dose and centred square is the mean slope of dose and square. */
  @Test
  void perPointIsTheMeanDerivativeOfASquare() {
    DoseSample s = FEW.draw(4).withHeld().withChosen();
    double[] square = Arrays.stream(s.dose()).map(d -> d * d).toArray();
    var fit =
        (SharedRegressions.Solved)
            SharedRegressions.of(
                    new SharedColumns(
                        s.rows(),
                        List.of(
                            new Column("d", s::dose),
                            new Column("dd", () -> square),
                            new Column("y", () -> s.outcomes().getLast().values())),
                        new double[0],
                        s.effects(),
                        s.clusters()),
                    SmallSample.fixest(),
                    Workers.of(1))
                .fit("y", List.of("d", "dd"));
    double mean = Arrays.stream(s.dose()).average().orElseThrow();
    double slope = fit.coefficients()[0] + 2 * mean * fit.coefficients()[1];
    double variance =
        fit.covariance()[0][0]
            + 4 * mean * fit.covariance()[0][1]
            + 4 * mean * mean * fit.covariance()[1][1];
    var v = (Estimate.Value) answers(s).get("sales per_point");
    assertThat(v.value()).isCloseTo(slope, within(1e-9 * v.stdError()));
    assertThat(v.stdError()).isCloseTo(Math.sqrt(variance), within(1e-9 * v.stdError()));
  }

  @Test
  void aDoseThatNeverVariesHasNoNumberForAnyTerm() {
    DoseSample s = FEW.draw(1);
    var none =
        new DoseSample(
            new double[s.rows()],
            s.weights(),
            s.effects(),
            s.clusters(),
            s.outcomes(),
            s.held(),
            s.chosen(),
            s.later());
    List<Answer> answers = DOSE.answers(none);
    assertThat(answers).hasSize(2 * (4 + 1 + 4 + 1 + 1));
    assertThat(answers)
        .allSatisfy(
            a ->
                assertThat(((Estimate.Missing) a.estimate()).reason())
                    .isEqualTo(Reason.NO_VARIATION));
  }

  @Test
  void whatIsHeldMayBeUnknownSomewhereOrEverywhere() {
    DoseSample s = FEW.draw(2);
    double[] display = s.held().getFirst().values();
    var some =
        IntStream.range(0, display.length)
            .mapToDouble(i -> s.clusters().get("store")[i] < 2 ? Double.NaN : display[i])
            .toArray();
    Map<String, Estimate> part = answers(s.withHeld(new Named("display", some)));
    assertThat(part)
        .containsKeys("units per_point", "units per_point-given", "units per_point-where-known");
    assertThat(part.get("units display")).isInstanceOf(Estimate.Value.class);
    assertThat(
            DOSE.answers(s.withHeld(new Named("display", some))).stream()
                .filter(a -> a.term().endsWith("-given"))
                .map(Answer::rows)
                .distinct())
        .containsExactly((long) s.rows() * 6 / 8);
    var nowhere = new double[display.length];
    Arrays.fill(nowhere, Double.NaN);
    Map<Boolean, List<Estimate>> split =
        answers(s.withHeld(new Named("display", nowhere))).entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    e -> e.getKey().endsWith("-given") || e.getKey().endsWith("display"),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    assertThat(split.get(false)).hasSize(12).allMatch(Estimate.Value.class::isInstance);
    assertThat(split.get(true))
        .hasSize(10)
        .allMatch(e -> ((Estimate.Missing) e).reason() == Reason.MISSING_INPUT);
  }

  @Test
  void aBinWithoutRowsIsNamedAndTheOthersStand() {
    DoseSample s = FEW.draw(5);
    double[] capped = Arrays.stream(s.dose()).map(d -> Math.min(d, 20)).toArray();
    var found = answers(with(s, capped, s.outcomes().getFirst().values(), new double[0]));
    assertThat(((Estimate.Missing) found.get("units bin(20,100]")).reason())
        .isEqualTo(Reason.NO_VARIATION);
    assertThat(found.get("units bin(10,20]")).isInstanceOf(Estimate.Value.class);
  }

  @Test
  void nonsenseIsRefused() {
    DoseSample s = FEW.draw(5);
    double[] dose = s.dose().clone();
    dose[3] = Double.NaN;
    var found = answers(with(s, dose, s.outcomes().getFirst().values(), new double[0]));
    assertThat(((Estimate.Missing) found.get("units per_point")).detail()).contains("row 4");
    assertThatThrownBy(() -> new DoseBins(List.of(0.0, 10.0, 10.0))).hasMessageContaining("ascend");
    var none = s.take(new int[0]);
    assertThat(((Estimate.Missing) answers(none).get("units per_point")).reason())
        .isEqualTo(Reason.NO_ROWS);
  }
}
