package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.robustness.ChangeGroup;
import org.liftgate.modeling.robustness.PooledChange;
import org.liftgate.modeling.stages.RobustnessData.Group;
import org.liftgate.modeling.stages.RobustnessData.Window;

/** The choices, each with what it makes of the effect. */
final class Specifications {
  private final RobustnessStage.Parameters p;
  private final RobustnessData data;
  private final List<Optional<ChangeGroup>> held;
  private final List<Optional<ChangeGroup>> counted;
  private final List<Optional<ChangeGroup>> clean;

  Specifications(RobustnessStage.Parameters p, RobustnessData data) {
    this.p = p;
    this.data = data;
    this.held =
        data.groups().stream()
            .map(
                g ->
                    ChangeGroup.of(
                        g.unit(), g.treated(), g.others().stream().map(o -> o.member()).toList()))
            .toList();
    this.counted =
        data.groups().stream().map(g -> ChangeGroup.of(g.unit(), g.treated(), List.of())).toList();
    this.clean = data.groups().stream().map(this::clean).toList();
  }

  RobustnessData data() {
    return data;
  }

  private static int[] cleanRows(Group g) {
    return IntStream.range(0, g.unit().length).filter(i -> g.clean()[i]).toArray();
  }

  private Optional<ChangeGroup> clean(Group g) {
    int[] rows = cleanRows(g);
    int[] unit = Arrays.stream(rows).map(i -> g.unit()[i]).toArray();
    byte[] treated = new byte[rows.length];
    int arm = 0;
    for (int i = 0; i < rows.length; i++) {
      treated[i] = g.treated()[rows[i]];
      arm += treated[i];
    }
    return Math.min(arm, rows.length - arm) < p.minClean()
        ? Optional.empty()
        : ChangeGroup.of(unit, treated, List.of());
  }

  /** How other lists are dealt with. */
  enum Others {
    HELD("held fixed"),
    COUNTED("counted in"),
    CLEAN("households without any");

    final String words;

    Others(String words) {
      this.words = words;
    }
  }

  /**
   * A choice and what it says.
   *
   * @param values how the outcome is taken
   * @param weights how groups are weighed
   */
  record Choice(
      String source,
      String others,
      String window,
      String values,
      String weights,
      boolean headline,
      Estimate.Value value) {}

  /** The effect for one choice; empty where no group has it. */
  Optional<PooledChange> pooled(Others others, int window, int way, boolean byTreated) {
    return pooled(others, window, way, byTreated, null);
  }

  /**
   * @param dropped U flags of units left out; null leaves out none
   */
  private Optional<PooledChange> pooled(
      Others others,
      int window,
      int way,
      boolean byTreated,
      boolean @org.jspecify.annotations.Nullable [] dropped) {
    var groups = new ArrayList<ChangeGroup>();
    var fits = new ArrayList<ChangeGroup.Fit>();
    var factors = new ArrayList<Double>();
    for (int k = 0; k < data.groups().size(); k++) {
      Group g = data.groups().get(k);
      double[] change = g.change()[window][way];
      if (change == null) {
        continue;
      }
      int[] rows =
          others == Others.CLEAN ? cleanRows(g) : IntStream.range(0, change.length).toArray();
      Optional<ChangeGroup> own =
          switch (others) {
            case HELD -> held.get(k);
            case COUNTED -> counted.get(k);
            case CLEAN -> clean.get(k);
          };
      if (dropped != null) {
        rows = Arrays.stream(rows).filter(i -> !dropped[g.unit()[i]]).toArray();
        own = without(g, rows);
      }
      if (own.isPresent()) {
        ChangeGroup of = own.get();
        groups.add(of);
        fits.add(of.fit(Arrays.stream(rows).mapToDouble(i -> change[i]).toArray()));
        factors.add(byTreated ? of.treatedUnits() / of.information(-1) : g.factor()[window]);
      }
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PooledChange(
                groups, fits, factors.stream().mapToDouble(f -> f).toArray(), data.units()));
  }

  private static Optional<ChangeGroup> without(Group g, int[] rows) {
    int[] unit = Arrays.stream(rows).map(i -> g.unit()[i]).toArray();
    byte[] treated = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      treated[i] = g.treated()[rows[i]];
    }
    List<boolean[]> others =
        g.others().stream()
            .map(
                o -> {
                  boolean[] member = new boolean[rows.length];
                  for (int i = 0; i < rows.length; i++) {
                    member[i] = o.member()[rows[i]];
                  }
                  return member;
                })
            .toList();
    return ChangeGroup.of(unit, treated, others);
  }

  /** The effect beside other lists over the headline's window: what is varied. */
  Optional<PooledChange> base() {
    return pooled(Others.HELD, 0, 0, false);
  }

  /** The same without some units, fitted anew. */
  Optional<PooledChange> baseWithout(boolean[] dropped) {
    return pooled(Others.HELD, 0, 0, false, dropped);
  }

  /** Before the start alone, where nothing should be found. */
  Optional<PooledChange> placebo() {
    return pooled(Others.HELD, data.windows().size() - 1, 0, false);
  }

  /** What an outcome is called when a share at either end is held back; 0 is none. */
  String way(int k) {
    return k == 0 ? "as they are" : "winsorised at %s%%".formatted(percent(p.winsor().get(k - 1)));
  }

  private static String percent(double share) {
    return java.math.BigDecimal.valueOf(100 * share)
        .setScale(1, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Every combination of choices. */
  List<Choice> all() {
    var out = new ArrayList<Choice>();
    for (Others others : Others.values()) {
      for (int w = 0; w + 1 < data.windows().size(); w++) {
        for (int k = 0; k <= p.winsor().size(); k++) {
          for (boolean byTreated : new boolean[] {false, true}) {
            Window window = data.windows().get(w);
            int way = k;
            pooled(others, w, k, byTreated)
                .map(c -> c.effect().estimate("att"))
                .filter(Estimate.Value.class::isInstance)
                .ifPresent(
                    e ->
                        out.add(
                            new Choice(
                                "changes",
                                others.words,
                                window.name(),
                                way(way),
                                byTreated ? "by treated units" : "as stacked",
                                false,
                                (Estimate.Value) e)));
          }
        }
      }
    }
    return out;
  }
}
