package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.claims.Region;
import org.liftgate.modeling.verdict.Refuter;

/** Each claim of the pipeline, the estimate that judges it, and what becomes of it. */
final class ClaimTable {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("claim", Type.TEXT),
          new Column("sentence", Type.TEXT),
          new Column("status", Type.TEXT),
          new Column("why", Type.TEXT),
          new Column("design", Type.TEXT),
          new Column("treatment", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("term", Type.TEXT),
          new Column("estimate", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("grade", Type.TEXT),
          new Column("verdict", Type.TEXT));

  private ClaimTable() {}

  static void write(StageContext context, List<Judged> judged, List<Estimated> estimates) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Pipeline.Claim claim : context.pipeline().claims()) {
      Optional<Judged> found = found(claim, judged);
      Optional<Estimated> told = found.isPresent() ? Optional.empty() : told(claim, estimates);
      List<RefuterTable.Found> tried =
          claim.holds().isEmpty() && !claim.test().isEmpty()
              ? RefuterTable.of(context, claim.test())
              : List.of();
      if (!tried.isEmpty()) {
        rows.add(tried(claim, tried));
        continue;
      }
      rows.add(
          test(claim, estimates)
              .filter(_ -> found.isEmpty() && told.isEmpty())
              .map(e -> tested(claim, e))
              .orElseGet(() -> row(claim, found, told, told.flatMap(e -> forbidden(e, judged)))));
    }
    StageTable.named(context, "claims", SCHEMA, rows, "claim");
  }

  /** The pooled effect of the claim's design on its outcome. */
  private static Optional<Judged> found(Pipeline.Claim claim, List<Judged> judged) {
    return claim
        .holds()
        .flatMap(
            h ->
                judged.stream()
                    .filter(j -> j.estimated().pooled())
                    .filter(j -> j.estimated().design().equals(claim.test()))
                    .filter(j -> j.estimated().outcome().equals(h.outcome()))
                    .filter(j -> j.estimated().term().equals(h.term()))
                    .filter(j -> h.treatment().map(j.estimated().treatment()::equals).orElse(true))
                    .findFirst());
  }

  /** An estimate of the claim's design that is no effect, such as a lead: it has no verdict. */
  private static Optional<Estimated> told(Pipeline.Claim claim, List<Estimated> estimates) {
    return claim
        .holds()
        .flatMap(
            h ->
                estimates.stream()
                    .filter(e -> e.pooled() && !e.effect() && e.estimate().isPresent())
                    .filter(e -> e.design().equals(claim.test()))
                    .filter(e -> e.outcome().equals(h.outcome()) && e.term().equals(h.term()))
                    .filter(e -> h.treatment().map(e.treatment()::equals).orElse(true))
                    .findFirst());
  }

  /** A joint test of the claim's design, which has a p-value and no effect. */
  private static Optional<Estimated> test(Pipeline.Claim claim, List<Estimated> estimates) {
    return claim
        .holds()
        .filter(h -> h.association() && h.below().isPresent())
        .flatMap(
            h ->
                estimates.stream()
                    .filter(e -> e.design().equals(claim.test()) && e.estimate().isEmpty())
                    .filter(e -> e.term().equals(h.term()) && e.pValue().isPresent())
                    .findFirst());
  }

  /** A sentence that there is a difference: the p-value must lie below what the claim says. */
  private static List<@Nullable Object> tested(Pipeline.Claim claim, Estimated e) {
    double most = claim.holds().flatMap(Pipeline.Claim.Holds::below).orElseThrow();
    Region.Judgement judgement = Region.ofTest(e.pValue().orElseThrow(), most);
    return Arrays.<@Nullable Object>asList(
        claim.id(),
        claim.sentence(),
        judgement.status().word(),
        judgement.why(),
        claim.test(),
        e.treatment(),
        e.outcome(),
        e.term(),
        null,
        null,
        null,
        e.grade().word(),
        null);
  }

  /** A sentence that an estimate stands up to what is tried: every rule must be met. */
  private static List<@Nullable Object> tried(
      Pipeline.Claim claim, List<RefuterTable.Found> tried) {
    Region.Judgement judgement =
        Region.ofTrials(
            tried.size(),
            tried.stream()
                .map(RefuterTable.Found::refuter)
                .filter(r -> !r.passed())
                .map(Refuter::name)
                .distinct()
                .toList());
    return Arrays.<@Nullable Object>asList(
        claim.id(),
        claim.sentence(),
        judgement.status().word(),
        judgement.why(),
        claim.test(),
        tried.getFirst().treatment(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<@Nullable Object> row(
      Pipeline.Claim claim,
      Optional<Judged> found,
      Optional<Estimated> told,
      Optional<String> forbidden) {
    Optional<Estimated> e = found.map(Judged::estimated).or(() -> told);
    Optional<Estimate.Value> value =
        found
            .map(j -> j.valid() ? j.estimated().value() : Optional.<Estimate.Value>empty())
            .orElseGet(() -> told.filter(_ -> forbidden.isEmpty()).flatMap(Estimated::value));
    Region.Judgement judgement =
        claim
            .holds()
            .map(
                h ->
                    e.isEmpty()
                        ? absent(claim.test())
                        : found.filter(Judged::refused).isPresent()
                            ? refused()
                            : region(h)
                                .judge(
                                    value,
                                    found
                                        .map(Judged::reasons)
                                        .orElseGet(() -> forbidden.orElse(missing(e.get())))
                                        .replace('\n', ' '),
                                    h.association() ? Grade.ADJUSTED : e.get().grade()))
            .orElseGet(() -> untested(claim));
    return Arrays.<@Nullable Object>asList(
        claim.id(),
        claim.sentence(),
        judgement.status().word(),
        judgement.why(),
        claim.test().isEmpty() ? null : claim.test(),
        e.map(Estimated::treatment).orElse(null),
        claim.holds().map(Pipeline.Claim.Holds::outcome).orElse(null),
        claim.holds().map(Pipeline.Claim.Holds::term).orElse(null),
        value.map(Estimate.Value::value).orElse(null),
        value.map(Estimate.Value::confLow).orElse(null),
        value.map(Estimate.Value::confHigh).orElse(null),
        e.map(x -> x.grade().word()).orElse(null),
        found.map(Judged::word).orElse(null));
  }

  /** What a gate forbids of a design's effects it forbids of its other numbers. */
  private static Optional<String> forbidden(Estimated e, List<Judged> judged) {
    return judged.stream()
        .filter(j -> j.estimated().pooled() && j.estimated().design().equals(e.design()))
        .filter(j -> j.estimated().outcome().equals(e.outcome()))
        .flatMap(j -> j.gateFailure().stream())
        .findFirst();
  }

  private static String missing(Estimated e) {
    return e.estimate().orElse(null) instanceof Estimate.Missing m ? m.detail() : "";
  }

  private static Region region(Pipeline.Claim.Holds h) {
    return h.exactly()
        .map(Region::exactly)
        .orElseGet(
            () ->
                Region.between(
                    h.above().orElse(Double.NEGATIVE_INFINITY),
                    h.below().orElse(Double.POSITIVE_INFINITY)));
  }

  private static Region.Judgement absent(String design) {
    return new Region.Judgement(
        Region.Status.CANNOT_BE_JUDGED,
        "this run's estimates of the stage " + design + " do not hold the effect it speaks of");
  }

  private static Region.Judgement refused() {
    return new Region.Judgement(
        Region.Status.CANNOT_BE_JUDGED,
        "the model behind the figure tells less of weeks not seen than a simple rule does");
  }

  private static Region.Judgement untested(Pipeline.Claim claim) {
    return new Region.Judgement(
        Region.Status.CANNOT_BE_JUDGED,
        claim.judgement().isEmpty() ? "no test is named for it" : "no estimate can decide it");
  }
}
