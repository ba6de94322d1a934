package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;
import org.liftgate.modeling.weighting.Folds;

/**
 * What policies earn per unit, margin x effect - cost of those they treat. Half of the groups teach
 * the learners, a quarter chooses the policy that earns most, and the last quarter, which no choice
 * has seen, values them all: the winner's value there is free of the winner's curse.
 *
 * @param learner the T-, S-, X- or DR-learner whose predictions decide by profit; T and S beside it
 *     make the rule of both
 * @param margin profit per unit of the outcome
 * @param cost of treating one unit
 * @param topShare of the rule of both
 */
public record PolicyValuation(
    UpliftLearner learner,
    MeanLearner nuisance,
    double margin,
    double cost,
    double topShare,
    long seed,
    Workers workers) {
  public static final String NOBODY = "nobody";
  public static final String EVERYBODY = "everybody";
  public static final String PROFIT = "by profit";
  public static final String BOTH = "top of both";

  private static final int FOLDS = 4;
  private static final int CHOOSE = 2;
  private static final int VALUE = 3;

  public PolicyValuation {
    if (!(margin > 0) || !(cost >= 0) || !(topShare > 0 && topShare <= 1)) {
      throw new IllegalArgumentException(
          "margin (%s) must be above 0, cost (%s) at least 0, topShare (%s) above 0 to 1"
              .formatted(margin, cost, topShare));
    }
  }

  /** Values of all policies, or why there are none. */
  public sealed interface Result {}

  /**
   * @param share of the untouched units that it treats
   * @param profit per unit on the untouched units, term {@code profit(name)}; a {@code Point} of 0
   *     for treating nobody
   */
  public record Valued(String name, double share, Estimate profit) {}

  /**
   * @param winner that earned most where policies were chosen
   * @param advantage of the winner over the better of nobody and everybody there, on untouched
   *     units; missing when the winner is that one
   */
  public record Values(List<Valued> policies, String winner, Estimate advantage) implements Result {
    public Values {
      policies = List.copyOf(policies);
    }
  }

  public record Refused(Reason reason, String detail) implements Result {}

  public Result value(UpliftSample sample) {
    var bad = sample.notFinite();
    if (bad.isPresent()) {
      return new Refused(Reason.NOT_FINITE, bad.get());
    }
    if (sample.features().length == 0 || sample.rows() == 0) {
      return new Refused(Reason.NO_ROWS, "There are no rows, or no features.");
    }
    try {
      return values(sample);
    } catch (Refusal r) {
      return new Refused(r.reason(), r.detail());
    }
  }

  private Values values(UpliftSample sample) {
    Features x = Features.of(sample.features(), workers);
    Rows rows = Rows.of(sample, x, workers);
    int[] fold = Folds.of(sample.groups(), sample.treated(), FOLDS, seed);
    int[] teach = IntStream.range(0, fold.length).filter(i -> fold[i] < CHOOSE).toArray();
    double[] scores = scores(rows, fold, teach);
    Rows train = rows.take(teach);
    var models =
        List.of(
            learner.fit(train, seed),
            other(Meta.T).fit(train, ArmMeans.stream(seed, 1)),
            other(Meta.S).fit(train, ArmMeans.stream(seed, 2)));
    int[] choose = Scores.places(fold, CHOOSE, true);
    Map<String, Earned> earned = earned(models, x, choose, scores);
    String winner = best(earned, earned.keySet());
    String simple = best(earned, List.of(NOBODY, EVERYBODY));
    return untouched(
        earned(models, x, Scores.places(fold, VALUE, true), scores),
        groups(sample, Scores.places(fold, VALUE, true)),
        winner,
        simple);
  }

  /** Each quarter is scored by what comes before it, so that no choice looks ahead. */
  private double[] scores(Rows rows, int[] fold, int[] teach) {
    var out = new Scores(new double[rows.size()], new double[rows.size()]);
    int[] choose = Scores.places(fold, CHOOSE, true);
    int[] before = Scores.places(fold, VALUE, false);
    long stream = ArmMeans.stream(seed, 3);
    out.fold(rows, teach, choose, nuisance, learner.assignment(), stream);
    out.fold(
        rows, before, Scores.places(fold, VALUE, true), nuisance, learner.assignment(), stream);
    return out.values();
  }

  private UpliftLearner other(Meta meta) {
    return new UpliftLearner(meta, learner.means(), learner.nuisance(), learner.assignment());
  }

  /** What each unit earns under each policy: 0 where it is not treated. */
  private Map<String, Earned> earned(
      List<UpliftLearner.Model> models, Features x, int[] places, double[] scores) {
    Features there = x.take(places);
    double[] effects = models.get(0).predict(there);
    var nobody = new boolean[places.length];
    var everybody = new boolean[places.length];
    Arrays.fill(everybody, true);
    var out = new LinkedHashMap<String, Earned>();
    out.put(NOBODY, earned(nobody, places, scores));
    out.put(EVERYBODY, earned(everybody, places, scores));
    out.put(PROFIT, earned(Policy.byProfit(effects, margin, cost), places, scores));
    boolean[] both =
        Policy.topOfBoth(models.get(1).predict(there), models.get(2).predict(there), topShare);
    out.put(BOTH, earned(both, places, scores));
    return out;
  }

  /**
   * @param profit of each unit, 0 where it is not treated
   */
  private record Earned(boolean[] treated, double[] profit) {
    int count() {
      int count = 0;
      for (boolean t : treated) {
        count += t ? 1 : 0;
      }
      return count;
    }
  }

  private Earned earned(boolean[] treated, int[] places, double[] scores) {
    return new Earned(
        treated,
        IntStream.range(0, places.length)
            .mapToDouble(i -> treated[i] ? margin * scores[places[i]] - cost : 0)
            .toArray());
  }

  /** The first of those that earn most. */
  private static String best(Map<String, Earned> earned, Iterable<String> among) {
    String best = NOBODY;
    double most = Double.NEGATIVE_INFINITY;
    for (String name : among) {
      double sum = Arrays.stream(earned.get(name).profit()).sum();
      if (sum > most) {
        most = sum;
        best = name;
      }
    }
    return best;
  }

  private static Values untouched(
      Map<String, Earned> earned, int[] groups, String winner, String simple) {
    var valued = new ArrayList<Valued>();
    earned.forEach(
        (name, values) -> {
          int treated = values.count();
          String term = "profit(" + name + ")";
          valued.add(
              new Valued(
                  name,
                  (double) treated / values.profit().length,
                  treated == 0
                      ? new Estimate.Point(term, 0, "Treating nobody earns nothing.")
                      : GroupedMean.of(term, values.profit(), groups)));
        });
    double[] a = earned.get(winner).profit();
    double[] b = earned.get(simple).profit();
    double[] gap = IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    String term = "advantage(" + winner + ")";
    return new Values(
        valued,
        winner,
        winner.equals(simple)
            ? new Estimate.Missing(
                term, Reason.UNSUITED, "No policy earned more than treating " + simple + ".")
            : GroupedMean.of(term, gap, groups));
  }

  private static int[] groups(UpliftSample sample, int[] places) {
    return Arrays.stream(places).map(i -> sample.groups()[i]).toArray();
  }
}
