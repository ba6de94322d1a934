package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.uplift.Decile;
import org.liftgate.modeling.uplift.PermutedTreatment.Placebo;
import org.liftgate.modeling.uplift.PolicyValuation;
import org.liftgate.modeling.uplift.Ranking;
import org.liftgate.modeling.uplift.UpliftCurve;
import org.liftgate.modeling.uplift.UpliftResult;
import org.liftgate.modeling.uplift.UpliftStudy;

/**
 * Tables of an uplift study.
 *
 * @param refused why nobody is ranked; empty when the ranking stands
 */
record UpliftTables(
    StageContext context,
    UpliftStage.Parameters p,
    UpliftData data,
    UpliftStudy study,
    UpliftStudy.Outcome outcome,
    String refused) {

  void write() {
    gate();
    evaluation();
    curve();
    deciles();
    policy();
    new UpliftUnits(this).write();
  }

  /** Columns of an estimate: number, error, interval. */
  static final List<Column> NUMBER =
      List.of(
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE));

  static List<@Nullable Object> number(Estimate e) {
    return switch (e) {
      case Estimate.Value v ->
          Arrays.<@Nullable Object>asList(
              v.value(), v.stdError(), v.confLow(), v.confHigh(), v.pValue());
      case Estimate.Point v -> Arrays.<@Nullable Object>asList(v.value(), null, null, null, null);
      case Estimate.Missing _ -> Arrays.<@Nullable Object>asList(null, null, null, null, null);
    };
  }

  private static @Nullable String why(Estimate e) {
    return switch (e) {
      case Estimate.Value _ -> null;
      case Estimate.Point v -> v.why();
      case Estimate.Missing m -> m.detail();
    };
  }

  static List<Column> columns(List<Column> first, List<Column> more, Column... last) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    all.addAll(List.of(last));
    return all;
  }

  private void gate() {
    Map<String, Long> counts = data.counts();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (UpliftStudy.Named named : study.all()) {
      boolean headline = named.name().equals(study.headline().name());
      UpliftResult result = outcome.judged().get(named.name());
      Optional<Overlap> overlap =
          result instanceof UpliftResult.Judged j ? Optional.of(j.overlap()) : Optional.empty();
      Optional<Placebo> placebo = headline ? outcome.placebo() : Optional.empty();
      String detail = headline ? refused : own(result);
      rows.add(
          Arrays.<@Nullable Object>asList(
              named.name(),
              headline,
              named.associational(),
              detail.isEmpty() ? "accepted" : "refused",
              detail.isEmpty() ? null : detail,
              overlap.map(Overlap::auc).orElse(null),
              overlap.map(Overlap::share).orElse(null),
              placebo.map(x -> (long) x.draws()).orElse(null),
              placebo.map(x -> (long) x.passes()).orElse(null),
              placebo.map(x -> (long) x.most()).orElse(null),
              placebo.map(Placebo::beaten).orElse(null),
              counts.get("units"),
              counts.get("treated"),
              (long) data.arms().groups().size(),
              (long) data.groupsLeftOut().size(),
              p.treatment(),
              p.outcome()));
    }
    StageTable.write(
        context,
        "gate",
        Schema.of(
            new Column("learner", Type.TEXT),
            new Column("headline", Type.BOOLEAN),
            new Column("associational", Type.BOOLEAN),
            new Column("word", Type.TEXT),
            new Column("reason", Type.TEXT),
            new Column("auc", Type.DOUBLE),
            new Column("share_inside", Type.DOUBLE),
            new Column("placebo_draws", Type.INTEGER),
            new Column("placebo_passes", Type.INTEGER),
            new Column("placebo_most", Type.INTEGER),
            new Column("placebo_p", Type.DOUBLE),
            new Column("units", Type.INTEGER),
            new Column("treated_units", Type.INTEGER),
            new Column("groups_used", Type.INTEGER),
            new Column("groups_left_out", Type.INTEGER),
            new Column("treatment", Type.TEXT),
            new Column("outcome", Type.TEXT)),
        rows,
        "learner");
  }

  private static String own(UpliftResult result) {
    return switch (result) {
      case UpliftResult.Refused r -> r.detail();
      case UpliftResult.Judged j -> j.ranking() instanceof Ranking.Refused r ? r.detail() : "";
    };
  }

  private void evaluation() {
    var rows = new ArrayList<List<@Nullable Object>>();
    outcome
        .judged()
        .forEach(
            (name, result) -> {
              if (result instanceof UpliftResult.Judged j) {
                line(rows, name, j.ate(), UpliftResult.ATE);
                line(rows, name, j.rate(), UpliftResult.RATE);
                line(rows, name, j.qini(), UpliftResult.QINI);
                line(rows, name, j.rateBootstrap(), "rate(bootstrap)");
                line(rows, name, j.qiniBootstrap(), "qini(bootstrap)");
                line(rows, name, j.calibration().level(), j.calibration().level().term());
                line(rows, name, j.calibration().slope(), j.calibration().slope().term());
              }
            });
    StageTable.write(
        context,
        "evaluation",
        new Schema(
            columns(
                List.of(new Column("learner", Type.TEXT), new Column("term", Type.TEXT)),
                NUMBER,
                new Column("reason", Type.TEXT))),
        rows,
        "learner",
        "term");
  }

  private static void line(
      List<List<@Nullable Object>> rows, String learner, Estimate e, String term) {
    var row = new ArrayList<@Nullable Object>(List.of(learner, term));
    row.addAll(number(e));
    row.add(why(e));
    rows.add(row);
  }

  private void curve() {
    var rows = new ArrayList<List<@Nullable Object>>();
    outcome
        .judged()
        .forEach(
            (name, result) -> {
              if (result instanceof UpliftResult.Judged j) {
                for (UpliftCurve.Point point : j.curve()) {
                  var row = new ArrayList<@Nullable Object>(List.of(name, point.share()));
                  row.addAll(number(point.gain()));
                  row.add(point.diagonal());
                  rows.add(row);
                }
              }
            });
    StageTable.write(
        context,
        "curve",
        new Schema(
            columns(
                List.of(new Column("learner", Type.TEXT), new Column("share", Type.DOUBLE)),
                NUMBER,
                new Column("diagonal", Type.DOUBLE))),
        rows,
        "learner",
        "share");
  }

  private void deciles() {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (refused.isEmpty() && outcome.ranking() instanceof Ranking.Accepted(List<Decile> deciles)) {
      for (Decile d : deciles) {
        var row =
            new ArrayList<@Nullable Object>(
                List.of(
                    study.headline().name(),
                    (long) d.number(),
                    (long) d.rows(),
                    (long) d.treated(),
                    d.predicted()));
        row.addAll(number(d.effect()));
        rows.add(row);
      }
    }
    StageTable.write(
        context,
        "deciles",
        new Schema(
            columns(
                List.of(
                    new Column("learner", Type.TEXT),
                    new Column("decile", Type.INTEGER),
                    new Column("n", Type.INTEGER),
                    new Column("treated", Type.INTEGER),
                    new Column("predicted", Type.DOUBLE)),
                NUMBER)),
        rows,
        "learner",
        "decile");
  }

  /** Rules that need a ranking have no value where there is none. */
  private void policy() {
    var rows = new ArrayList<List<@Nullable Object>>();
    switch (outcome.policy()) {
      case PolicyValuation.Refused(_, String detail) -> {
        for (String name :
            List.of(
                PolicyValuation.NOBODY,
                PolicyValuation.EVERYBODY,
                PolicyValuation.PROFIT,
                PolicyValuation.BOTH)) {
          rows.add(policy(name, null, null, false, detail));
        }
      }
      case PolicyValuation.Values values -> {
        boolean ranked = refused.isEmpty();
        for (PolicyValuation.Valued v : values.policies()) {
          boolean plain =
              v.name().equals(PolicyValuation.NOBODY) || v.name().equals(PolicyValuation.EVERYBODY);
          rows.add(
              plain || ranked
                  ? policy(
                      v.name(),
                      v.share(),
                      v.profit(),
                      ranked && v.name().equals(values.winner()),
                      why(v.profit()))
                  : policy(v.name(), null, null, false, refused));
        }
        Estimate advantage = values.advantage();
        rows.add(
            ranked
                ? policy("winner over best simple", null, advantage, false, why(advantage))
                : policy("winner over best simple", null, null, false, refused));
      }
    }
    StageTable.write(
        context,
        "policy",
        new Schema(
            columns(
                List.of(
                    new Column("policy", Type.TEXT),
                    new Column("share_treated", Type.DOUBLE),
                    new Column("margin", Type.DOUBLE),
                    new Column("cost_per_mailing", Type.DOUBLE),
                    new Column("periods", Type.INTEGER)),
                NUMBER,
                new Column("winner", Type.BOOLEAN),
                new Column("reason", Type.TEXT))),
        rows,
        "policy");
  }

  private List<@Nullable Object> policy(
      String name,
      @Nullable Double share,
      @Nullable Estimate profit,
      boolean winner,
      @Nullable String reason) {
    var row =
        new ArrayList<@Nullable Object>(
            Arrays.<@Nullable Object>asList(
                name, share, p.margin(), p.costPerMailing(), data.periods()));
    row.addAll(
        profit == null
            ? Arrays.<@Nullable Object>asList(null, null, null, null, null)
            : number(profit));
    row.add(winner);
    row.add(reason);
    return row;
  }
}
