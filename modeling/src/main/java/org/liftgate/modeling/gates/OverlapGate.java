package org.liftgate.modeling.gates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.overlap.Overlap;

/**
 * {@code modeling.overlap}: enough units must have a propensity score between .1 and .9, and the
 * score must not tell the arms apart.
 */
public final class OverlapGate implements GateKind<OverlapGate.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Column with each unit's probability of treatment") String score,
      @Doc("Column that says which arm a unit is in") @Default("treated") String treated,
      @Doc("Least share of units with a score in [.1, .9]") @Default("0.5") double minShare,
      @Doc("Greatest probability that a treated unit scores above a comparison unit")
          @Default("0.9")
          double maxAuc) {}

  @Override
  public String name() {
    return "modeling.overlap";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public List<Gate.Outcome> check(Parameters p, Gate gate, StageContext context) {
    var columns = new ArrayList<>(List.of(p.score(), p.treated()));
    columns.addAll(gate.by());
    Table table = context.engine().read(gate.on(), columns.toArray(String[]::new));
    double[] score = table.doubles(p.score());
    long[] arm = table.longs(p.treated());
    return groups(table, gate.by()).entrySet().stream()
        .map(e -> check(p, e.getKey(), e.getValue(), score, arm))
        .toList();
  }

  /** Row numbers by group; one group with an empty label when the gate has no {@code by}. */
  private static Map<String, List<Integer>> groups(Table table, List<String> by) {
    var groups = new TreeMap<String, List<Integer>>();
    if (by.isEmpty()) {
      groups.put("", new ArrayList<>());
    }
    List<String[]> labels = by.stream().map(table::texts).toList();
    for (int i = 0; i < table.rows(); i++) {
      int row = i;
      String label = labels.stream().map(l -> l[row]).collect(Collectors.joining("/"));
      groups.computeIfAbsent(label, _ -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  private static Gate.Outcome check(
      Parameters p, String group, List<Integer> rows, double[] scores, long[] arms) {
    double[] score = rows.stream().mapToDouble(i -> scores[i]).toArray();
    var treated = new boolean[score.length];
    int treatedUnits = 0;
    for (int i = 0; i < treated.length; i++) {
      treated[i] = arms[rows.get(i)] != 0;
      treatedUnits += treated[i] ? 1 : 0;
    }
    long unknown = Arrays.stream(score).filter(s -> !(s >= 0 && s <= 1)).count();
    if (unknown > 0) {
      String message = "%d of %d units have no score between 0 and 1.";
      return outcome(group, false, null, p, message.formatted(unknown, score.length));
    }
    if (treatedUnits == 0 || treatedUnits == score.length) {
      String message = "%d treated and %d comparison units: there is nothing to overlap.";
      return outcome(
          group, false, null, p, message.formatted(treatedUnits, score.length - treatedUnits));
    }
    return outcome(p, group, Overlap.of(score, treated));
  }

  private static Gate.Outcome outcome(Parameters p, String group, Overlap o) {
    boolean passed = o.share() >= p.minShare() && o.auc() <= p.maxAuc();
    String message =
        "%.0f%% of %d units score between .1 and .9 (at least %.0f%%), and the score tells the arms"
            + " apart with probability %.2f (at most %.2f).";
    return outcome(
        group,
        passed,
        o.share(),
        p,
        String.format(
            java.util.Locale.ROOT,
            message,
            100 * o.share(),
            o.treated() + o.comparison(),
            100 * p.minShare(),
            o.auc(),
            p.maxAuc()));
  }

  private static Gate.Outcome outcome(
      String group, boolean passed, @Nullable Double measure, Parameters p, String message) {
    Optional<String> named = group.isEmpty() ? Optional.empty() : Optional.of(group);
    return new Gate.Outcome(named, passed, measure, p.minShare(), message, Optional.empty());
  }
}
