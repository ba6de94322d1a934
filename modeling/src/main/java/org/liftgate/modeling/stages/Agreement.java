package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.adjusted.UnitInfluence;
import org.liftgate.modeling.stages.AdjustedStage.Adjusted;
import org.liftgate.modeling.verdict.Refuter;

/**
 * Whether designs that rest on different assumptions say the same: a difference in differences, as
 * it is and of matched pairs, against the doubly robust effect given the whole history. Their
 * difference has a joint standard error from unit influences.
 */
record Agreement(AdjustedStage.Parameters p, int units) {
  static final String RULE =
      "pass: difference in differences and the effect given the whole history differ by at most 2"
          + " joint standard errors (unit influence functions); else fail";

  List<RefuterTable.Row> rows(List<Adjusted> groups) {
    var rows = new ArrayList<RefuterTable.Row>();
    for (Adjusted a : groups) {
      row(rows, "agreement", "", a.sample().label(), List.of(a), x -> Optional.of(x.plain()));
    }
    row(rows, "agreement", "", null, groups, x -> Optional.of(x.plain()));
    row(rows, "agreement-matched", "matched ", null, groups, this::matched);
    return rows;
  }

  private Optional<UnitInfluence> matched(Adjusted a) {
    return a.matched().map(m -> m.byUnit());
  }

  private void row(
      List<RefuterTable.Row> rows,
      String name,
      String kind,
      @Nullable Object group,
      List<Adjusted> all,
      Function<Adjusted, Optional<UnitInfluence>> left) {
    List<Adjusted> both =
        all.stream()
            .filter(a -> a.history().effect() instanceof Estimate.Value)
            .filter(a -> left.apply(a).isPresent())
            .toList();
    if (both.isEmpty()) {
      if (group == null) {
        rows.add(untested(name, kind));
      }
      return;
    }
    UnitInfluence one = AdjustedPool.mean(both, left).orElseThrow();
    UnitInfluence other =
        AdjustedPool.mean(both, a -> a.influence(a.history(), units)).orElseThrow();
    UnitInfluence apart = one.minus(other);
    double z = Math.abs(apart.value()) / apart.stdError();
    boolean passed = z <= Refuter.AGREEMENT;
    String sentence =
        String.format(
            Locale.ROOT,
            passed
                ? "Parallel trends (%sdifference in differences %.2f) and selection on the whole history (%.2f) agree: they are %.1f joint standard errors apart."
                : "Parallel trends (%sdifference in differences %.2f) and selection on the whole history (%.2f) disagree: they are %.1f joint standard errors apart, so at least one of the two assumptions is false.",
            kind,
            one.value(),
            other.value(),
            z);
    rows.add(
        new RefuterTable.Row(
            p.treatment(),
            p.outcome(),
            group,
            name,
            RULE,
            passed ? RefuterTable.Word.PASS : RefuterTable.Word.FAIL,
            z,
            Refuter.AGREEMENT,
            null,
            0,
            true,
            sentence));
  }

  private RefuterTable.Row untested(String name, String kind) {
    return new RefuterTable.Row(
        p.treatment(),
        p.outcome(),
        null,
        name,
        RULE,
        RefuterTable.Word.FRAGILE,
        null,
        Refuter.AGREEMENT,
        null,
        0,
        true,
        "Whether a %sdifference in differences agrees with selection on the whole history is untested: no group has both."
            .formatted(kind));
  }
}
