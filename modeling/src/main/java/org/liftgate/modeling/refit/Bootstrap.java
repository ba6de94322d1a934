package org.liftgate.modeling.refit;

import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/**
 * Units drawn with replacement (Efron, 1979), everything estimated again on each draw: what the
 * standard error leaves out, such as the choice of nuisance models, shows as a wider spread.
 */
public record Bootstrap() implements Challenge {
  private static final double PASS = 0.25;

  @Override
  public String name() {
    return "bootstrap";
  }

  @Override
  public String rule() {
    return "Over units drawn with replacement the estimates spread within 25% of the standard error, about a mean within half of one of the estimate.";
  }

  @Override
  public boolean sameFolds() {
    return false;
  }

  @Override
  public Study change(Study study, SplittableRandom random) {
    int[] times = new int[study.unitCount()];
    for (int i = 0; i < times.length; i++) {
      times[random.nextInt(times.length)]++;
    }
    return study.repeated(times);
  }

  @Override
  public Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws) {
    double[] values = Draws.values(draws);
    double spread = Draws.deviation(values);
    double off = Math.abs(spread / found.stdError() - 1);
    double shift = Math.abs(Draws.mean(values) - found.value()) / found.stdError();
    Trial.Word word = Trial.Word.within(Math.max(off, shift / 2), PASS, 2 * PASS);
    return new Trial(
        name(),
        rule(),
        word,
        spread / found.stdError(),
        1 + PASS,
        draws.size(),
        "Over %d draws of the units the estimate is %s on average and spreads by %s; its standard error is %s."
            .formatted(
                draws.size(),
                Words.number(Draws.mean(values), found.stdError()),
                Words.number(spread, spread),
                Words.number(found.stdError(), found.stdError())));
  }
}
