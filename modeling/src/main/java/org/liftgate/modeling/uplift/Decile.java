package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;

/**
 * A tenth of the held-out units, the first with the largest predicted effects of its fold.
 *
 * @param number 1 to 10
 * @param rows held-out rows in it
 * @param treated of these
 * @param predicted mean predicted effect
 * @param effect mean doubly robust score, term {@code decile(number)}
 */
public record Decile(int number, int rows, int treated, double predicted, Estimate effect) {
  static final int COUNT = 10;

  static List<Decile> of(List<HeldOut> folds, byte[] treated) {
    var out = new ArrayList<Decile>();
    List<int[]> deciles = folds.stream().map(f -> numbers(f.predicted())).toList();
    for (int d = 1; d <= COUNT; d++) {
      out.add(of(d, folds, deciles, treated));
    }
    return List.copyOf(out);
  }

  private static Decile of(int d, List<HeldOut> folds, List<int[]> deciles, byte[] treated) {
    var scores = new ArrayList<Double>();
    var groups = new ArrayList<Integer>();
    double predicted = 0;
    int arm = 0;
    for (int k = 0; k < folds.size(); k++) {
      HeldOut fold = folds.get(k);
      for (int i = 0; i < fold.rows().length; i++) {
        if (deciles.get(k)[i] == d) {
          scores.add(fold.scores()[i]);
          groups.add(fold.groups()[i]);
          predicted += fold.predicted()[i];
          arm += treated[fold.rows()[i]];
        }
      }
    }
    double[] values = scores.stream().mapToDouble(v -> v).toArray();
    int[] codes = groups.stream().mapToInt(g -> g).toArray();
    return new Decile(
        d,
        values.length,
        arm,
        values.length == 0 ? 0 : predicted / values.length,
        GroupedMean.of("decile(" + d + ")", values, codes));
  }

  private static int[] numbers(double[] predicted) {
    double[] rank = UpliftCurve.ranks(predicted);
    return IntStream.range(0, rank.length)
        .map(i -> Math.clamp((int) Math.ceil(COUNT * rank[i] - 1e-9), 1, COUNT))
        .toArray();
  }
}
