package org.liftgate.modeling.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.matching.NearestNeighbour;
import org.liftgate.modeling.matching.PropensityMatching;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.truth.TruthCase.Expected;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.InverseProbability;
import org.liftgate.modeling.weighting.Target;

/** What selection on observables asks of matching and weighting. */
final class SelectionCases {
  private static final Workers ONE = Workers.of(1);

  /**
   * Ten untreated for each treated. Where there are one or two, partners within a caliper differ.
   */
  private static final Confounded RICH = Confounded.of(2_000, 0, 0).withShift(-2.6);

  private SelectionCases() {}

  static List<TruthCase<?>> all() {
    var cases = new ArrayList<TruthCase<?>>();
    var spread = Confounded.of(1_000, 0.3, 0.3);
    for (Target target : List.of(Target.ATE, Target.ATT, Target.ATO)) {
      String estimand = target.name().toLowerCase(Locale.ROOT);
      cases.add(of("ipw", new InverseProbability(target).withWorkers(ONE), spread, estimand));
      cases.add(of("aipw", new AugmentedWeighting(target, 1).withWorkers(ONE), spread, estimand));
    }
    var nothing = Confounded.of(1_000, 0, 0);
    cases.add(of("ipw", new InverseProbability(Target.ATT).withWorkers(ONE), nothing, "att"));
    matching(cases, nothing);
    return cases;
  }

  private static void matching(List<TruthCase<?>> cases, Confounded two) {
    var matching = new PropensityMatching().withWorkers(ONE);
    var again = matching.withMethod(NearestNeighbour.DEFAULT.withReplacement(true));
    var adjusted = matching.withBiasAdjustment(true);
    // What covariates say beyond the score lies in the pairs' differences, though the estimated
    // score balances it: errors by pair are too wide then (Abadie and Imbens, 2016).
    cases.add(of("match", matching, RICH.withPrognosisByScore(), "att"));
    cases.add(of("match", matching, RICH, "att").expecting(Expected.CONSERVATIVE));
    cases.add(of("match", matching, two, "att").expecting(Expected.BIASED));
    cases.add(of("match, replace", again, RICH, "att").expecting(Expected.CONSERVATIVE));
    cases.add(of("match, bias-adjust", adjusted, RICH, "att"));
    cases.add(of("match, bias-adjust", adjusted, RICH.withCurvature(0.25), "att"));
    cases.add(of("match, bias-adjust", adjusted, two, "att"));
    cases.add(of("match, replace, bias-adjust", again.withBiasAdjustment(true), RICH, "att"));
    cases.add(of("match, replace, bias-adjust", again.withBiasAdjustment(true), two, "att"));
  }

  private static TruthCase<CrossSection> of(
      String name, Estimator<Observed> estimator, Confounded design, String estimand) {
    return TruthCase.identified(
        name, design, estimand, s -> estimator.estimate(observed(s)).getFirst());
  }

  static Observed observed(CrossSection s) {
    List<String> names =
        IntStream.rangeClosed(1, s.covariates().length).mapToObj(k -> "x" + k).toList();
    return Observed.of(names, s.covariates(), s.treated(), s.outcome());
  }
}
