package org.liftgate.modeling.stages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.adjusted.GroupAdjustment;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.adjusted.HistoryEffects;
import org.liftgate.modeling.adjusted.NetDifference;
import org.liftgate.modeling.adjusted.PairedInfluence;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.weighting.TreatedContrast;
import org.liftgate.modeling.weighting.WeightingResult;

/**
 * A group under every design, other treatments held fixed; an effect that is missing has no
 * influence.
 *
 * @param gross difference in differences with whatever else the arms got
 * @param difference the same beside the other lists
 * @param grossHistory effect given history with whatever else the arms got
 */
record Adjusted(
    GroupAdjustment group,
    int units,
    UnitInfluence gross,
    NetDifference difference,
    Optional<UnitInfluence> grossHistory,
    HistoryEffects.Found history,
    Optional<WeightingResult> overlap) {

  GroupSample sample() {
    return group.sample();
  }

  Optional<UnitInfluence> weighted() {
    return history.net().map(HistoryEffects.Net::effect);
  }

  Estimate weightedEstimate() {
    return history
        .net()
        .map(n -> n.effect().estimate(AdjustedStage.HISTORY))
        .orElseGet(() -> history.missing().orElseThrow());
  }

  /** Matched pairs' change once other lists' effects are off; times a weight of the group. */
  Optional<PairedInfluence> paired(double caliper, double weight) {
    return group.matches(caliper).map(m -> add(new PairedInfluence(units), m, weight));
  }

  /** Adds this group's pairs to those of others. */
  PairedInfluence add(PairedInfluence pool, Matches m, double weight) {
    double[] d = sample().difference();
    double[] others = difference.others();
    for (int i = 0; i < others.length; i++) {
      d[i] -= others[i];
    }
    pool.add(m, d, sample().unit(), weight);
    for (int q = 0; q < difference.effects().length; q++) {
      boolean[] member = difference.lists().get(q).member();
      double share = 0;
      for (int t = 0; t < m.treated().length; t++) {
        int control = m.control(t, 0);
        if (control >= 0) {
          share += (member[m.treated()[t]] ? 1.0 : 0) - (member[control] ? 1.0 : 0);
        }
      }
      share /= m.matched();
      if (share != 0) {
        pool.also(sample().unit(), difference.influence()[q], -weight * share);
      }
    }
    return pool;
  }

  Estimate matchedEstimate(double caliper) {
    return paired(caliper, 1)
        .map(m -> m.estimate(AdjustedStage.MATCHED))
        .orElseGet(
            () ->
                group
                    .unmatched(AdjustedStage.MATCHED)
                    .orElseGet(
                        () ->
                            new Estimate.Missing(
                                AdjustedStage.MATCHED,
                                Estimate.Reason.NO_MATCH,
                                "Fewer than two treated units have a control within the caliper.")));
  }

  Optional<PairedInfluence> matched(double caliper) {
    return paired(caliper, 1)
        .filter(m -> m.estimate(AdjustedStage.MATCHED) instanceof Estimate.Value);
  }

  /** Every group under every design. */
  static List<Adjusted> all(
      List<GroupSample> samples,
      int units,
      Function<GroupSample, GroupAdjustment.Options> options,
      Workers workers) {
    List<GroupAdjustment> groups =
        workers.map(
            samples.size(),
            k -> {
              GroupSample s = samples.get(k);
              return new GroupAdjustment(s, options.apply(s), AdjustedStage.HISTORY);
            });
    Map<Object, HistoryEffects.Member> members = new HashMap<>();
    groups.forEach(
        g ->
            g.contrast()
                .ifPresent(
                    c ->
                        members.put(g.sample().label(), new HistoryEffects.Member(g.sample(), c))));
    var effects = new HistoryEffects(members, units);
    boolean most = 2 * groups.stream().filter(GroupAdjustment::poorOverlap).count() > groups.size();
    return workers.map(
        groups.size(), k -> of(groups.get(k), effects, units, most || groups.get(k).poorOverlap()));
  }

  /**
   * @param poor whether the group's overlap is, or that of most, so that overlap weights are wanted
   */
  private static Adjusted of(
      GroupAdjustment group, HistoryEffects effects, int units, boolean poor) {
    GroupSample s = group.sample();
    HistoryEffects.Found history =
        group
            .unweighted(AdjustedStage.HISTORY)
            .map(m -> new HistoryEffects.Found(Optional.empty(), Optional.of(m)))
            .orElseGet(() -> effects.of(s.label(), AdjustedStage.HISTORY));
    Optional<UnitInfluence> gross =
        group.contrast().map(c -> c.of(s.after())).map(e -> influence(s, e, units));
    double[] outcome = s.after().clone();
    history
        .net()
        .ifPresent(
            n -> {
              for (int i = 0; i < outcome.length; i++) {
                outcome[i] -= n.others()[i];
              }
            });
    return new Adjusted(
        group,
        units,
        UnitInfluence.ofMeans(s.unit(), s.treated(), s.difference(), units),
        NetDifference.of(s, units),
        gross,
        history,
        poor ? Optional.of(group.overlapEffect(outcome)) : Optional.empty());
  }

  private static UnitInfluence influence(GroupSample s, TreatedContrast.Effect e, int units) {
    return UnitInfluence.ofSum(e.value(), s.unit(), e.influence(), units);
  }
}
