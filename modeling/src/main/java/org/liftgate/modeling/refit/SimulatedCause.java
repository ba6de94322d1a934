package org.liftgate.modeling.refit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/**
 * A common cause put on top of the rows and kept from the estimator: u standard normal by unit,
 * treatment + onTreatment u, outcome + onOutcome u (the simulation DoWhy makes once).
 *
 * @param onTreatment how far one standard deviation of it moves the treatment
 * @param onOutcome how far it moves the outcome beside the treatment
 */
public record SimulatedCause(double onTreatment, double onOutcome) implements Challenge {
  private static final double SIGN = 0.05;

  @Override
  public String name() {
    return "simulated-cause";
  }

  @Override
  public String rule() {
    return "With an unseen cause added that moves the treatment by %s and the outcome by %s, the estimate keeps its sign in 95%% of draws."
        .formatted(Words.plain(onTreatment), Words.plain(onOutcome));
  }

  @Override
  public boolean sameFolds() {
    return true;
  }

  @Override
  public Study change(Study study, SplittableRandom random) {
    double[] u = new double[study.unitCount()];
    Arrays.setAll(u, i -> random.nextGaussian());
    double[] t = study.treatment().clone();
    double[] y = study.outcome().clone();
    for (int i = 0; i < t.length; i++) {
      t[i] += onTreatment * u[study.units()[i]];
      y[i] += onOutcome * u[study.units()[i]];
    }
    return study.withTreatment(t).withOutcome(y);
  }

  @Override
  public Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws) {
    double[] values = Draws.values(draws);
    double lost = Draws.otherSide(values, found.value());
    return new Trial(
        name(),
        rule(),
        lost > SIGN ? Trial.Word.FRAGILE : Trial.Word.PASS,
        lost,
        SIGN,
        draws.size(),
        "With such a cause added and unseen the estimate is %s on average instead of %s; its sign is %s."
            .formatted(
                Words.number(Draws.mean(values), found.stdError()),
                Words.number(found.value(), found.stdError()),
                lost > SIGN ? "lost in %d%% of draws".formatted(Math.round(100 * lost)) : "kept"));
  }
}
