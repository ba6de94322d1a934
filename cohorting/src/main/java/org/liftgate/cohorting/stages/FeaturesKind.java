package org.liftgate.cohorting.stages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code cohorting.features}: writes the tables of a folder of SQL, one of them {@code features_*}:
 * one row for each (group, unit) of the cohort with what was known of it before the group's start.
 * Outcome tables are cut at the start as for a cohort; {@code feature_time} is the time of the
 * latest fact behind a row, which the gate {@code cohorting.as-of} holds against {@code
 * start_time}.
 */
public final class FeaturesKind implements StageKind<FeaturesKind.Parameters> {

  /** What a features stage is told. */
  @Doc("What was known of each unit of a cohort before its group's start.")
  public record Parameters(
      @Doc("Folder of SQL with one table features_*") String sql,
      @Doc("The cohort whose units are described") String cohort,
      @Doc("When each group starts: facts are seen up to the day before")
          CohortParameters.AsOf asOf) {}

  private static final Schema SCHEMA =
      Schema.of(
          new Column("group_id", Type.INTEGER),
          new Column("unit_id", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("start_time", Type.INTEGER),
          new Column("feature_time", Type.INTEGER));

  private static final String COUNTS =
      """
      SELECT
        COUNT(f.unit_id) AS feature_rows,
        COUNT(CASE WHEN c.unit_id IS NULL THEN 1 END) AS strangers,
        COUNT(CASE WHEN f.unit_id IS NULL THEN 1 END) AS absent,
        COUNT(CASE WHEN f.unit_id IS NOT NULL AND f.feature_time IS NULL THEN 1 END) AS undated
      FROM %s f
      FULL JOIN %s c
        ON c.group_id = f.group_id AND c.unit_id = f.unit_id AND c.treated = f.treated
        AND c.start_time = f.start_time
      """;
  private static final String TWICE =
      """
      SELECT COUNT(*) AS twice
      FROM (SELECT group_id, unit_id FROM %s GROUP BY group_id, unit_id HAVING COUNT(*) > 1) d
      """;

  @Override
  public String name() {
    return "cohorting.features";
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
  public boolean seesOutcomes(Parameters parameters) {
    return false;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    if (!context.inputs().containsKey(p.cohort())) {
      throw LiftgateException.input(
          Problem.of(
              "cohort",
              p.cohort(),
              "must be a table this stage reads",
              "Maybe a stage is missing in `needs`."));
    }
    new AsOfCut(context, Optional.of(p.asOf())).lay(context.folder(p.sql()));
    List<String> tables = SqlFolder.of(context, p.sql()).define();
    String features = Written.main(p.sql(), "features_", tables);
    Written.all(context, tables, features, SCHEMA);
    Map<String, Long> counts =
        Written.counts(context, COUNTS.formatted(features, p.cohort()), Map.of());
    counts.putAll(Written.counts(context, TWICE.formatted(features), Map.of()));
    Written.requireNone(counts, problems(p, features));
    context.metric("rows", counts.get("feature_rows"));
  }

  private static Map<String, Problem> problems(Parameters p, String features) {
    return Map.of(
        "strangers",
        Problem.of(
            features,
            null,
            "are of a unit, arm or start that " + p.cohort() + " does not have",
            "Maybe the features should start from " + p.cohort() + "."),
        "absent",
        Problem.of(
            p.cohort(),
            null,
            "have no features; each unit of the cohort needs one",
            "Maybe a join of " + features + ".sql finds no partner."),
        "undated",
        Problem.of(
            features + ".feature_time",
            null,
            "lack the time of their latest fact",
            "Maybe take the MAX of the facts' time."),
        "twice",
        Problem.of(
            features,
            null,
            "stand for one unit in one group; it must be there once",
            "Maybe a join of " + features + ".sql finds several partners."));
  }
}
