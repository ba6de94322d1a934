package org.liftgate.modeling.refit;

import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/** A column of noise among the covariates: it causes nothing, so it may not matter. */
public record RandomCause() implements Challenge {
  private static final double PASS = 0.5;

  @Override
  public String name() {
    return "random-cause";
  }

  @Override
  public String rule() {
    return "A column of noise among the covariates moves the estimate by less than half its standard error in 95% of draws.";
  }

  @Override
  public boolean sameFolds() {
    return true;
  }

  @Override
  public Study change(Study study, SplittableRandom random) {
    double[] byUnit = new double[study.unitCount()];
    java.util.Arrays.setAll(byUnit, u -> random.nextGaussian());
    double[] noise = new double[study.rows()];
    java.util.Arrays.setAll(noise, i -> byUnit[study.units()[i]]);
    return study.withCovariate("random cause", noise);
  }

  @Override
  public Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws) {
    double[] moved =
        draws.stream()
            .mapToDouble(d -> Math.abs(d.value() - found.value()) / found.stdError())
            .toArray();
    double most = Draws.quantile(moved, 0.95);
    return new Trial(
        name(),
        rule(),
        Trial.Word.within(most, PASS, 2 * PASS),
        most,
        PASS,
        draws.size(),
        "With a column of noise the estimate is %s on average; in 95%% of draws it moves by at most %s of its standard error."
            .formatted(
                Words.number(Draws.mean(Draws.values(draws)), found.stdError()),
                Words.number(most, 0.1)));
  }
}
