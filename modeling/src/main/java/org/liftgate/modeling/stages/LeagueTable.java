package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.portfolio.League;
import org.liftgate.modeling.verdict.Case;
import org.liftgate.modeling.verdict.Judge;
import org.liftgate.modeling.verdict.Refuter;

/**
 * The league table: groups, ranked among each other, and types, ranked among each other. A type's
 * effect is the mean of its groups by units x periods; its verdict is passed here and is no better
 * than that on the pooled effect, since both rest on the same design.
 */
final class LeagueTable {
  private static final long SEED = 711;

  private final PortfolioStage.Parameters p;
  private final StageContext context;
  private final List<Contender> all;
  private final List<Contender> able;
  private final double[][] covariance;

  private LeagueTable(PortfolioStage.Parameters p, StageContext context, List<Contender> all) {
    this.p = p;
    this.context = context;
    this.all = all;
    Map<List<String>, Double> joint = joint();
    this.able =
        all.stream().filter(c -> c.value().isPresent() && joint.containsKey(key(c, c))).toList();
    this.covariance = new double[able.size()][able.size()];
    for (int a = 0; a < able.size(); a++) {
      for (int b = 0; b < able.size(); b++) {
        covariance[a][b] = joint.getOrDefault(key(able.get(a), able.get(b)), 0.0);
      }
    }
  }

  static void write(PortfolioStage.Parameters p, StageContext context, List<Contender> contenders) {
    new LeagueTable(p, context, contenders).write();
  }

  private static List<String> key(Contender a, Contender b) {
    return List.of(String.valueOf(a.estimated().group()), String.valueOf(b.estimated().group()));
  }

