package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.verdict.Case;

/**
 * What treatments earned where costs are given; assumed costs decide nothing. Break-even is about
 * the treatment, so every design's estimate of it is held to it; the return is that of one design.
 */
record Earnings(List<Row> rows) {

  /**
   * A row of the table of economics.
   *
   * @param group null for types and all
   */
  record Row(Table table, int at) {
    @Nullable Object value(String column) {
      return table.column(column).boxed(at);
    }

    String text(String column) {
      Object value = value(column);
      return value == null ? "" : value.toString();
    }

    Optional<Double> number(String column) {
      return value(column) instanceof Number n ? Optional.of(n.doubleValue()) : Optional.empty();
    }

    boolean is(String level) {
      return text("level").equals(level);
    }

    Optional<Case.Return> earned() {
      if (number("roi").isEmpty() || number("p_roi_above_hurdle").isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Case.Return(
              number("roi").orElseThrow(),
              number("roi_low").orElseThrow(),
              number("roi_high").orElseThrow(),
              number("hurdle").orElseThrow(),
              number("p_roi_above_hurdle").orElseThrow(),
              text("assumed")));
    }

    boolean given() {
      return Objects.equals(value("costs_given"), true);
    }
  }

  static Earnings read(VerdictStage.Parameters p, StageContext context) {
    return p.economics()
        .filter(context.inputs()::containsKey)
        .map(name -> of(context.engine().read(name)))
        .orElseGet(() -> new Earnings(List.of()));
  }

  static Earnings of(Table table) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < table.rows(); i++) {
      rows.add(new Row(table, i));
    }
    return new Earnings(rows);
  }

  Optional<Double> breakEven(Estimated e) {
    return row(e).filter(Row::given).flatMap(r -> r.number("break_even"));
  }

  Optional<Case.Return> earned(Estimated e) {
    return row(e)
        .filter(Row::given)
        .filter(r -> r.text("design").equals(e.design()) && e.term().equals("att"))
        .flatMap(Row::earned);
  }

  private Optional<Row> row(Estimated e) {
    return rows.stream()
        .filter(
            r ->
                r.text("treatment").equals(e.treatment())
                    && r.text("outcome").equals(e.outcome())
                    && (e.pooled()
                        ? r.is(EconomicsTables.TOTAL)
                        : r.is(EconomicsTables.GROUP)
                            && r.text("group_id").equals(String.valueOf(e.group()))))
        .findFirst();
  }

  Optional<Row> type(String type) {
    return rows.stream()
        .filter(r -> r.is(EconomicsTables.TYPE) && r.text("type").equals(type))
        .findFirst();
  }

  Optional<Row> group(@Nullable Object group) {
    return rows.stream()
        .filter(
            r -> r.is(EconomicsTables.GROUP) && r.text("group_id").equals(String.valueOf(group)))
        .findFirst();
  }
}
