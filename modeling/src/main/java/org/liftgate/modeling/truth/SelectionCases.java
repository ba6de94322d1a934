package org.liftgate.modeling.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.matching.PropensityMatching;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.truth.TruthCase.Expected;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.InverseProbability;
import org.liftgate.modeling.weighting.Target;

/** What selection on observables asks of matching and weighting. */
final class SelectionCases {
  private static final Workers ONE = Workers.of(1);

  /** Ten untreated for each treated. Where there are two, partners within a caliper differ. */
  private static final Confounded RICH = new Confounded(2_000, -2.6, 0.8, 0, 0, 0);

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
    var matching = new PropensityMatching().withWorkers(ONE);
    // The estimated score makes matching more precise than pairs show (Abadie and Imbens, 2016).
    cases.add(of("match", matching, RICH, "att").expecting(Expected.CONSERVATIVE));
    cases.add(of("match", matching, nothing, "att").expecting(Expected.BIASED));
    return cases;
  }

  private static TruthCase<CrossSection> of(
      String name, Estimator<Observed> estimator, Confounded design, String estimand) {
    return TruthCase.identified(
        name, design, estimand, s -> estimator.estimate(observed(s)).getFirst());
  }

  private static Observed observed(CrossSection s) {
    List<String> names =
        IntStream.rangeClosed(1, s.covariates().length).mapToObj(k -> "x" + k).toList();
    return Observed.of(names, s.covariates(), s.treated(), s.outcome());
  }
}
