package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.economics.Account;
import org.liftgate.modeling.economics.BreakEven;
import org.liftgate.modeling.economics.HouseholdBootstrap;
import org.liftgate.modeling.economics.OriginalRules;
import org.liftgate.modeling.economics.Project;
import org.liftgate.modeling.economics.ReturnOnInvestment;
import org.liftgate.modeling.economics.Waterfall;
import org.liftgate.modeling.inference.Power;

/** The tables of money: one row a group, a type, and all; and the steps from margin to profit. */
final class EconomicsTables {
  static final String GROUP = "group";
  static final String TYPE = "type";
  static final String TOTAL = "total";
  private static final long SEED = 20_111_130;

  private final EconomicsStage.Parameters p;
  private final StageContext context;
  private final PanelData data;
  private final CostTable costs;

  EconomicsTables(
      EconomicsStage.Parameters p, StageContext context, PanelData data, CostTable costs) {
    this.p = p;
    this.context = context;
    this.data = data;
    this.costs = costs;
  }

  static Schema schema(Type groupType) {
    return Schema.of(
        new Column("level", Type.TEXT),
        new Column("group_id", groupType),
        new Column("type", Type.TEXT),
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("design", Type.TEXT),
        new Column("groups", Type.INTEGER),
        new Column("treated_units", Type.INTEGER),
        new Column("reached_units", Type.INTEGER),
        new Column("unit_periods", Type.DOUBLE),
        new Column("effect", Type.DOUBLE),
        new Column("std_error", Type.DOUBLE),
        new Column("p_value", Type.DOUBLE),
        new Column("revenue", Type.DOUBLE),
        new Column("revenue_low", Type.DOUBLE),
        new Column("revenue_high", Type.DOUBLE),
        new Column("base_value", Type.DOUBLE),
        new Column("margin", Type.DOUBLE),
        new Column("discounts", Type.DOUBLE),
        new Column("cost", Type.DOUBLE),
        new Column("cost_low", Type.DOUBLE),
        new Column("cost_high", Type.DOUBLE),
        new Column("profit", Type.DOUBLE),
        new Column("profit_low", Type.DOUBLE),
        new Column("profit_high", Type.DOUBLE),
        new Column("roi", Type.DOUBLE),
        new Column("roi_low", Type.DOUBLE),
        new Column("roi_high", Type.DOUBLE),
        new Column("hurdle", Type.DOUBLE),
        new Column("p_roi_above_hurdle", Type.DOUBLE),
        new Column("break_even", Type.DOUBLE),
        new Column("mde", Type.DOUBLE),
        new Column("roi_original", Type.DOUBLE),
        new Column("costs_given", Type.BOOLEAN),
        new Column("assumed", Type.TEXT),
        new Column("missing_reason", Type.TEXT));
  }

  /** Groups that are added up. */
  private record Set(String level, @Nullable Object group, @Nullable String type, int[] of) {}

