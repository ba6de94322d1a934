package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.adjusted.PairedInfluence;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.verdict.Refuter;

/**
 * Whether designs that rest on different assumptions say the same of one estimand: what a group's
 * treatment adds, other treatments held fixed, pooled as a stacked regression weighs groups. On one
 * side a difference in differences (as it is, and of matched pairs) beside the other lists, which
 * assumes parallel trends; on the other the doubly robust effect given the whole history, the other
 * treatments' effects taken off under the same assumption. Both over the same groups; their
 * difference has a joint standard error, since each is a sum of unit influences.
 */
record Agreement(
    AdjustedStage.Parameters p,
    AdjustedData data,
    List<Adjusted> groups,
    Map<Adjusted, Optional<UnitInfluence>> pairs) {
  static final String RULE =
      "pass: difference in differences and the effect given the whole history, other treatments held"
          + " fixed in both, differ by at most 2 joint standard errors (unit influence functions);"
          + " else fail";

  static Agreement of(AdjustedStage.Parameters p, AdjustedData data, List<Adjusted> groups) {
    var pairs = new IdentityHashMap<Adjusted, Optional<UnitInfluence>>();
    groups.forEach(a -> pairs.put(a, a.matched(p.caliper()).map(PairedInfluence::byUnit)));
    return new Agreement(p, data, groups, pairs);
  }

  /** Two answers to one question. */
  private record Pair(UnitInfluence one, UnitInfluence other) {
    UnitInfluence apart() {
      return one.minus(other);
    }

    double z() {
      return Math.abs(apart().value()) / apart().stdError();
    }
  }

  List<RefuterTable.Row> rows() {
    var rows = new ArrayList<RefuterTable.Row>();
    for (Adjusted a : groups) {
      pair(List.of(a), this::difference, Adjusted::weighted)
          .ifPresent(x -> rows.add(row("agreement", "", a.sample().label(), x)));
    }
    rows.add(
        pair(groups, this::difference, Adjusted::weighted)
            .map(x -> row("agreement", "", null, x))
            .orElseGet(() -> untested("agreement", "")));
    rows.add(
        pair(groups, this::matched, Adjusted::weighted)
            .map(x -> row("agreement-matched", "matched ", null, x))
            .orElseGet(() -> untested("agreement-matched", "matched ")));
    return rows;
  }

  private Optional<UnitInfluence> difference(Adjusted a) {
    return a.difference().own();
  }

  private Optional<UnitInfluence> matched(Adjusted a) {
    return pairs.getOrDefault(a, Optional.empty());
  }

  /** Both over the groups that have both. */
  private static Optional<Pair> pair(
      List<Adjusted> all,
      Function<Adjusted, Optional<UnitInfluence>> one,
      Function<Adjusted, Optional<UnitInfluence>> other) {
    List<Adjusted> both =
        all.stream().filter(a -> one.apply(a).isPresent() && other.apply(a).isPresent()).toList();
    return both.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pair(
                AdjustedPool.mean(both, one).orElseThrow(),
                AdjustedPool.mean(both, other).orElseThrow()));
  }

  private RefuterTable.Row row(String name, String kind, @Nullable Object group, Pair pair) {
    boolean passed = pair.z() <= Refuter.AGREEMENT;
    String sentence =
        String.format(
            Locale.ROOT,
            passed
                ? "Parallel trends (%sdifference in differences %.2f) and selection on the whole history (%.2f) agree: they are %.1f joint standard errors apart."
                : "Parallel trends (%sdifference in differences %.2f) and selection on the whole history (%.2f) disagree: they are %.1f joint standard errors apart, so at least one of the two assumptions is false.",
            kind,
            pair.one().value(),
            pair.other().value(),
            pair.z());
    return refuter(
        name, group, passed ? RefuterTable.Word.PASS : RefuterTable.Word.FAIL, pair.z(), sentence);
  }

  private RefuterTable.Row untested(String name, String kind) {
    return refuter(
        name,
        null,
        RefuterTable.Word.FRAGILE,
        null,
        "Whether a %sdifference in differences agrees with selection on the whole history is untested: no group has both."
            .formatted(kind));
  }

  private RefuterTable.Row refuter(
      String name,
      @Nullable Object group,
      RefuterTable.Word word,
      @Nullable Double z,
      String sentence) {
    return new RefuterTable.Row(
        p.treatment(),
        p.outcome(),
        group,
        name,
        RULE,
        word,
        z,
        Refuter.AGREEMENT,
        null,
        0,
        true,
        sentence);
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("design", Type.TEXT),
          new Column("others", Type.TEXT),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("apart", Type.DOUBLE),
          new Column("joint_std_error", Type.DOUBLE));

  /**
   * {@code agreement_<stage id>}: each design with whatever else the arms got ({@code counted}) and
   * with it held fixed ({@code held}), and how far it lies from the effect given history.
   */
  void write(StageContext context) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("group_id", data.groupType()));
    columns.addAll(COLUMNS);
    var rows = new ArrayList<List<@Nullable Object>>();
    groups.forEach(a -> table(rows, a.sample().label(), List.of(a)));
    table(rows, null, groups);
    StageTable.write(
        context, "agreement", new Schema(columns), rows, "group_id", "design", "others");
  }

  private void table(
      List<List<@Nullable Object>> rows, @Nullable Object group, List<Adjusted> all) {
    line(rows, group, "did", "counted", all, a -> Optional.of(a.gross()), Adjusted::grossHistory);
    line(rows, group, "did", "held", all, this::difference, Adjusted::weighted);
    line(rows, group, "match-did", "held", all, this::matched, Adjusted::weighted);
    line(rows, group, "aipw", "counted", all, Adjusted::grossHistory, a -> Optional.of(a.gross()));
    line(rows, group, "aipw", "held", all, Adjusted::weighted, this::difference);
  }

  private static void line(
      List<List<@Nullable Object>> rows,
      @Nullable Object group,
      String design,
      String others,
      List<Adjusted> all,
      Function<Adjusted, Optional<UnitInfluence>> one,
      Function<Adjusted, Optional<UnitInfluence>> other) {
    Optional<Pair> pair = pair(all, one, other);
    if (pair.isEmpty() || !(pair.get().one().estimate("att") instanceof Estimate.Value v)) {
      return;
    }
    UnitInfluence apart = pair.get().apart();
    double joint = apart.stdError();
    rows.add(
        Arrays.<@Nullable Object>asList(
            group,
            design,
            others,
            v.value(),
            v.stdError(),
            v.confLow(),
            v.confHigh(),
            apart.value(),
            Double.isFinite(joint) ? (Double) joint : null));
  }
}
