package org.liftgate.cohorting.stages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code cohorting.panel}: writes the tables of a folder of SQL, the panel among them, and checks
 * it: a (group, unit, period) is there once, periods lie in -pre..post-1, post begins at period 0,
 * and every unit is in the cohort with the arm it has there.
 */
public final class PanelKind implements StageKind<PanelParameters> {
  private static final String ROWS =
      """
      SELECT
        COUNT(*) AS panel_rows,
        COUNT(DISTINCT group_id) AS groups_,
        COUNT(DISTINCT unit_id) AS units,
        COUNT(CASE WHEN period < 0 - :pre OR period > :post - 1 THEN 1 END) AS outside,
        COUNT(CASE WHEN post <> (period >= 0) THEN 1 END) AS misplaced,
        COUNT(CASE WHEN group_id IS NULL OR unit_id IS NULL OR period IS NULL OR treated IS NULL
                     OR post IS NULL OR concurrent IS NULL THEN 1 END) AS incomplete
      FROM %s
      """;
  private static final String TWICE =
      """
      SELECT COUNT(*) AS twice
      FROM (
        SELECT group_id, unit_id, period FROM %s GROUP BY group_id, unit_id, period HAVING COUNT(*) > 1
      ) d
      """;
  private static final String STRANGERS =
      """
      SELECT COUNT(*) AS strangers
      FROM (SELECT DISTINCT group_id, unit_id, treated FROM %s) p
      LEFT JOIN %s c
        ON c.group_id = p.group_id AND c.unit_id = p.unit_id AND c.treated = p.treated
      WHERE c.unit_id IS NULL
      """;

  @Override
  public String name() {
    return "cohorting.panel";
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
  public Class<PanelParameters> parameters() {
    return PanelParameters.class;
  }

  @Override
  public void run(PanelParameters parameters, StageContext context) {
    requireCohort(parameters, context);
    List<String> tables = SqlFolder.of(context, parameters.sql()).define();
    String panel = Written.main(parameters.sql(), "panel_", tables);
    Written.all(context, tables, panel, Schemas.PANEL);
    Map<String, Long> counts = check(parameters, context, panel);
    context.metric("rows", counts.get("panel_rows"));
    context.metric("groups", counts.get("groups_"));
    context.metric("units", counts.get("units"));
  }

  private static void requireCohort(PanelParameters parameters, StageContext context) {
    if (!context.inputs().containsKey(parameters.cohort())) {
      String hint = Problem.didYouMean(parameters.cohort(), context.inputs().keySet());
      throw LiftgateException.input(
          Problem.of(
              "cohort",
              parameters.cohort(),
              "must be a table this stage reads",
              hint.isEmpty() ? "Maybe a stage is missing in `needs`." : hint));
    }
  }

  private static Map<String, Long> check(
      PanelParameters parameters, StageContext context, String panel) {
    var window = Map.of("pre", parameters.pre(), "post", parameters.post());
    Map<String, Long> counts = Written.counts(context, ROWS.formatted(panel), window);
    counts.putAll(Written.counts(context, TWICE.formatted(panel), Map.of()));
    counts.putAll(
        Written.counts(context, STRANGERS.formatted(panel, parameters.cohort()), Map.of()));
    Written.requireNone(counts, problems(parameters, panel));
    return counts;
  }

  private static Map<String, Problem> problems(PanelParameters parameters, String panel) {
    String file = panel + ".sql";
    var problems = new LinkedHashMap<String, Problem>();
    problems.put(
        "incomplete",
        Problem.of(
            panel,
            null,
            "lack a value of the panel's own columns",
            "Maybe a join of " + file + " finds no partner."));
    problems.put(
        "twice",
        Problem.of(
            panel,
            null,
            "stand for one unit in one group and period; it must be there once",
            "Maybe a join of " + file + " finds several partners."));
    problems.put(
        "outside",
        Problem.of(
            panel + ".period",
            null,
            String.format(
                Locale.ROOT, "must lie in %d..%d", -parameters.pre(), parameters.post() - 1),
            "Maybe pre and post of the stage differ from those of the SQL."));
    problems.put(
        "misplaced",
        Problem.of(
            panel + ".post",
            null,
            "must be true exactly from period 0 on",
            "Maybe w.period >= 0 AS post."));
    problems.put(
        "strangers",
        Problem.of(
            panel,
            null,
            "are of a unit, or an arm, that " + parameters.cohort() + " does not have",
            "Maybe the panel should start from " + parameters.cohort() + "."));
    return problems;
  }
}
