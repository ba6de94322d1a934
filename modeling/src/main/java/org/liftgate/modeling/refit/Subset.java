package org.liftgate.modeling.refit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/**
 * Part of the units, drawn without replacement: estimates from a share f of them spread by se
 * sqrt(1/f - 1) about the estimate when no few units carry it.
 *
 * @param share of units kept, between 0 and 1
 */
public record Subset(double share) implements Challenge {
  private static final double PASS = 1.5;
  private static final double SIGN = 0.05;

  public Subset {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share (" + share + ") must lie between 0 and 1");
    }
  }

  @Override
  public String name() {
    return "subset";
  }

  @Override
  public String rule() {
    return "On %d%% of the units the estimate keeps its sign in 95%% of draws and spreads at most 1.5 times as widely as its standard error says."
        .formatted(Math.round(100 * share));
  }

  @Override
  public boolean sameFolds() {
    return false;
  }

  @Override
  public Study change(Study study, SplittableRandom random) {
    int units = study.unitCount();
    int keep = (int) Math.round(share * units);
    int[] times = new int[units];
    int left = keep;
    for (int u = 0; u < units; u++) {
      if (random.nextInt(units - u) < left) {
        times[u] = 1;
        left--;
      }
    }
    return study.repeated(times);
  }

  @Override
  public Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws) {
    double[] values = Draws.values(draws);
    double spread = Draws.deviation(values) / (found.stdError() * Math.sqrt(1 / share - 1));
    double lost = Draws.otherSide(values, found.value());
    Trial.Word word =
        lost > SIGN && spread > PASS
            ? Trial.Word.FAIL
            : lost > SIGN || spread > PASS ? Trial.Word.FRAGILE : Trial.Word.PASS;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Trial(
        name(),
        rule(),
        word,
        spread,
        PASS,
        draws.size(),
        "On %d%% of the units the estimate is %s on average, %s to %s over the draws; its sign is lost in %d%% of them."
            .formatted(
                Math.round(100 * share),
                Words.number(Draws.mean(values), found.stdError()),
                Words.number(sorted[0], found.stdError()),
                Words.number(sorted[sorted.length - 1], found.stdError()),
                Math.round(100 * lost)));
  }
}
