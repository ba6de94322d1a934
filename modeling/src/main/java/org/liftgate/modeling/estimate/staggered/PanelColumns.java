package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.StaggeredPanel;

/**
 * The panel that {@code --outcome --unit --period --cohort --covariates} name.
 *
 * @param notes rows dropped, how dates were read
 */
record PanelColumns(StaggeredPanel panel, List<String> notes) {
  static final String COHORT = "cohort";
  static final String COVARIATES = "covariates";

  static List<Option> options() {
    return List.of(
        Option.required("outcome", Kind.COLUMN, "what the effect is on"),
        Option.required("unit", Kind.COLUMN, "who is observed over time"),
        Option.required("period", Kind.COLUMN, "when: whole numbers or equally spaced dates"),
        Option.required(COHORT, Kind.COLUMN, "first treated period; 0 or empty for never"));
  }

  static Option covariates() {
    return Option.optional(COVARIATES, Kind.COLUMNS, "compared at equal values; text is a factor");
  }

  /**
   * @throws LiftgateException naming each column that cannot be read
   */
  static PanelColumns read(Request request, List<String> covariates) {
    var used = new ArrayList<String>();
    for (String option : List.of("outcome", "unit", "period")) {
      used.add(request.required(option));
    }
    used.addAll(covariates);
    CompleteRows complete = request.complete(used);
    int[] rows = complete.rows();
    var problems = new ArrayList<Problem>();
    Column periods = request.data().column(request.required("period"));
    Column cohorts = request.data().column(request.required(COHORT));
    var scale = PeriodScale.of("period", request.required("period"), periods, rows);
    scale.problem().ifPresent(problems::add);
    cohortProblem(request, periods, cohorts, rows).ifPresent(problems::add);
    Column outcome = complete.table().column(request.required("outcome"));
    if (outcome instanceof Texts) {
      problems.add(request.problem("outcome", "holds text where numbers are needed", ""));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the columns do not make a panel", problems);
    }
    PeriodScale read = scale.scale().orElseThrow();
    Units units = Units.of(complete.table().column(request.required("unit")));
    var panel =
        StaggeredPanel.of(
                units.codes(),
                periods(periods, rows, read),
                cohorts(cohorts, rows, read),
                complete.table().doubles(request.required("outcome")))
            .named(units::name, read::name);
    for (String covariate : covariates) {
      panel = withCovariate(panel, covariate, complete.table());
    }
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(read.notes());
    return new PanelColumns(panel, List.copyOf(notes));
  }

  private static java.util.Optional<Problem> cohortProblem(
      Request request, Column periods, Column cohorts, int[] rows) {
    String name = request.required(COHORT);
    int[] held =
        Arrays.stream(rows).filter(i -> !cohorts.nulls().get(i) && finite(cohorts, i)).toArray();
    if (held.length == 0) {
      return java.util.Optional.empty();
    }
    boolean dates = periods.type() == org.liftgate.kernel.Schema.Type.DATE;
    boolean alike = dates == (cohorts.type() == org.liftgate.kernel.Schema.Type.DATE);
    if (!alike && !(cohorts instanceof Texts)) {
      return java.util.Optional.of(
          Problem.of(
              "--" + COHORT,
              name,
              "must hold " + (dates ? "dates, as the periods do" : "numbers, as the periods do"),
              ""));
    }
    return dates && alike
        ? java.util.Optional.empty()
        : PeriodScale.of(COHORT, name, cohorts, held).problem();
  }

  private static boolean finite(Column column, int row) {
    return !(column instanceof Doubles c) || Double.isFinite(c.values()[row]);
  }

  private static double at(Column column, int row) {
    return switch (column) {
      case Longs c -> c.values()[row];
      case Doubles c -> c.values()[row];
      case Texts _ -> throw new IllegalStateException("text was refused");
    };
  }

  private static int[] periods(Column column, int[] rows, PeriodScale scale) {
    return Arrays.stream(rows).map(i -> scale.period(at(column, i))).toArray();
  }

  /** Missing, infinite and the number 0 are never. */
  private static int[] cohorts(Column column, int[] rows, PeriodScale scale) {
    return Arrays.stream(rows)
        .map(
            i -> {
              if (column.nulls().get(i) || column instanceof Texts || !finite(column, i)) {
                return StaggeredPanel.NEVER;
              }
              double value = at(column, i);
              boolean never = value == 0 && scale instanceof PeriodScale.Numbers;
              return never ? StaggeredPanel.NEVER : scale.period(value);
            })
        .toArray();
  }

  /** Text becomes one dummy for each value but the first. */
  private static StaggeredPanel withCovariate(StaggeredPanel panel, String name, Table table) {
    if (!(table.column(name) instanceof Texts)) {
      return panel.withCovariate(name, table.doubles(name));
    }
    Table.Codes codes = table.codes(name);
    int[] seen = Arrays.stream(codes.codes()).sorted().distinct().toArray();
    StaggeredPanel with = panel;
    for (int k = 1; k < seen.length; k++) {
      int level = seen[k];
      double[] dummy = Arrays.stream(codes.codes()).mapToDouble(c -> c == level ? 1 : 0).toArray();
      with = with.withCovariate(name + "=" + codes.labels()[level], dummy);
    }
    return with;
  }

  /** Units as codes in ascending order of their values. */
  private record Units(int[] codes, Object[] labels) {
    static Units of(Column column) {
      var all = Table.named("units").column("unit", whole(column)).build().codes("unit");
      return new Units(all.codes(), all.labels());
    }

    /** Numbers with a fraction are told apart by their text. */
    private static Column whole(Column column) {
      if (!(column instanceof Doubles c)) {
        return column;
      }
      boolean integral = Arrays.stream(c.values()).allMatch(v -> v == Math.rint(v));
      return integral
          ? new Longs(
              org.liftgate.kernel.Schema.Type.INTEGER,
              Arrays.stream(c.values()).mapToLong(v -> (long) v).toArray(),
              c.nulls())
          : Table.named("units")
              .texts(
                  "unit",
                  Arrays.stream(c.values()).mapToObj(Double::toString).toArray(String[]::new))
              .build()
              .column("unit");
    }

    String name(int code) {
      return labels[code].toString();
    }
  }
}
