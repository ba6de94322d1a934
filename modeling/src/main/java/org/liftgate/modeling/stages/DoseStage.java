package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.dose.DoseBins;
import org.liftgate.modeling.dose.DoseResponse;
import org.liftgate.modeling.dose.DoseResponse.Answer;
import org.liftgate.modeling.dose.DoseResponse.Role;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.dose}: what a dose offered to units does to outcomes ({@link DoseResponse}), with
 * and without other regressors held fixed, beside the associational contrast of a dose that units
 * chose themselves. The target population is every cell of the panel's frame, each alike: rows
 * carry as weight how many cells they stand for. Terms are {@code per_point} and {@code bin(a,b]},
 * followed by the name of the population. Writes {@code dose_<id>}: rows, units, mean dose and mean
 * outcomes of each bin.
 */
public final class DoseStage implements StageKind<DoseStage.Parameters> {

  /** Regressors that come from an optional input. */
  public record Held(
      @Doc("What they are called together, put behind the terms that hold them fixed") String name,
      @Doc("Columns of the panel, null where unknown") List<String> columns,
      @Doc("The input they come from, for the reason when it was not given") String from) {
    public Held {
      columns = List.copyOf(columns);
    }
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read, one row a cell") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Column of the dose offered, whoever takes it") String dose,
      @Doc("Column of the units") String unit,
      @Doc("Column of the periods") String period,
      @Doc("Column that says how many cells of the target population a row stands for; 0: none")
          Optional<String> weight,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("Effects to absorb: columns, or several joined by ^") List<String> effects,
      @Doc("One or two columns to cluster by") List<String> clusters,
      @Doc("Upper ends of the bins, ascending; a dose up to the first is none") List<Double> bins,
      @Doc("Name of the target population, put behind the terms") Optional<String> population,
      @Doc("Regressors to hold fixed in a second set of terms") Optional<Held> held,
      @Doc("Columns of doses that units chose themselves: associational") @Default("[]")
          List<String> chosen,
      @Doc(
              "Column of the dose a period later, null where unknown: what it seems to do is a placebo")
          Optional<String> placebo,
      @Doc("Table with reason and cells: what became of the frame") Optional<String> leftOut,
      @Doc("Clusters below which an interval is labelled small-sample") @Default("50")
          int minClusters) {
    public Parameters {
      outcomes = List.copyOf(outcomes);
      effects = List.copyOf(effects);
      clusters = List.copyOf(clusters);
      bins = List.copyOf(bins);
      chosen = List.copyOf(chosen);
    }
  }

  @Override
  public String name() {
    return "modeling.dose";
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

  /** Whether a term is a number that this kind estimates and a verdict is passed on. */
  static boolean judged(String term) {
    return term.startsWith(DoseResponse.PER_POINT) || term.startsWith("bin(");
  }

  /** The term whose truth a simulator gives: what is held fixed does not change it. */
  static String truth(String term) {
    for (String suffix : List.of(DoseResponse.GIVEN, DoseResponse.WHERE_KNOWN)) {
      int at = term.indexOf(suffix);
      if (judged(term) && at >= 0) {
        return term.substring(0, at);
      }
    }
    return term;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    DoseData data = DoseData.read(context, p);
    var bins = new DoseBins(p.bins());
    var support = new DoseSupport(data, bins);
    var estimator = new DoseResponse(bins, p.minClusters(), Design.workers(context));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Answer answer : estimator.answers(data.sample())) {
      rows.add(row(p, design, data, support, answer));
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
    support.write(context);
    context.metric("rows", data.sample().rows());
  }

  private static List<@Nullable Object> row(
      Parameters p, Design design, DoseData data, DoseSupport support, Answer answer) {
    Arms arms = support.arms(answer.bin());
    Grade grade = answer.role() == Role.CHOSEN ? Grade.ASSOCIATIONAL : design.grade();
    return new EstimateTable.Row(
            design.stage(),
            "dose",
            Profile.DEFENDED.word(),
            p.treatment(),
            answer.outcome(),
            null,
            answer.vcov(),
            answer.rows(),
            arms,
            Arms.of(0, 0),
            arms,
            grade.word(),
            data.periods())
        .with(named(p, support, answer));
  }

  /** The estimate under the name of its population, with the reasons that only a stage knows. */
  private static Estimate named(Parameters p, DoseSupport support, Answer answer) {
    String term = term(p, answer);
    return switch (answer.estimate()) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point v -> new Estimate.Point(term, v.value(), v.why());
      case Estimate.Missing m ->
          new Estimate.Missing(term, m.reason(), detail(p, support, answer, m));
    };
  }

  private static String term(Parameters p, Answer answer) {
    String suffix = p.population().map(s -> "-" + s).orElse("");
    String base = truth(answer.term());
    String rest = answer.term().substring(base.length());
    String given = rest.equals(DoseResponse.GIVEN) ? "-" + p.held().orElseThrow().name() : "";
    return base + suffix + rest + given;
  }

  private static String detail(
      Parameters p, DoseSupport support, Answer answer, Estimate.Missing missing) {
    if (missing.reason() == Estimate.Reason.MISSING_INPUT) {
      Held held = p.held().orElseThrow();
      return "%s (%s) were not given: they come from %s."
          .formatted(held.name(), String.join(", ", held.columns()), held.from());
    }
    if (answer.bin() > 0 && support.rows(answer.bin()) == 0) {
      return "No row has a %s in %s.".formatted(p.dose(), answer.term());
    }
    return missing.detail();
  }
}