  private Map<List<String>, Double> joint() {
    Table table = context.engine().read(StageTable.name("covariance", p.design()));
    String[] outcome = table.texts("outcome");
    double[] value = table.doubles("covariance");
    var joint = new HashMap<List<String>, Double>();
    for (int i = 0; i < value.length; i++) {
      if (outcome[i].equals(p.outcome())) {
        joint.put(
            List.of(
                String.valueOf(table.column("group_id").boxed(i)),
                String.valueOf(table.column("other_id").boxed(i))),
            value[i]);
      }
    }
    return joint;
  }

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("level", Type.TEXT),
        new Column("group_id", groupType),
        new Column("type", Type.TEXT),
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("estimate", Type.DOUBLE),
        new Column("std_error", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE),
        new Column("p_value", Type.DOUBLE),
        new Column("q_value", Type.DOUBLE),
        new Column("discovered", Type.BOOLEAN),
        new Column("shrunken", Type.DOUBLE),
        new Column("shrunken_low", Type.DOUBLE),
        new Column("shrunken_high", Type.DOUBLE),
        new Column("league_rank", Type.INTEGER),
        new Column("rank_low", Type.INTEGER),
        new Column("rank_high", Type.INTEGER),
        new Column("ranked", Type.INTEGER),
        new Column("roi", Type.DOUBLE),
        new Column("roi_low", Type.DOUBLE),
        new Column("roi_high", Type.DOUBLE),
        new Column("p_roi_above_hurdle", Type.DOUBLE),
        new Column("break_even", Type.DOUBLE),
        new Column("mde", Type.DOUBLE),
        new Column("assumed", Type.TEXT),
        new Column("verdict", Type.TEXT),
        new Column("reasons", Type.TEXT),
        new Column("next_step", Type.TEXT));
  }

  private void write() {
    var rows = new ArrayList<List<@Nullable Object>>();
    groups(rows);
    types(rows);
    Type groupType =
        all.stream().anyMatch(c -> c.estimated().group() instanceof String)
            ? Type.TEXT
            : Type.INTEGER;
    String name = StageTable.id(context.stage().id());
    StageTable.named(
        context, name, schema(groupType), rows, "level", "league_rank", "group_id", "type");
    context.metric("ranked", able.size());
  }

  private void groups(List<List<@Nullable Object>> rows) {
    List<String> terms = able.stream().map(c -> String.valueOf(c.estimated().group())).toList();
    League league =
        League.of(
            terms,
            able.stream().mapToDouble(c -> c.value().orElseThrow().value()).toArray(),
            covariance,
            df(),
            SEED);
    for (Contender c : all) {
      int at = able.indexOf(c);
      rows.add(
          row(
              EconomicsTables.GROUP,
              c.estimated().group(),
              c.type(),
              at < 0 ? Optional.empty() : Optional.of(league.rows().get(at)),
              able.size(),
              c.money(),
              new Word(c.verdict(), c.reasons(), c.nextStep())));
    }
  }

  private double df() {
    return able.stream()
        .mapToDouble(c -> c.value().orElseThrow().df())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** A verdict in words. */
  private record Word(String verdict, String reasons, String nextStep) {}

  private void types(List<List<@Nullable Object>> rows) {
    var members = new TreeMap<String, List<Integer>>();
    for (int i = 0; i < able.size(); i++) {
      members.computeIfAbsent(able.get(i).type(), _ -> new ArrayList<>()).add(i);
    }
    members.remove("");
    List<String> names = List.copyOf(members.keySet());
    double[][] weights = names.stream().map(n -> weights(members.get(n))).toArray(double[][]::new);
    int k = names.size();
    var estimates = new double[k];
    var joint = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < able.size(); i++) {
        estimates[a] += weights[a][i] * able.get(i).value().orElseThrow().value();
        for (int b = 0; b < k; b++) {
          for (int j = 0; j < able.size(); j++) {
            joint[a][b] += weights[a][i] * weights[b][j] * covariance[i][j];
          }
        }
      }
    }
    League league = League.of(names, estimates, joint, df(), SEED);
    Earnings earnings = Earnings.of(context.engine().read(p.economics()));
    for (int a = 0; a < k; a++) {
      var of = members.get(names.get(a)).stream().map(able::get).toList();
      Optional<Earnings.Row> money = earnings.type(names.get(a));
      rows.add(
          row(
              EconomicsTables.TYPE,
              null,
              names.get(a),
              Optional.of(league.rows().get(a)),
              k,
              money,
              judged(league.rows().get(a), of, money, k)));
    }
  }

  private double[] weights(List<Integer> members) {
    var weights = new double[able.size()];
    double total = members.stream().mapToDouble(i -> able.get(i).unitPeriods()).sum();
    members.forEach(
        i -> weights[i] = total > 0 ? able.get(i).unitPeriods() / total : 1.0 / members.size());
    return weights;
  }

  private Word judged(League.Row row, List<Contender> of, Optional<Earnings.Row> money, int types) {
    var refuters = new ArrayList<Refuter>();
    String[] pooled = Contender.pooled(p, context);
    if (pooled[0].equals("fragile")) {
      refuters.add(
          new Refuter("pooled", false, "So is the effect of all together: " + first(pooled[1], 1)));
    }
    refuters.add(Refuter.manyGroups(row.qValue(), types));
    Optional<Earnings.Row> given = money.filter(Earnings.Row::given);
    Grade grade = of.getFirst().estimated().grade();
    var judgement =
        Judge.judge(
            new Case(
                row.raw(),
                grade,
                Profile.DEFENDED,
                given.flatMap(r -> r.number("break_even")).orElse(0.0),
                of.stream().mapToLong(c -> c.estimated().treatedUnits()).sum(),
                of.stream().mapToLong(c -> c.estimated().comparisonUnits()).sum(),
                of.stream().mapToLong(c -> c.estimated().units()).max().orElse(0),
                of.stream().mapToDouble(c -> c.estimated().information()).sum(),
                of.stream().mapToLong(c -> c.estimated().postPeriods()).max().orElse(0),
                Optional.empty(),
                refuters,
                List.of(),
                new Case.Names(p.units(), p.periods()),
                given.flatMap(Earnings.Row::earned)));
    return new Word(
        judgement.verdict().word(),
        String.join("\n", judgement.verdict().reasons()),
        java.util.Objects.toString(judgement.verdict().nextStep(), ""));
  }

  /** One of several reasons, the first where there are fewer. */
  static String first(String reasons, int at) {
    String[] lines = reasons.split("\n");
    return lines[Math.min(at, lines.length - 1)];
  }

  private List<@Nullable Object> row(
      String level,
      @Nullable Object group,
      String type,
      Optional<League.Row> place,
      int ranked,
      Optional<Earnings.Row> money,
      Word word) {
    Optional<Estimate.Value> raw = place.map(League.Row::raw);
    Optional<Estimate.Value> shrunken =
        place
            .map(League.Row::shrunken)
            .filter(Estimate.Value.class::isInstance)
            .map(Estimate.Value.class::cast);
    return Arrays.<@Nullable Object>asList(
        level,
        group,
        type.isEmpty() ? null : type,
        p.treatment(),
        p.outcome(),
        raw.map(Estimate.Value::value).orElse(null),
        raw.map(Estimate.Value::stdError).orElse(null),
        raw.map(Estimate.Value::confLow).orElse(null),
        raw.map(Estimate.Value::confHigh).orElse(null),
        raw.map(Estimate.Value::pValue).orElse(null),
        place.map(League.Row::qValue).orElse(null),
        place.map(r -> r.discovered(p.rate())).orElse(null),
        shrunken.map(Estimate.Value::value).orElse(null),
        shrunken.map(Estimate.Value::confLow).orElse(null),
        shrunken.map(Estimate.Value::confHigh).orElse(null),
        place.map(r -> (long) r.rank()).orElse(null),
        place.map(r -> (long) r.rankLow()).orElse(null),
        place.map(r -> (long) r.rankHigh()).orElse(null),
        place.isPresent() ? (Long) (long) ranked : null,
        money.flatMap(r -> r.number("roi")).orElse(null),
        money.flatMap(r -> r.number("roi_low")).orElse(null),
        money.flatMap(r -> r.number("roi_high")).orElse(null),
        money.flatMap(r -> r.number("p_roi_above_hurdle")).orElse(null),
        money.flatMap(r -> r.number("break_even")).orElse(null),
        money.flatMap(r -> r.number("mde")).orElse(null),
        money.map(r -> r.text("assumed")).orElse(null),
        word.verdict(),
        word.reasons(),
        word.nextStep().isEmpty() ? null : word.nextStep());
  }
}
