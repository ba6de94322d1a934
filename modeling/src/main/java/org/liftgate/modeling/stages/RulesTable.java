package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.economics.OriginalRules;

/** What the original's rejection rules say of each group, and the verdict here. */
final class RulesTable {
  private RulesTable() {}

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("group_id", groupType),
        new Column("type", Type.TEXT),
        new Column("estimate", Type.DOUBLE),
        new Column("p_value", Type.DOUBLE),
        new Column("roi_original", Type.DOUBLE),
        new Column("assumed", Type.TEXT),
        new Column("original", Type.TEXT),
        new Column("original_reason", Type.TEXT),
        new Column("verdict", Type.TEXT),
        new Column("agree", Type.BOOLEAN),
        new Column("why", Type.TEXT));
  }

  static void write(PortfolioStage.Parameters p, StageContext context, List<Contender> contenders) {
    var rows = new ArrayList<List<@Nullable Object>>();
    long apart = 0;
    for (Contender c : contenders) {
      List<@Nullable Object> row = row(c);
      rows.add(row);
      apart += Boolean.FALSE.equals(row.get(9)) ? 1 : 0;
    }
    Type groupType =
        contenders.stream().anyMatch(c -> c.estimated().group() instanceof String)
            ? Type.TEXT
            : Type.INTEGER;
    String name = StageTable.id(context.stage().id()) + "_rules";
    StageTable.named(context, name, schema(groupType), rows, "group_id");
    context.metric("rules apart", apart);
  }

  private static List<@Nullable Object> row(Contender c) {
    Optional<Estimate.Value> v = c.estimated().value();
    Optional<Double> roi = c.money().flatMap(r -> r.number("roi_original"));
    Optional<OriginalRules> rules =
        v.map(
            value ->
                OriginalRules.of(
                    value,
                    roi.isPresent() ? OptionalDouble.of(roi.get()) : OptionalDouble.empty()));
    Boolean agree = rules.map(r -> r.word().equals(c.verdict())).orElse(null);
    return Arrays.<@Nullable Object>asList(
        c.estimated().group(),
        c.type().isEmpty() ? null : c.type(),
        v.map(Estimate.Value::value).orElse(null),
        v.map(Estimate.Value::pValue).orElse(null),
        roi.orElse(null),
        c.money().map(r -> r.text("assumed")).orElse(""),
        rules.map(OriginalRules::word).orElse(null),
        rules.map(OriginalRules::reason).orElse(null),
        c.verdict(),
        agree,
        rules.map(r -> r.word().equals(c.verdict()) ? null : why(r, c)).orElse(null));
  }

  /** What the original's rule leaves out that decided here. */
  private static String why(OriginalRules rules, Contender c) {
    return switch (c.verdict()) {
      case "inconclusive" ->
          rules.rejects()
              ? "Not finding an effect is not finding that there is none. "
                  + LeagueTable.first(c.reasons(), 0)
              : "A clear effect on sales is not yet a clear return. "
                  + LeagueTable.first(c.reasons(), 0);
      case "fragile" ->
          "Something tried against it did not let it stand. " + LeagueTable.first(c.reasons(), 1);
      case "reject" ->
          "Their ROI is one number without an interval, and counts no discounts. "
              + LeagueTable.first(c.reasons(), 0);
      case "not-estimable" -> LeagueTable.first(c.reasons(), 0);
      default -> LeagueTable.first(c.reasons(), 0);
    };
  }
}
