package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.modeling.uplift.Policy;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;
import org.liftgate.modeling.uplift.UpliftResult;
import org.liftgate.modeling.uplift.UpliftStudy;

/** Tables by unit: segments and recommendations, and how far the T- and the S-learner agree. */
record UpliftUnits(UpliftTables tables) {
  private static final int SEGMENTS = 10;
  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.5};

  void write() {
    units();
    shares();
  }

  private Optional<double[]> effects(Optional<UpliftStudy.Named> named) {
    return named
        .map(n -> tables.outcome().predicted().get(n.name()))
        .map(rows -> tables.data().byUnit(rows));
  }

  private void units() {
    UpliftStage.Parameters p = tables.p();
    UpliftStudy study = tables.study();
    long[] ids = tables.data().unitIds();
    boolean ranked = tables.refused().isEmpty();
    Optional<double[]> effects = ranked ? effects(Optional.of(study.headline())) : Optional.empty();
    Optional<double[]> t = ranked ? effects(study.first(Meta.T)) : Optional.empty();
    Optional<double[]> s = ranked ? effects(study.first(Meta.S)) : Optional.empty();
    int[] seen =
        effects
            .map(e -> IntStream.range(0, e.length).filter(u -> !Double.isNaN(e[u])).toArray())
            .orElse(new int[0]);
    double margin = p.margin() * tables.data().periods();
    Optional<int[]> segment = effects.map(e -> segments(e, seen));
    Optional<boolean[]> profit = effects.map(e -> Policy.byProfit(e, margin, p.costPerMailing()));
    Optional<boolean[]> both =
        t.isPresent() && s.isPresent()
            ? Optional.of(both(t.get(), s.get(), seen, p.topShare()))
            : Optional.empty();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int u = 0; u < ids.length; u++) {
      boolean known = effects.isPresent() && !Double.isNaN(effects.get()[u]);
      rows.add(
          Arrays.<@Nullable Object>asList(
              ids[u],
              known ? (Double) effects.get()[u] : null,
              known ? (Long) (long) segment.orElseThrow()[u] : null,
              known ? (Double) (margin * effects.get()[u] - p.costPerMailing()) : null,
              known && t.isPresent() ? (Double) t.get()[u] : null,
              known && s.isPresent() ? (Double) s.get()[u] : null,
              known ? (Boolean) profit.orElseThrow()[u] : null,
              known && both.isPresent() ? (Boolean) both.get()[u] : null,
              study.headline().name(),
              known
                  ? null
                  : ranked ? "It is in no group whose arms can be compared." : tables.refused()));
    }
    StageTable.write(
        tables.context(),
        "units",
        Schema.of(
            new Column("unit_id", Type.INTEGER),
            new Column("effect", Type.DOUBLE),
            new Column("segment", Type.INTEGER),
            new Column("expected_profit", Type.DOUBLE),
            new Column("effect_t", Type.DOUBLE),
            new Column("effect_s", Type.DOUBLE),
            new Column("recommended_by_profit", Type.BOOLEAN),
            new Column("recommended_conservative", Type.BOOLEAN),
            new Column("learner", Type.TEXT),
            new Column("reason", Type.TEXT)),
        rows,
        "unit_id");
  }

  private static double[] at(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(u -> values[u]).toArray();
  }

  private static boolean[] spread(boolean[] flags, int[] places, int units) {
    var out = new boolean[units];
    for (int i = 0; i < places.length; i++) {
      out[places[i]] = flags[i];
    }
    return out;
  }

  private static boolean[] both(double[] t, double[] s, int[] seen, double share) {
    return spread(Policy.topOfBoth(at(t, seen), at(s, seen), share), seen, t.length);
  }

  /** Tenths from the largest effect, equal effects in order of units. */
  private static int[] segments(double[] effects, int[] seen) {
    var out = new int[effects.length];
    double[] values = at(effects, seen);
    for (int k = SEGMENTS; k >= 1; k--) {
      boolean[] in = Policy.top(values, (double) k / SEGMENTS);
      for (int i = 0; i < seen.length; i++) {
        out[seen[i]] = in[i] ? k : out[seen[i]] == 0 ? SEGMENTS : out[seen[i]];
      }
    }
    return out;
  }

  private void shares() {
    UpliftStudy study = tables.study();
    Optional<double[]> t = effects(study.first(Meta.T));
    Optional<double[]> s = effects(study.first(Meta.S));
    var rows = new ArrayList<List<@Nullable Object>>();
    if (t.isPresent() && s.isPresent()) {
      int[] seen =
          IntStream.range(0, t.get().length)
              .filter(u -> !Double.isNaN(t.get()[u]) && !Double.isNaN(s.get()[u]))
              .toArray();
      Optional<double[]> scores = scores();
      for (double share : SHARES) {
        boolean[] one = Policy.top(at(t.get(), seen), share);
        boolean[] other = Policy.top(at(s.get(), seen), share);
        var row = row(share, one, other, seen, scores);
        row.add(study.first(Meta.T).orElseThrow().name());
        row.add(study.first(Meta.S).orElseThrow().name());
        rows.add(row);
      }
    }
    StageTable.write(
        tables.context(),
        "topk",
        Schema.of(
            new Column("share", Type.DOUBLE),
            new Column("units", Type.INTEGER),
            new Column("top", Type.INTEGER),
            new Column("both", Type.INTEGER),
            new Column("overlap", Type.DOUBLE),
            new Column("expected_by_chance", Type.DOUBLE),
            new Column("effect_of_both", Type.DOUBLE),
            new Column("effect_of_all", Type.DOUBLE),
            new Column("t_learner", Type.TEXT),
            new Column("s_learner", Type.TEXT)),
        rows,
        "share");
  }

  /** Mean doubly robust score of each unit: what its effect is judged by. */
  private Optional<double[]> scores() {
    if (!(tables.outcome().judged().get(tables.study().headline().name())
        instanceof UpliftResult.Judged j)) {
      return Optional.empty();
    }
    int[] unit = tables.data().arms().sample().groups();
    var sum = new double[tables.data().unitIds().length];
    var count = new int[sum.length];
    for (int i = 0; i < unit.length; i++) {
      sum[unit[i]] += j.scores()[i];
      count[unit[i]]++;
    }
    for (int u = 0; u < sum.length; u++) {
      sum[u] = count[u] == 0 ? Double.NaN : sum[u] / count[u];
    }
    return Optional.of(sum);
  }

  private static ArrayList<@Nullable Object> row(
      double share, boolean[] one, boolean[] other, int[] seen, Optional<double[]> scores) {
    long top = 0;
    long both = 0;
    double of = 0;
    double all = 0;
    for (int i = 0; i < seen.length; i++) {
      top += one[i] ? 1 : 0;
      boolean in = one[i] && other[i];
      both += in ? 1 : 0;
      double score = scores.isPresent() ? scores.get()[seen[i]] : 0;
      of += in ? score : 0;
      all += score;
    }
    return new ArrayList<>(
        Arrays.<@Nullable Object>asList(
            share,
            (long) seen.length,
            top,
            both,
            top == 0 ? null : (Double) ((double) both / top),
            share,
            both == 0 || scores.isEmpty() ? null : (Double) (of / both),
            seen.length == 0 || scores.isEmpty() ? null : (Double) (all / seen.length)));
  }
}
