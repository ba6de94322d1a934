package org.liftgate.cohorting.stages;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Treatment;

/**
 * {@code cohorting.cohort}: writes the tables of a folder of SQL, the cohort among them, and {@code
 * <cohort>_design}: one row with what is compared and how strong the design can be. Outcomes are
 * cut at the start of each group unless the stage says {@code after: true}.
 */
public final class CohortKind implements StageKind<CohortParameters> {
  private static final String COUNTS =
      """
      SELECT
        COUNT(*) AS cohort_rows,
        COUNT(DISTINCT group_id) AS groups_,
        COUNT(CASE WHEN treated THEN 1 END) AS treated_units,
        COUNT(CASE WHEN NOT treated THEN 1 END) AS comparison_units,
        COUNT(CASE WHEN group_id IS NULL OR unit_id IS NULL OR treated IS NULL
                     OR start_time IS NULL OR concurrent IS NULL THEN 1 END) AS incomplete
      FROM %s
      """;
  private static final String TWICE =
      """
      SELECT COUNT(*) AS twice
      FROM (SELECT group_id, unit_id FROM %s GROUP BY group_id, unit_id HAVING COUNT(*) > 1) d
      """;

  @Override
  public String name() {
    return "cohorting.cohort";
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
  public boolean seesOutcomes(CohortParameters parameters) {
    return parameters.after();
  }

  @Override
  public Class<CohortParameters> parameters() {
    return CohortParameters.class;
  }

  @Override
  public void run(CohortParameters parameters, StageContext context) {
    if (!parameters.after()) {
      new AsOfCut(context, parameters.asOf()).lay(context.folder(parameters.sql()));
    }
    List<String> tables = SqlFolder.of(context, parameters.sql()).define();
    String cohort = Written.main(parameters.sql(), "cohort_", tables);
    Written.all(context, tables, cohort, Schemas.COHORT);
    Map<String, Long> counts = check(context, cohort);
    design(parameters, context, cohort, counts);
    context.metric("rows", counts.get("cohort_rows"));
    context.metric("groups", counts.get("groups_"));
    context.metric("treated", counts.get("treated_units"));
    context.metric("comparison", counts.get("comparison_units"));
  }

  private static Map<String, Long> check(StageContext context, String cohort) {
    Map<String, Long> counts = Written.counts(context, COUNTS.formatted(cohort), Map.of());
    counts.putAll(Written.counts(context, TWICE.formatted(cohort), Map.of()));
    Written.requireNone(
        counts,
        Map.of(
            "incomplete",
            Problem.of(
                cohort,
                null,
                "lack a value; every column of a cohort must be known",
                "Maybe a join of " + cohort + ".sql finds no partner."),
            "twice",
            Problem.of(
                cohort,
                null,
                "stand for one unit in one group; a unit must be there once",
                "Maybe a join of " + cohort + ".sql finds several partners.")));
    return counts;
  }

  private static void design(
      CohortParameters parameters, StageContext context, String cohort, Map<String, Long> counts) {
    var treatment =
        new Treatment(parameters.treatment(), parameters.definition(), parameters.after());
    String name = cohort + "_design";
    if (context.inputs().containsKey(name)) {
      throw LiftgateException.input(
          Problem.of(name, null, "is written by this stage", "Maybe rename the other table."));
    }
    context
        .engine()
        .define(
            Table.named(name)
                .texts("treatment", treatment.name())
                .texts("definition", treatment.definition())
                .texts("grade", treatment.ceiling(parameters.declared()).word())
                .column(
                    "after_outcome",
                    new Table.Longs(
                        Schema.Type.BOOLEAN,
                        new long[] {treatment.afterOutcome() ? 1 : 0},
                        new BitSet()))
                .longs("treated_units", counts.get("treated_units"))
                .longs("comparison_units", counts.get("comparison_units"))
                .build());
    context.write(name, List.of(), Optional.empty());
  }
}