  /** Nothing could be estimated: every group says so. */
  void write(Estimate.Missing why) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Object label : data.groups()) {
      rows.add(none(label, why.detail()));
    }
    define(rows, List.of());
  }

  void write(CellEffects effects, Workers workers) {
    var groups = effects.parts().groups();
    List<Project> projects =
        groups.stream()
            .map(
                g -> {
                  var costed = costs.of(data.groups()[g.group()]);
                  return new Project(g.treated(), costed.reached(), g.post(), costed.terms());
                })
            .toList();
    List<Set> sets = sets(effects);
    var accounts =
        new ReturnOnInvestment(p.hurdle(), new HouseholdBootstrap(p.draws(), SEED, workers))
            .of(projects, effects.whole(), sets.stream().map(Set::of).toList());
    var rows = new ArrayList<List<@Nullable Object>>();
    var steps = new ArrayList<List<@Nullable Object>>();
    for (int s = 0; s < sets.size(); s++) {
      rows.add(row(effects, projects, sets.get(s), accounts.get(s)));
      steps.addAll(steps(effects, projects, sets.get(s)));
    }
    effects.parts().left().forEach(g -> rows.add(left(g)));
    for (int k = 0; k < groups.size(); k++) {
      if (groups.get(k).missing().isPresent()) {
        rows.add(
            none(data.groups()[groups.get(k).group()], groups.get(k).missing().get().detail()));
      }
    }
    unseen()
        .forEach(
            c ->
                rows.add(
                    none(c.group(), "No unit has an observed period on both sides of the start.")));
    define(rows, steps);
    long assumed = costs.all().values().stream().filter(c -> !c.assumed().isEmpty()).count();
    if (assumed > 0) {
      context.note(
          "Costs or margins of %d of %d groups are assumptions, not figures given."
              .formatted(assumed, costs.all().size()));
    }
  }

  private List<CostTable.Costed> unseen() {
    var seen = new TreeSet<String>();
    for (Object label : data.groups()) {
      seen.add(String.valueOf(label));
    }
    return costs.all().values().stream()
        .filter(c -> !seen.contains(String.valueOf(c.group())))
        .toList();
  }

  /** Groups with an estimate of their own, types and all, in this order. */
  private List<Set> sets(CellEffects effects) {
    var groups = effects.parts().groups();
    var sets = new ArrayList<Set>();
    Map<String, List<Integer>> types = new TreeMap<>();
    for (int k = 0; k < groups.size(); k++) {
      Object label = data.groups()[groups.get(k).group()];
      String type = costs.of(label).type();
      types.computeIfAbsent(type, _ -> new ArrayList<>()).add(k);
      if (groups.get(k).missing().isEmpty()) {
        sets.add(new Set(GROUP, label, type, new int[] {k}));
      }
    }
    types.forEach(
        (type, of) ->
            sets.add(new Set(TYPE, null, type, of.stream().mapToInt(Integer::intValue).toArray())));
    sets.add(new Set(TOTAL, null, null, IntStream.range(0, groups.size()).toArray()));
    return sets;
  }

  private List<@Nullable Object> row(
      CellEffects effects, List<Project> projects, Set set, Account a) {
    Estimate effect = effect(effects, set);
    Optional<Estimate.Value> v =
        effect instanceof Estimate.Value value ? Optional.of(value) : Optional.empty();
    var members =
        Arrays.stream(set.of())
            .mapToObj(k -> costs.of(data.groups()[effects.parts().groups().get(k).group()]))
            .toList();
    var own = Arrays.stream(set.of()).mapToObj(projects::get).toList();
    double marginal = a.base() == 0 ? 0 : a.margin() / a.base();
    var assumed = new TreeSet<String>();
    members.forEach(c -> assumed.addAll(c.assumed()));
    return Arrays.<@Nullable Object>asList(
        set.level(),
        set.group(),
        set.type(),
        p.treatment(),
        p.sales(),
        p.design(),
        (long) set.of().length,
        own.stream().mapToLong(Project::treated).sum(),
        own.stream().mapToLong(Project::reached).sum(),
        own.stream().mapToDouble(Project::scale).sum(),
        v.map(Estimate.Value::value).orElse(null),
        v.map(Estimate.Value::stdError).orElse(null),
        v.map(Estimate.Value::pValue).orElse(null),
        a.revenue().value(),
        a.revenue().low(),
        a.revenue().high(),
        a.base(),
        a.margin(),
        a.discounts(),
        a.cost().value(),
        a.cost().low(),
        a.cost().high(),
        a.profit().value(),
        a.profit().low(),
        a.profit().high(),
        a.roi().map(Account.Amount::value).orElse(null),
        a.roi().map(Account.Amount::low).orElse(null),
        a.roi().map(Account.Amount::high).orElse(null),
        p.hurdle(),
        boxed(a.chance()),
        boxed(BreakEven.effect(own, effects.basePerSale(), p.hurdle())),
        v.map(e -> Power.detectable(e.stdError(), e.df())).orElse(null),
        boxed(OriginalRules.roi(a.revenue().value(), marginal, a.cost().value())),
        members.stream().allMatch(CostTable.Costed::given),
        String.join(", ", assumed),
        null);
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /** Of a set: the mean over its units and periods. */
  private static Estimate effect(CellEffects effects, Set set) {
    return set.level().equals(GROUP) ? effects.sales().get(set.of()[0]) : effects.mean(set.of());
  }

  private List<@Nullable Object> left(org.liftgate.modeling.increment.IncrementFit.Group g) {
    return none(data.groups()[g.group()], ((Estimate.Missing) g.effect()).detail());
  }

  private List<@Nullable Object> none(Object label, String why) {
    var costed = costs.of(label);
    var row = new ArrayList<@Nullable Object>();
    for (Column c : schema(data.groupType()).columns()) {
      row.add(
          switch (c.name()) {
            case "level" -> GROUP;
            case "group_id" -> label(label);
            case "type" -> costed.type();
            case "treatment" -> p.treatment();
            case "outcome" -> p.sales();
            case "design" -> p.design();
            case "groups" -> 1L;
            case "reached_units" -> costed.reached();
            case "cost" ->
                costed.terms().fixed().value()
                    + costed.reached() * costed.terms().perUnit().value();
            case "hurdle" -> p.hurdle();
            case "costs_given" -> costed.given();
            case "assumed" -> String.join(", ", new TreeSet<>(costed.assumed()));
            case "missing_reason" -> why;
            default -> null;
          });
    }
    return row;
  }

  /** Costs are kept by the text of a label; tables hold it as the panel does. */
  private Object label(Object group) {
    return data.groupType() == Type.INTEGER ? (Object) Long.valueOf(String.valueOf(group)) : group;
  }

  private List<List<@Nullable Object>> steps(CellEffects effects, List<Project> projects, Set set) {
    var names = new ArrayList<String>();
    for (String cell : p.cells()) {
      names.add("margin_" + cell + "_during");
      names.add("margin_" + cell + "_after");
    }
    var waterfall =
        Waterfall.of(
            projects, names, effects.values().getFirst(), effects.values().getLast(), set.of());
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Waterfall.Step step : waterfall.steps()) {
      rows.add(
          Arrays.<@Nullable Object>asList(
              set.level(),
              set.group(),
              set.type(),
              (long) rows.size() + 1,
              step.name(),
              step.amount()));
    }
    return rows;
  }

  private void define(List<List<@Nullable Object>> rows, List<List<@Nullable Object>> steps) {
    String name = StageTable.id(context.stage().id());
    StageTable.named(context, name, schema(data.groupType()), rows, "level", "group_id", "type");
    StageTable.named(
        context,
        name + "_waterfall",
        Schema.of(
            new Column("level", Type.TEXT),
            new Column("group_id", data.groupType()),
            new Column("type", Type.TEXT),
            new Column("step", Type.INTEGER),
            new Column("name", Type.TEXT),
            new Column("amount", Type.DOUBLE)),
        steps,
        "level",
        "group_id",
        "type",
        "step");
  }
}
