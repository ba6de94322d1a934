package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.StageContext;
import org.liftgate.reporting.report.ReportModel.Flow;
import org.liftgate.reporting.report.ReportModel.Funnel;
import org.liftgate.reporting.report.ReportModel.Input;
import org.liftgate.reporting.report.ReportModel.Reason;
import org.liftgate.reporting.report.ReportModel.Step;
import org.liftgate.reporting.stages.Rows.Row;

/** What the stages before have left. */
record Inputs(StageContext context) {

  /** A small table row by row; none where the run does not have it. */
  List<Row> rows(String table) {
    return context.inputs().containsKey(table)
        ? new Rows(context.engine().read(table)).stream().toList()
        : List.of();
  }

  /** How cohorts shrank, that of the treatment first. */
  List<Funnel> funnels(String treatment) {
    var ours = "cohort_" + treatment + "_steps";
    return context.inputs().keySet().stream()
        .filter(name -> name.startsWith("cohort_") && name.endsWith("_steps"))
        .sorted(Comparator.comparing((String name) -> !name.equals(ours)).thenComparing(n -> n))
        .map(name -> new Funnel(name.replaceAll("^cohort_|_steps$", ""), steps(name)))
        .toList();
  }

  private List<Step> steps(String table) {
    return rows(table).stream()
        .sorted(Comparator.comparingLong(r -> r.integer("step").orElse(0)))
        .map(r -> new Step(r.text("name"), r.integer("units").orElse(0), r.text("why")))
        .toList();
  }

  /** Rows in and out of each table that has a list of rejected rows. */
  List<Flow> flows() {
    return context.inputs().keySet().stream()
        .filter(name -> name.endsWith("_rejected"))
        .sorted()
        .map(name -> flow(name, name.substring(0, name.length() - "_rejected".length())))
        .toList();
  }

  private Flow flow(String rejected, String table) {
    var reasons = new Rows(context.engine().query(Queries.reasons(rejected), Map.of()));
    return new Flow(
        table,
        count(table + "_raw"),
        count(table),
        reasons.stream().map(r -> new Reason(r.text("reason"), r.integer("n").orElse(0))).toList());
  }

  private OptionalLong count(String table) {
    return Optional.ofNullable(context.inputs().get(table))
        .flatMap(Artifact::table)
        .map(t -> OptionalLong.of(t.rows()))
        .orElse(OptionalLong.empty());
  }

  /** Every input by name and hash. */
  List<Input> all() {
    return context.inputs().values().stream()
        .sorted(Comparator.comparing(Artifact::name))
        .map(
            a ->
                new Input(
                    a.name(),
                    a.table().map(t -> OptionalLong.of(t.rows())).orElse(OptionalLong.empty()),
                    a.sha256()))
        .toList();
  }
}
