package org.liftgate.modeling.synthetic;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.Workers;

/**
 * Permutation inference for synthetic control (Abadie, Diamond and Hainmueller, 2010): every
 * control in turn takes the place of the treated, and the ratio of its root mean square gaps after
 * and before the start is ranked. Controls are never compared with the treated.
 *
 * @param ratio of the treated
 * @param ratios N0 ratios of the controls
 * @param effects N0 mean gaps of the controls after the start
 * @param pValue share of all N0 + 1 ratios that are at least the treated one's
 */
public record PlaceboInSpace(double ratio, double[] ratios, double[] effects, double pValue) {
  private static final double EXACT = 1e-12;

  /** The block needs two controls, so that one can stand for the other. */
  public static PlaceboInSpace of(Block block, Workers workers) {
    if (block.controls() < 2) {
      throw new IllegalArgumentException("controls (" + block.controls() + ") must be at least 2");
    }
    SyntheticDid control = SyntheticDid.sc().with(Workers.of(1));
    int n = block.controls();
    List<Gaps> gaps = workers.map(n + 1, i -> gaps(control, i == n ? block : inPlace(block, i)));
    double[] all = gaps.stream().mapToDouble(PlaceboInSpace::ratio).toArray();
    double least = all[n] * (1 - EXACT);
    double atLeast = Arrays.stream(all).filter(r -> r >= least).count();
    double[] effects = gaps.stream().limit(n).mapToDouble(PlaceboInSpace::effect).toArray();
    return new PlaceboInSpace(all[n], Arrays.copyOf(all, n), effects, atLeast / (n + 1));
  }

  private static Block inPlace(Block block, int chosen) {
    int n = block.controls();
    var order = new int[n];
    for (int i = 0, k = 0; i < n; i++) {
      if (i != chosen) {
        order[k++] = i;
      }
    }
    order[n - 1] = chosen;
    return block.take(order, n - 1);
  }

  private static Gaps gaps(SyntheticDid control, Block block) {
    return Gaps.of(block, control.fit(block).weights());
  }

  private static double ratio(Gaps gaps) {
    return gaps.after() / Math.max(gaps.before(false), Double.MIN_NORMAL);
  }

  private static double effect(Gaps gaps) {
    return Arrays.stream(gaps.gaps(), gaps.start(), gaps.gaps().length).average().orElse(0);
  }
}
