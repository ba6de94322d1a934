package org.liftgate.modeling.stages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.policy.NamedPolicy;
import org.liftgate.modeling.policy.PolicySql;
import org.liftgate.modeling.policy.PolicyTree;
import org.liftgate.modeling.policy.PolicyValues;
import org.liftgate.modeling.policy.Rewards;

/**
 * {@code modeling.policy}: whom to treat, from doubly robust scores of each row (Athey and Wager,
 * 2021). A tree of few cuts is learned that earns most at a cost; it is valued, beside treating
 * all, none, and whoever was treated, on rows that its learning has not seen (cross-fitted). Writes
 * {@code policies_<stage>}, what each earns a row; {@code policy_differences_<stage>}, every pair
 * with an interval that holds for all at once; {@code estimates_<stage>}, the same pairs as terms
 * {@code gain(a over b)}; {@code policy_rules_<stage>}, the tree learned from all rows, a row a
 * leaf; and {@code policy.sql}, the same as one SQL expression.
 */
public final class PolicyStage implements StageKind<PolicyStage.Parameters> {
  private static final String LEARNED = "learned";

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table of features, one row a unit") String table,
      @Doc("Its column that names a row") String unit,
      @Doc("Columns that the policy may ask for") List<String> features,
      @Doc("Table of scores by unit_id") String scores,
      @Doc("Its column of doubly robust scores of the effect of a unit of treatment")
          @Default("score")
          String score,
      @Doc("What treating one row costs, in units of the score") @Default("0") double cost,
      @Doc("Column of 0 and 1: who was treated so far") Optional<String> previous,
      @Doc("Columns of 0 and 1 that are policies known beforehand: who would be treated")
          @Default("[]")
          List<String> named,
      @Doc("Cuts between the root and a leaf at most") @Default("2") int depth,
      @Doc("Rows of the smallest leaf") @Default("100") int minLeaf,
      @Doc("Most cut points of a feature; 0 for all") @Default("64") int cuts,
      @Doc("Folds in which the policy is learned for the rows of others") @Default("5") int folds,
      @Doc("Decides folds") @Default("1") int drawSeed) {
    public Parameters {
      features = List.copyOf(features);
      named = List.copyOf(named);
      if (depth < 1 || minLeaf < 1 || cuts < 0 || folds < 2) {
        throw LiftgateException.input(
            Problem.of(
                "modeling.policy",
                "depth %d, min_leaf %d, cuts %d, folds %d".formatted(depth, minLeaf, cuts, folds),
                "must have depth and min_leaf of at least 1, cuts of at least 0, folds of at least 2",
                "Maybe leave them out to get the defaults."));
      }
    }
  }

  @Override
  public String name() {
    return "modeling.policy";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    var wanted = new ArrayList<>(p.features());
    wanted.add(p.unit());
    p.previous().ifPresent(wanted::add);
    wanted.addAll(p.named());
    EffectRows.check(
        p.table(), context.engine().schema(p.table()), wanted, List.of(), List.of(), p.score());
    EffectRows.check(
        p.scores(),
        context.engine().schema(p.scores()),
        List.of("unit_id", p.score()),
        List.of(),
        List.of(),
        "");
    Table rows = joined(p, context);
    double[] scores = rows.doubles("policy_score");
    if (scores.length < 2 * p.minLeaf()) {
      context.note(
          "No policy is learned: %d rows have a score, and two leaves need %d."
              .formatted(scores.length, 2 * p.minLeaf()));
      estimates(p, context, List.of(), scores.length);
      write(context, List.of(), List.of(), List.of());
      return;
    }
    learn(p, context, rows, scores);
  }

  /** Rows of both tables in order of the unit; those without a score are left out. */
  private static Table joined(Parameters p, StageContext context) {
    var columns = new ArrayList<String>();
    columns.add("t." + p.unit() + " AS policy_unit");
    p.features().forEach(f -> columns.add("t." + f + " AS " + f));
    p.previous().ifPresent(c -> columns.add("t." + c + " AS policy_previous"));
    p.named().forEach(c -> columns.add("t." + c + " AS policy_" + c));
    columns.add("s." + p.score() + " AS policy_score");
    return context
        .engine()
        .query(
            "SELECT %s FROM %s t JOIN %s s ON s.unit_id = t.%s WHERE s.%s IS NOT NULL ORDER BY t.%s"
                .formatted(
                    String.join(", ", columns),
                    p.table(),
                    p.scores(),
                    p.unit(),
                    p.score(),
                    p.unit()),
            Map.of());
  }

  private static void learn(Parameters p, StageContext context, Table rows, double[] scores) {
    Workers workers = Design.workers(context);
    double[][] x = p.features().stream().map(rows::doubles).toArray(double[][]::new);
    Rewards rewards = Rewards.treatment(scores, p.cost());
    int[] each = new int[scores.length];
    Arrays.setAll(each, i -> i);
    PolicyTree tree = new PolicyTree(p.depth(), p.minLeaf()).withCuts(p.cuts()).withReadableCuts();
    int[] unseen =
        tree.crossFitted(p.features(), x, rewards, each, p.folds(), p.drawSeed(), workers);
    var policies =
        new ArrayList<>(
            List.of(
                NamedPolicy.all("none", 0, 2, scores.length),
                NamedPolicy.all("all", 1, 2, scores.length)));
    p.previous()
        .ifPresent(_ -> policies.add(assigned("previous", rows.doubles("policy_previous"))));
    p.named().forEach(c -> policies.add(assigned(c, rows.doubles("policy_" + c))));
    policies.add(NamedPolicy.assigned(LEARNED, unseen, 2));
    PolicyValues.Comparison compared = PolicyValues.compare(rewards, each, policies);
    PolicyTree.Learned learned = tree.learn(p.features(), x, rewards, workers);
    context.write(
        "policy.sql",
        "text/x-sql",
        (PolicySql.action(learned) + "\n").getBytes(StandardCharsets.UTF_8));
    estimates(p, context, compared.differences(), scores.length);
    write(
        context,
        compared.policies().stream().map(PolicyStage::policy).toList(),
        compared.differences().stream().map(PolicyStage::difference).toList(),
        rules(learned, p.features(), scores.length));
  }

  private static NamedPolicy assigned(String name, double[] treated) {
    return NamedPolicy.assigned(
        name, Arrays.stream(treated).mapToInt(v -> v > 0 ? 1 : 0).toArray(), 2);
  }

  /**
   * Terms {@code gain(a over b)} of every pair, for claims; as the scores are, associational unless
   * the treatment was drawn by lot.
   */
  private static void estimates(
      Parameters p, StageContext context, List<PolicyValues.Difference> differences, int rows) {
    var row =
        WeeklyData.row(
            context, "policy", Profile.DEFENDED, "policy", p.score(), rows, Grade.ASSOCIATIONAL);
    EstimateTable.write(
        context,
        Type.INTEGER,
        differences.stream()
            .map(
                d ->
                    row.with(
                        EstimateTable.renamed(
                            d.value(), "gain(" + d.first() + " over " + d.second() + ")")))
            .toList());
  }

  private static List<@Nullable Object> policy(PolicyValues.Valued v) {
    var row = new ArrayList<@Nullable Object>(List.of(v.name(), v.shares()[1]));
    row.addAll(figures(v.value()));
    return row;
  }

  private static List<@Nullable Object> difference(PolicyValues.Difference d) {
    var row = new ArrayList<@Nullable Object>(List.of(d.first(), d.second()));
    row.addAll(figures(d.value()));
    row.add(d.low());
    row.add(d.high());
    return row;
  }

  /** Value, error and interval; those that there are not are null. */
  private static List<@Nullable Object> figures(Estimate e) {
    return switch (e) {
      case Estimate.Value v ->
          Arrays.<@Nullable Object>asList(v.value(), v.stdError(), v.confLow(), v.confHigh());
      case Estimate.Point v -> Arrays.<@Nullable Object>asList(v.value(), null, null, null);
      case Estimate.Missing _ -> Arrays.<@Nullable Object>asList(null, null, null, null);
    };
  }

  private static List<List<@Nullable Object>> rules(
      PolicyTree.Learned learned, List<String> features, long all) {
    var out = new ArrayList<List<@Nullable Object>>();
    rule(learned, features, 0, new ArrayList<>(), all, out);
    return out;
  }

  private static void rule(
      PolicyTree.Learned learned,
      List<String> features,
      int at,
      List<String> way,
      long all,
      List<List<@Nullable Object>> out) {
    var node = learned.tree().nodes().get(at);
    if (node.isLeaf()) {
      out.add(
          Arrays.<@Nullable Object>asList(
              (long) out.size() + 1,
              way.isEmpty() ? "everyone" : String.join(" and ", way),
              (long) node.rows(),
              (double) node.rows() / all,
              learned.actions().get(learned.action(at))));
      return;
    }
    String cut =
        java.math.BigDecimal.valueOf(node.threshold()).stripTrailingZeros().toPlainString();
    for (boolean below : new boolean[] {true, false}) {
      var longer = new ArrayList<>(way);
      longer.add(
          features.get(node.feature()).replace('_', ' ') + (below ? " at most " : " above ") + cut);
      rule(learned, features, below ? node.left() : node.right(), longer, all, out);
    }
  }

  private static void write(
      StageContext context,
      List<List<@Nullable Object>> policies,
      List<List<@Nullable Object>> differences,
      List<List<@Nullable Object>> rules) {
    StageTable.write(
        context,
        "policies",
        Schema.of(
            new Column("policy", Type.TEXT),
            new Column("treated_share", Type.DOUBLE),
            new Column("value", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        policies,
        "policy");
    StageTable.write(
        context,
        "policy_differences",
        Schema.of(
            new Column("first", Type.TEXT),
            new Column("second", Type.TEXT),
            new Column("difference", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("band_low", Type.DOUBLE),
            new Column("band_high", Type.DOUBLE)),
        differences,
        "first",
        "second");
    StageTable.write(
        context,
        "policy_rules",
        Schema.of(
            new Column("leaf", Type.INTEGER),
            new Column("rule", Type.TEXT),
            new Column("rows", Type.INTEGER),
            new Column("share", Type.DOUBLE),
            new Column("action", Type.TEXT)),
        rules,
        "leaf");
  }
}
