package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.robustness.PooledChange;
import org.liftgate.modeling.stages.RefuterTable.Word;
import org.liftgate.modeling.stages.Specifications.Choice;

/** What becomes of the effect, as tables and as words by rules fixed beforehand. */
final class RobustnessTables {
  private static final Set<String> POOLED =
      Set.of(
          "att", "att-anticipation", "att-treated-weighted", "att-matched", "att-history", "ato");

  private final RobustnessStage.Parameters p;
  private final StageContext context;
  private final Specifications specifications;
  private final RefuterRows refuters;
  private final List<List<@Nullable Object>> variants = new ArrayList<>();

  RobustnessTables(
      RobustnessStage.Parameters p, StageContext context, Specifications specifications) {
    this.refuters = new RefuterRows(p.treatment(), p.outcome());
    this.p = p;
    this.context = context;
    this.specifications = specifications;
  }

  void write() {
    Optional<PooledChange> base = specifications.base();
    List<List<@Nullable Object>> without = new ArrayList<>();
    List<Choice> choices = new ArrayList<>();
    Estimate estimate =
        base.map(b -> b.effect().estimate("att"))
            .orElseGet(
                () ->
                    new Estimate.Missing(
                        "att",
                        Estimate.Reason.INCOMPLETE_CELLS,
                        "No group has both arms on both sides of its start."));
    if (estimate instanceof Estimate.Value value) {
      variant("base", "as the headline is taken", estimate);
      errors(base.orElseThrow(), value);
      leaveOneOut(base.orElseThrow(), value, without);
      influential(base.orElseThrow(), value);
      winsorised(value);
      windows(value);
      placebo();
      choices.addAll(specifications.all());
      choices.addAll(estimated());
      curve(choices, value);
    } else {
      untested(((Estimate.Missing) estimate).detail());
    }
    store(choices, without);
    Type groupType =
        specifications.data().groups().stream().anyMatch(g -> g.label() instanceof String)
            ? Type.TEXT
            : Type.INTEGER;
    refuters.write(context, groupType);
  }

  private void untested(String why) {
    refuters.add(
        "specification-curve",
        CURVE,
        Word.FRAGILE,
        null,
        null,
        null,
        0,
        "No choice could be tried: " + why);
  }

  private void errors(PooledChange base, Estimate.Value value) {
    var zero = new ArrayList<String>();
    for (PooledChange.Variant v : base.variants()) {
      Estimate e = v.estimate(value.value());
      variant("standard errors", v.name(), e);
      if (e instanceof Estimate.Value found && holdsZero(found) != holdsZero(value)) {
        zero.add(v.name());
      }
    }
    refuters.add(
        "se-variants",
        "pass: under every standard error the interval says the same of zero; else fragile",
        zero.isEmpty() ? Word.PASS : Word.FRAGILE,
        (double) zero.size(),
        0.0,
        null,
        0,
        zero.isEmpty()
            ? "Whatever the standard error (clustered by CR0, CR1 or jackknife, or as if rows were apart), the interval says the same of zero."
            : "What the interval says of zero depends on the standard error: " + zero + ".");
  }

  private void leaveOneOut(
      PooledChange base, Estimate.Value value, List<List<@Nullable Object>> out) {
    double[] without = base.leaveOneOut();
    int furthest = -1;
    double most = 0;
    int flips = 0;
    for (int u = 0; u < without.length; u++) {
      if (Double.isFinite(without[u])) {
        double change = without[u] - value.value();
        out.add(
            Arrays.<@Nullable Object>asList(
                specifications.data().unitIds()[u], without[u], change));
        flips += without[u] * value.value() < 0 ? 1 : 0;
        if (furthest < 0 || Math.abs(change) > Math.abs(most)) {
          furthest = u;
          most = change;
        }
      }
    }
    double size = Math.abs(most) / value.stdError();
    refuters.add(
        "leave-one-out",
        "pass: without any one unit the effect keeps its sign and moves by at most one standard error; else fail",
        flips == 0 && size <= 1 ? Word.PASS : Word.FAIL,
        size,
        1.0,
        null,
        0,
        RefuterRows.text(
            "Without any one of %,d units the effect stays within %.2f of %.2f (%.2f standard errors); its sign turns without %d of them.",
            out.size(), Math.abs(most), value.value(), size, flips));
  }

