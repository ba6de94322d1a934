package org.liftgate.modeling.stages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/**
 * A group of the portfolio with what is known of it.
 *
 * @param type empty when unknown
 * @param periods its effect is a mean over, 0 where nothing was estimated
 * @param money its row of economics
 */
record Contender(
    Estimated estimated,
    String type,
    double unitPeriods,
    String verdict,
    String reasons,
    String nextStep,
    Optional<Earnings.Row> money) {

  /** A number that the verdict lets stand. */
  Optional<Estimate.Value> value() {
    return verdict.equals("not-estimable") ? Optional.empty() : estimated.value();
  }

  static List<Contender> all(PortfolioStage.Parameters p, StageContext context) {
    Map<String, String[]> verdicts = verdicts(p, context);
    Earnings earnings = Earnings.of(context.engine().read(p.economics()));
    return Estimated.of(context, p.design()).stream()
        .filter(e -> e.treatment().equals(p.treatment()))
        .filter(e -> e.outcome().equals(p.outcome()) && e.term().equals("att") && !e.pooled())
        .map(e -> of(e, verdicts, earnings))
        .toList();
  }

  private static Contender of(Estimated e, Map<String, String[]> verdicts, Earnings earnings) {
    String[] judged = verdicts.getOrDefault(String.valueOf(e.group()), new String[] {"", "", ""});
    Optional<Earnings.Row> money = earnings.group(e.group());
    return new Contender(
        e,
        money.map(r -> r.text("type")).orElse(""),
        money.flatMap(r -> r.number("unit_periods")).orElse(0.0),
        judged[0],
        judged[1],
        judged[2],
        money);
  }

  private static Map<String, String[]> verdicts(PortfolioStage.Parameters p, StageContext context) {
    Table table =
        context
            .engine()
            .read(
                "verdicts",
                "design",
                "treatment",
                "outcome",
                "group_id",
                "term",
                "verdict",
                "reasons",
                "next_step");
    var found = new HashMap<String, String[]>();
    for (int i = 0; i < table.rows(); i++) {
      boolean ours =
          text(table, "design", i).equals(p.design())
              && text(table, "treatment", i).equals(p.treatment())
              && text(table, "outcome", i).equals(p.outcome())
              && text(table, "term", i).equals("att");
      if (ours) {
        found.put(
            text(table, "group_id", i),
            new String[] {
              text(table, "verdict", i), text(table, "reasons", i), text(table, "next_step", i)
            });
      }
    }
    return found;
  }

  /** The verdict on the design's pooled effect; empty strings where it has none. */
  static String[] pooled(PortfolioStage.Parameters p, StageContext context) {
    return verdicts(p, context).getOrDefault("", new String[] {"", "", ""});
  }

  private static String text(Table table, String column, int row) {
    @Nullable Object value = table.column(column).boxed(row);
    return Objects.toString(value, "");
  }
}
