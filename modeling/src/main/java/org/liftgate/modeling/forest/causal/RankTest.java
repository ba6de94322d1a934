package org.liftgate.modeling.forest.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.uplift.SequentialFolds;

/**
 * Whether the forest finds whose effect is larger: rank-weighted effects (Yadlowsky and others,
 * 2025) over sequential folds of units, each ranked by a forest of the folds before it, scored by
 * the doubly robust scores of the whole forest.
 *
 * @param folds at least 2
 */
public record RankTest(int folds) {
  private static final long STREAM = 0x52415445L;

  /** {@code rate} (AUTOC) and {@code qini}, or why there are none. */
  public List<Estimate> of(DoublyRobust robust) {
    CausalSample s = robust.forest().sample();
    CausalForest settings = robust.forest().settings();
    if (!Double.isFinite(Arrays.stream(robust.scores()).sum())) {
      return missing(Reason.NO_OVERLAP, "A probability of treatment is 0 or 1.");
    }
    int[] fold = folds(s, settings.seed());
    var held = new ArrayList<SequentialFolds.Fold>();
    for (int k = 1; k < folds; k++) {
      int current = k;
      int[] before = IntStream.range(0, s.rows()).filter(i -> fold[i] < current).toArray();
      int[] own = IntStream.range(0, s.rows()).filter(i -> fold[i] == current).toArray();
      switch (settings.withSeed(Digest.mix(settings.seed() + STREAM + k)).fit(s.take(before))) {
        case CausalForest.Refused r -> {
          return missing(r.reason(), "On the folds before: " + r.detail());
        }
        case CausalEffects grown ->
            held.add(
                new SequentialFolds.Fold(
                    grown.predictValues(s.take(own).features()),
                    CausalSample.pick(robust.scores(), own),
                    Arrays.stream(own).map(i -> s.unitCodes()[i]).toArray()));
      }
    }
    var sequence = new SequentialFolds(held);
    return List.of(sequence.autoc("rate"), sequence.qini("qini"));
  }

  /** A fold for each row, the same for all rows of a unit. */
  private int[] folds(CausalSample s, long seed) {
    int count = s.unitCount();
    int[] order = IntStream.range(0, count).toArray();
    var random = new SplittableRandom(Digest.mix(seed ^ STREAM));
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    var byUnit = new int[count];
    for (int i = 0; i < count; i++) {
      byUnit[order[i]] = (int) ((long) i * folds / count);
    }
    return Arrays.stream(s.unitCodes()).map(u -> byUnit[u]).toArray();
  }

  private static List<Estimate> missing(Reason reason, String detail) {
    return List.of(
        new Estimate.Missing("rate", reason, detail), new Estimate.Missing("qini", reason, detail));
  }
}