  private void influential(PooledChange base, Estimate.Value value) {
    double[] by = base.effect().byUnit();
    int n = Math.max(1, (int) Math.ceil(p.dropped() * base.effect().units()));
    boolean[] dropped = new boolean[by.length];
    IntStream.range(0, by.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer u) -> -Math.abs(by[u])).thenComparing(u -> u))
        .limit(n)
        .forEach(u -> dropped[u] = true);
    Estimate left =
        specifications
            .baseWithout(dropped)
            .map(b -> b.effect().estimate("att"))
            .orElse(missing("Without them no group has both arms."));
    variant("influence", RefuterRows.text("without the %d most influential", n), left);
    boolean same = left instanceof Estimate.Value v && v.value() * value.value() > 0;
    boolean sure = left instanceof Estimate.Value v && holdsZero(v) == holdsZero(value);
    refuters.add(
        "drop-influential",
        RefuterRows.text(
            "pass: without the %s%% of units that move the effect most it keeps its sign and what its interval says of zero; fragile: its sign alone; fail: neither",
            100 * p.dropped()),
        same && sure ? Word.PASS : same ? Word.FRAGILE : Word.FAIL,
        left instanceof Estimate.Value v ? (Double) v.value() : null,
        value.value(),
        null,
        0,
        left instanceof Estimate.Value v
            ? RefuterRows.text(
                "Without the %d units that move it most the effect is %.2f (95%%: %.2f to %.2f) in place of %.2f.",
                n, v.value(), v.confLow(), v.confHigh(), value.value())
            : "Without the units that move it most there is no effect to estimate.");
  }

  private void winsorised(Estimate.Value value) {
    for (int k = 1; k <= p.winsor().size(); k++) {
      Estimate e =
          specifications
              .pooled(Specifications.Others.HELD, 0, k, false)
              .map(b -> b.effect().estimate("att"))
              .orElse(missing("No group has both arms."));
      variant("winsorising", specifications.way(k), e);
      boolean same =
          e instanceof Estimate.Value v
              && v.value() * value.value() > 0
              && holdsZero(v) == holdsZero(value);
      refuters.add(
          "winsorised-" + k,
          "pass: with the outcome held within quantiles of comparison units before the start the effect keeps its sign and what its interval says of zero; else fragile",
          same ? Word.PASS : Word.FRAGILE,
          e instanceof Estimate.Value v ? (Double) v.value() : null,
          value.value(),
          null,
          0,
          e instanceof Estimate.Value v
              ? RefuterRows.text(
                  "With values %s the effect is %.2f (95%%: %.2f to %.2f) in place of %.2f.",
                  specifications.way(k), v.value(), v.confLow(), v.confHigh(), value.value())
              : "It could not be estimated so.");
    }
  }

  private void windows(Estimate.Value value) {
    var against = new ArrayList<String>();
    int tried = 0;
    for (int w = 1; w + 1 < specifications.data().windows().size(); w++) {
      String name = specifications.data().windows().get(w).name();
      Estimate e =
          specifications
              .pooled(Specifications.Others.HELD, w, 0, false)
              .map(b -> b.effect().estimate("att"))
              .orElse(missing("No group has these periods."));
      variant("windows", name, e);
      if (e instanceof Estimate.Value v) {
        tried++;
        if (v.value() * value.value() <= 0 || holdsZero(v) != holdsZero(value)) {
          against.add(name);
        }
      }
    }
    refuters.add(
        "windows",
        "pass: over every other window the effect keeps its sign and what its interval says of zero; else fragile",
        against.isEmpty() ? Word.PASS : Word.FRAGILE,
        (double) against.size(),
        0.0,
        null,
        0,
        against.isEmpty()
            ? "Over %d other windows the effect says the same.".formatted(tried)
            : "The effect says something else with " + String.join(", ", against) + ".");
  }

  private void placebo() {
    Estimate e =
        specifications
            .placebo()
            .map(b -> b.effect().estimate("att"))
            .orElse(missing("No group has these periods."));
    variant("placebo", "a start at half the time before", e);
    String rule =
        "pass: with the start moved to half the time before it the effect is zero, p at least .05; fragile: .01 to .05; fail: below .01";
    if (e instanceof Estimate.Value v) {
      double found = v.pValue();
      refuters.add(
          "placebo-time",
          rule,
          found >= 0.05 ? Word.PASS : found >= 0.01 ? Word.FRAGILE : Word.FAIL,
          v.statistic(),
          null,
          found,
          0,
          RefuterRows.text(
              "Had the start been at half the time before it the effect would be %.2f (95%%: %.2f to %.2f).",
              v.value(), v.confLow(), v.confHigh()));
    } else {
      refuters.add(
          "placebo-time",
          rule,
          Word.FRAGILE,
          null,
          null,
          null,
          0,
          "There are too few periods before.");
    }
  }

  private static final String CURVE =
      "pass: at least 90% of the choices have the headline's sign and their median lies in its interval; fragile: at least 75% have the sign; else fail";

  private void curve(List<Choice> choices, Estimate.Value base) {
    Estimate.Value headline =
        choices.stream().filter(Choice::headline).map(Choice::value).findFirst().orElse(base);
    long same = choices.stream().filter(c -> c.value().value() * headline.value() > 0).count();
    double[] sorted = choices.stream().mapToDouble(c -> c.value().value()).sorted().toArray();
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double share = (double) same / n;
    boolean inside = median >= headline.confLow() && median <= headline.confHigh();
    refuters.add(
        "specification-curve",
        CURVE,
        share >= 0.9 && inside ? Word.PASS : share >= 0.75 ? Word.FRAGILE : Word.FAIL,
        share,
        0.9,
        null,
        0,
        RefuterRows.text(
            "Of %d defensible choices %.0f%% have the headline's sign; they run from %.2f to %.2f with a median of %.2f, and the headline says %.2f (95%%: %.2f to %.2f).",
            n,
            100 * share,
            sorted[0],
            sorted[n - 1],
            median,
            headline.value(),
            headline.confLow(),
            headline.confHigh()));
  }

  /** Pooled effects of the stages before, which took other choices of estimator. */
  private List<Choice> estimated() {
    return Estimated.all(context).stream()
        .filter(e -> e.treatment().equals(p.treatment()) && e.outcome().equals(p.outcome()))
        .filter(e -> e.pooled() && POOLED.contains(e.term()) && e.value().isPresent())
        .filter(e -> !e.profile().equals("published"))
        .map(
            e ->
                new Choice(
                    e.design(),
                    e.term(),
                    "headline",
                    "as they are",
                    e.term().equals("att-treated-weighted") ? "by treated units" : "as stacked",
                    e.design().equals(p.headline()) && e.term().equals("att"),
                    e.value().orElseThrow()))
        .toList();
  }

  private void store(List<Choice> choices, List<List<@Nullable Object>> without) {
    SpecificationTable.write(context, choices);
    StageTable.write(
        context,
        "leave_one_out",
        Schema.of(
            new Column("unit_id", specifications.data().unitType()),
            new Column("estimate", Type.DOUBLE),
            new Column("change", Type.DOUBLE)),
        without,
        "unit_id");
    StageTable.write(
        context,
        "variants",
        Schema.of(
            new Column("kind", Type.TEXT),
            new Column("place", Type.INTEGER),
            new Column("label", Type.TEXT),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("reason", Type.TEXT)),
        variants,
        "kind",
        "place");
  }

  private static Estimate missing(String why) {
    return new Estimate.Missing("att", Estimate.Reason.INCOMPLETE_CELLS, why);
  }

  private static boolean holdsZero(Estimate.Value v) {
    return v.confLow() <= 0 && v.confHigh() >= 0;
  }

  private void variant(String kind, String label, Estimate e) {
    var row = new ArrayList<@Nullable Object>(List.of(kind, (long) variants.size() + 1, label));
    row.addAll(EstimateTable.figures(e));
    row.add(e instanceof Estimate.Missing m ? m.detail() : null);
    variants.add(row);
  }
}
