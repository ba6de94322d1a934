package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/**
 * {@code modeling.carry-over}: the weekly table with columns of carried-over, bent spending added,
 * for regressions that ask about it: a_t = x_t + d a_(t-1), then a^exponent. Writes {@code into}:
 * all columns of the table, a column for each spending and {@code month}, that of the week's first
 * day.
 */
public final class CarryOverStage implements StageKind<CarryOverStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, one row a week") String table,
      @Doc("Column with the week's first day") @Default("week") String week,
      @Doc("Table to write") String into,
      @Doc("Columns that name a row") List<String> key,
      @Doc("The spendings, each a new column") List<WindowRidgeStage.Spending> spendings,
      @Doc("Exponent of the saturation; 1 for none") @Default("1") double exponent) {
    public Parameters {
      key = List.copyOf(key);
      spendings = List.copyOf(spendings);
    }
  }

  @Override
  public String name() {
    return "modeling.carry-over";
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
    List<String> columns = p.spendings().stream().flatMap(s -> s.columns().stream()).toList();
    WeeklyData data = WeeklyData.read(context, p.table(), p.week(), columns);
    Table rows = context.engine().read(p.table());
    List<String> names = rows.schema().names();
    List<Problem> taken =
        p.spendings().stream()
            .map(WindowRidgeStage.Spending::name)
            .filter(n -> names.contains(n) || n.equals("month"))
            .map(
                n ->
                    Problem.of(
                        "spendings",
                        n,
                        "must not be a column of " + p.table() + " already",
                        "Maybe call it " + n + "_carried."))
            .toList();
    if (!taken.isEmpty()) {
      throw LiftgateException.input("carried-over spendings need names of their own", taken);
    }
    var out = Table.named(p.into());
    names.stream().filter(n -> !n.equals("month")).forEach(n -> out.column(n, rows.column(n)));
    var month = new long[data.count()];
    for (int t = 0; t < month.length; t++) {
      month[data.order()[t]] = data.weeks().get(t).getMonthValue();
    }
    out.longs("month", month);
    for (WindowRidgeStage.Spending s : p.spendings()) {
      double[] carried = WeeklyData.carried(data.sum(s.columns()), s.decay(), p.exponent());
      var placed = new double[carried.length];
      for (int t = 0; t < placed.length; t++) {
        placed[data.order()[t]] = carried[t];
      }
      out.doubles(s.name(), placed);
    }
    context.engine().define(out.build());
    context.write(p.into(), p.key(), Optional.empty());
  }
}
