package org.liftgate.modeling.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.dose.DoseResponse.Answer;
import org.liftgate.modeling.truth.Bars;

/**
 * Offered depth where it is as good as random given the effects: unbiased, intervals hold, whatever
 * the outcome. Where deals follow events, where displays come with deals and are not held fixed,
 * and by the household's own share: biased, and it shows.
 */
class DoseCoverageTest {
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 40) >= 2000 ? 2000 : 60;
  private static final int STORES = 100;

  /** What the draws say of a term, distances in standard errors of each draw. */
  private record Seen(double bias, double ratio, double coverage) {
    void identified(String what) {
      Bars.Range bar = Bars.coverage(DRAWS);
      double slack = DRAWS >= Bars.FULL ? 0 : 3.29 / Math.sqrt(DRAWS);
      double spread = DRAWS >= Bars.FULL ? 0 : 3.29 / Math.sqrt(2.0 * DRAWS);
      assertThat(coverage).as(what + " coverage").isBetween(bar.low(), bar.high());
      assertThat(Math.abs(bias)).as(what + " bias in SD").isLessThan(0.1 + slack);
      assertThat(ratio).as(what + " SE / SD").isBetween(0.95 - spread, 1.05 + spread);
    }
  }

  private static TreeMap<String, Seen> run(Shelves world, long seed) {
    var estimator = new DoseResponse(Shelves.BINS, 50, Workers.of(1));
    var errors = new TreeMap<String, List<double[]>>();
    var each =
        Workers.all()
            .map(
                DRAWS,
                i -> {
                  var found = new TreeMap<String, double[]>();
                  for (Answer a : estimator.answers(world.draw(seed + i))) {
                    if (a.estimate() instanceof Estimate.Value v && !a.term().equals("display")) {
                      double truth = truth(world, a);
                      double covered = v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0;
                      found.put(
                          a.outcome() + " " + a.term(),
                          new double[] {v.value() - truth, v.stdError(), covered});
                    }
                  }
                  return found;
                });
    each.forEach(
        f -> f.forEach((k, v) -> errors.computeIfAbsent(k, _ -> new ArrayList<>()).add(v)));
    var seen = new TreeMap<String, Seen>();
    errors.forEach((term, values) -> seen.put(term, seen(world, term, values)));
    return seen;
  }

  private static double truth(Shelves world, Answer answer) {
    boolean sales = answer.outcome().equals("sales");
    if (answer.role() == DoseResponse.Role.PLACEBO) {
      return 0;
    }
    return answer.bin() > 0 ? world.bin(answer.bin(), sales) : world.perPoint(sales);
  }

  private static Seen seen(Shelves world, String term, List<double[]> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(v -> v[0]).sum() / n;
    double sd =
        Math.sqrt(values.stream().mapToDouble(v -> (v[0] - mean) * (v[0] - mean)).sum() / (n - 1));
    double se = values.stream().mapToDouble(v -> v[1]).sum() / n;
    double coverage = values.stream().mapToDouble(v -> v[2]).sum() / n;
    System.out.printf(
        "%s %s: bias %.3f SD, SE/SD %.3f, coverage %.3f%n",
        world, term, mean / sd, se / sd, coverage);
    return new Seen(mean / sd, se / sd, coverage);
  }

  @Test
  void depthIsIdentifiedByTheEffectsAndTheHouseholdsOwnShareIsNot() {
    var seen = run(new Shelves(STORES, false, 0), 100);
    for (String outcome : List.of("units", "sales")) {
      for (String term : List.of("per_point", "bin(0,10]", "bin(10,20]", "bin(20,100]")) {
        for (String given : List.of("", "-given")) {
          seen.get(outcome + " " + term + given).identified(outcome + " " + term + given);
        }
      }
      seen.get(outcome + " placebo").identified(outcome + " placebo");
      assertThat(seen.get(outcome + " own_share").bias()).isGreaterThan(5);
    }
  }

  /**
   * Units only: a deal also takes its discount off what the display brings, so net value has no one
   * effect of a depth whatever the display, and holding displays fixed gives a mean of them.
   */
  @Test
  void displaysThatComeWithDealsHaveToBeHeldFixed() {
    var seen = run(new Shelves(STORES, false, 0.6), 500);
    for (String term : List.of("per_point", "bin(0,10]", "bin(10,20]", "bin(20,100]")) {
      seen.get("units " + term + "-given").identified("units " + term + "-given");
    }
    for (String outcome : List.of("units", "sales")) {
      assertThat(seen.get(outcome + " per_point").bias()).isGreaterThan(1);
      assertThat(seen.get(outcome + " bin(0,10]").bias()).isGreaterThan(1);
      assertThat(Math.abs(seen.get(outcome + " bin(0,10]-given").bias())).isLessThan(1);
    }
  }

  @Test
  void dealsThatFollowEventsAreNotIdentified() {
    var seen = run(new Shelves(STORES, true, 0), 900);
    double noise = 0.1 + 3.29 / Math.sqrt(DRAWS);
    assertThat(seen.get("units per_point").bias()).isGreaterThan(noise);
    assertThat(seen.get("units bin(20,100]").bias()).isGreaterThan(noise);
    assertThat(seen.get("units placebo").coverage())
        .as("how often the later dose does not give it away")
        .isLessThan(0.2);
  }

  @Test
  void fewStoresAreLabelledAndVeryFewRefused() {
    var estimator = new DoseResponse(Shelves.BINS, 50, Workers.of(2));
    Answer twelve = estimator.answers(new Shelves(12, false, 0).draw(1)).getFirst();
    assertThat(twelve.vcov()).contains("small-sample: 12 clusters");
    assertThat(((Estimate.Value) twelve.estimate()).df()).isBetween(4.0, 11.0);
    var refused =
        estimator.answers(new Shelves(4, false, 0).draw(1)).stream()
            .map(a -> ((Estimate.Missing) a.estimate()).reason())
            .distinct()
            .toList();
    assertThat(refused).containsExactly(Estimate.Reason.TOO_FEW_CLUSTERS);
  }
}
