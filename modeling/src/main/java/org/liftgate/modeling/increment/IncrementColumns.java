package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.liftgate.accumulate.ListedBlock;
import org.liftgate.accumulate.ListedWithin;
import org.liftgate.accumulate.Loadings;
import org.liftgate.accumulate.Workers;

/**
 * The regressors of one specification, in this order: a column for each other list and lag, the
 * same in all stacks; a column for each stack and period of its own effect; the interaction, if
 * asked for. What an earlier column explains has no slope, so an effect is only ever estimated
 * beside all lags.
 */
final class IncrementColumns {
  private static final int NONE = -1;

  private final ListedPanel sample;
  private final List<Stack> stacks;
  private final Map<Long, Integer> lags = new HashMap<>();
  private final int[][] own;
  private final List<Loadings> loadings = new ArrayList<>();
  private final int interaction;
  final int count;

  /**
   * @param effects periods that have an effect of their own; the others are the reference
   * @param interacted whether effects may change with each other treatment that runs beside them
   */
  IncrementColumns(
      ListedPanel sample, List<Stack> stacks, IntPredicate effects, boolean interacted) {
    this.sample = sample;
    this.stacks = stacks;
    for (Stack s : stacks) {
      for (int i : s.exposures()) {
        if (s.place(sample.exposures().period()[i]) >= 0) {
          lags.putIfAbsent(lag(i), lags.size());
        }
      }
    }
    int next = lags.size();
    own = new int[stacks.size()][];
    for (int k = 0; k < own.length; k++) {
      int[] periods = stacks.get(k).periods();
      own[k] = new int[periods.length];
      for (int t = 0; t < periods.length; t++) {
        own[k][t] = effects.test(periods[t]) ? next++ : NONE;
      }
    }
    interaction = interacted ? next++ : NONE;
    count = next;
    for (int k = 0; k < own.length; k++) {
      loadings.add(loadings(k));
    }
  }

  private long lag(int row) {
    return (long) sample.exposures().list()[row] << 32 | sample.exposures().lag()[row];
  }

  private Loadings loadings(int k) {
    Stack s = stacks.get(k);
    var e = sample.exposures();
    int most = s.periods().length + 2 * s.exposures().length;
    var list = new int[most];
    var period = new int[most];
    var column = new int[most];
    var value = new double[most];
    int n = 0;
    for (int t = 0; t < own[k].length; t++) {
      if (own[k][t] != NONE) {
        period[n] = t;
        column[n] = own[k][t];
        value[n++] = 1;
      }
    }
    for (int i : s.exposures()) {
      int t = s.place(e.period()[i]);
      if (t < 0) {
        continue;
      }
      list[n] = s.list(e.list()[i]);
      period[n] = t;
      column[n] = lags.get(lag(i));
      value[n++] = e.share()[i];
      if (interaction != NONE && e.period()[i] >= 0 && e.running()[i] > 0) {
        list[n] = s.both(e.list()[i]);
        period[n] = t;
        column[n] = interaction;
        value[n++] = e.running()[i];
      }
    }
    return new Loadings(
        Arrays.copyOf(list, n),
        Arrays.copyOf(period, n),
        Arrays.copyOf(column, n),
        Arrays.copyOf(value, n));
  }

  ListedWithin solve(Workers workers) {
    List<ListedBlock> blocks = stacks.stream().map(Stack::block).toList();
    return ListedWithin.of(blocks, loadings, count, workers);
  }

  /** Columns of the stack's own effects in the periods chosen; empty when one has no slope. */
  int[] effects(ListedWithin solved, int stack, IntPredicate periods) {
    int[] all = stacks.get(stack).periods();
    int[] chosen =
        java.util.stream.IntStream.range(0, all.length)
            .filter(t -> own[stack][t] != NONE && periods.test(all[t]))
            .map(t -> own[stack][t])
            .toArray();
    return Arrays.stream(chosen).allMatch(solved::estimable) ? chosen : new int[0];
  }

  /** The interaction's column, where it has a slope. */
  java.util.OptionalInt interaction(ListedWithin solved) {
    return interaction != NONE && solved.estimable(interaction)
        ? java.util.OptionalInt.of(interaction)
        : java.util.OptionalInt.empty();
  }
}
