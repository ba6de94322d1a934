package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.adjusted.PairedInfluence;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.panel.Arms;

/**
 * All groups together, each weighted as a stacked regression weighs it, so that the designs and the
 * headline are about one number. Groups that a design cannot estimate are left out and said.
 */
record AdjustedPool(
    AdjustedStage.Parameters p, Design design, AdjustedData data, List<Adjusted> groups) {

  List<List<@Nullable Object>> rows(StageContext context) {
    var rows = new ArrayList<List<@Nullable Object>>();
    Predicate<Adjusted> matched = a -> a.group().matches(p.caliper()).isPresent();
    Predicate<Adjusted> weighed = a -> a.weighted().isPresent();
    Predicate<Adjusted> overlap = a -> overlap(a).isPresent();
    rows.add(
        row("match-did", "CR1 cluster(unit,pair)", design.grade(), matched)
            .with(paired(p.caliper(), AdjustedStage.MATCHED)));
    Grade grade = design.grade().weaker(grade());
    rows.add(
        row("aipw", "influence cluster(unit)", grade, weighed)
            .with(pooled(HISTORY, Adjusted::weighted)));
    if (2 * groups.stream().filter(a -> a.group().poorOverlap()).count() > groups.size()) {
      rows.add(
          row("aipw", "influence cluster(unit)", grade, overlap)
              .with(pooled("ato", this::overlap)));
    }
    said(context, AdjustedStage.MATCHED, matched);
    said(context, HISTORY, weighed);
    return rows;
  }

  /** Adjusted when groups of most of the weight are balanced and overlap. */
  private Grade grade() {
    double good = 0;
    double all = 0;
    for (Adjusted a : groups) {
      if (a.weighted().isPresent()) {
        all += a.sample().weight();
        good += AdjustedTables.fair(a) ? a.sample().weight() : 0;
      }
    }
    return good > all / 2 ? Grade.ADJUSTED : Grade.ASSOCIATIONAL;
  }

  private Optional<UnitInfluence> overlap(Adjusted a) {
    return a.overlap()
        .filter(o -> o.effect() instanceof Estimate.Value)
        .map(
            o ->
                UnitInfluence.ofMean(
                    ((Estimate.Value) o.effect()).value(),
                    a.sample().unit(),
                    o.influence(),
                    data.units()));
  }

  private static final String HISTORY = AdjustedStage.HISTORY;

  private void said(StageContext context, String term, Predicate<Adjusted> estimated) {
    List<String> out =
        groups.stream()
            .filter(estimated.negate())
            .map(a -> String.valueOf(a.sample().label()))
            .toList();
    if (!out.isEmpty()) {
      context.note(
          "The pooled %s leaves out %d of %d groups, which it cannot estimate: %s."
              .formatted(term, out.size(), groups.size(), String.join(", ", out)));
    }
  }

  Estimate paired(double caliper, String term) {
    List<Adjusted> with =
        groups.stream().filter(a -> a.group().matches(caliper).isPresent()).toList();
    double total = with.stream().mapToDouble(a -> a.sample().weight()).sum();
    if (with.isEmpty()) {
      return none(term);
    }
    var pool = new PairedInfluence(data.units());
    for (Adjusted a : with) {
      a.add(pool, a.group().matches(caliper).orElseThrow(), a.sample().weight() / total);
    }
    return pool.estimate(term);
  }

  private Estimate pooled(String term, Function<Adjusted, Optional<UnitInfluence>> of) {
    return mean(groups, of).map(e -> e.estimate(term)).orElseGet(() -> none(term));
  }

  /** Weighted mean of influences; empty when no group has one. */
  static Optional<UnitInfluence> mean(
      List<Adjusted> groups, Function<Adjusted, Optional<UnitInfluence>> of) {
    var effects = new ArrayList<UnitInfluence>();
    var weights = new ArrayList<Double>();
    for (Adjusted a : groups) {
      of.apply(a)
          .ifPresent(
              e -> {
                effects.add(e);
                weights.add(a.sample().weight());
              });
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(UnitInfluence.mean(effects, weights.stream().mapToDouble(w -> w).toArray()));
  }

  private Estimate none(String term) {
    return new Estimate.Missing(
        term, Estimate.Reason.NO_MATCH, "No group could be estimated by this design.");
  }

  private EstimateTable.Row row(
      String estimator, String vcov, Grade grade, Predicate<Adjusted> estimated) {
    var one = new BitSet();
    var other = new BitSet();
    long rows = 0;
    double information = 0;
    for (Adjusted a : groups) {
      GroupSample s = a.sample();
      if (estimated.test(a)) {
        rows += s.panelRows();
        double n = s.treated().length;
        information += s.treatedUnits() * (double) s.comparisonUnits() / n;
        for (int i = 0; i < s.unit().length; i++) {
          (s.treated()[i] == 1 ? one : other).set(s.unit()[i]);
        }
      }
    }
    var all = (BitSet) one.clone();
    all.or(other);
    var arms = new Arms(one.cardinality(), other.cardinality(), all.cardinality(), information);
    return new EstimateTable.Row(
        design.stage(),
        estimator,
        design.profile().word(),
        p.treatment(),
        p.outcome(),
        null,
        vcov,
        rows,
        arms,
        Arms.of(0, 0),
        arms,
        grade.word(),
        data.postPeriods());
  }
}
