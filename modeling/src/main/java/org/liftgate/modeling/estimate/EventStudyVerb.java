package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.EventStudy;

/** {@code event-study}: effects by period since the start, with unit and period effects. */
public final class EventStudyVerb implements EstimateVerb {
  private static final int FEWEST_CLUSTERS = 5;

  @Override
  public String name() {
    return "event-study";
  }

  @Override
  public String summary() {
    return "Effects by period before and after the start, against the period before it.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("outcome", Kind.COLUMN, "the outcome"),
        Option.required("unit", Kind.COLUMN, "who is observed"),
        Option.required("period", Kind.COLUMN, "when: whole numbers or dates"),
        Option.optional("cohort", Kind.COLUMN, "first treated period, 0 or empty for never"),
        Option.optional("event-time", Kind.COLUMN, "periods since the start, empty for never"),
        Option.optional("reference", Kind.INTEGER, "period whose effect is zero").or("-1"),
        Option.optional("window", Kind.TEXT, "such as -8:8; periods beyond count in its ends"),
        OlsVerb.VCOV);
  }

  @Override
  public String example() {
    return "event-study --outcome y --unit unit --period week --cohort first --window -8:8";
  }

  @Override
  public Findings run(Request request) {
    int[] window = window(request);
    String unit = request.required("unit");
    Covariance covariance = request.covariance("vcov", Covariance.cluster(unit));
    Formula formula =
        Formula.parse(
            "%s ~ 1 | %s + %s"
                .formatted(
                    Formula.quoted(request.required("outcome")),
                    Formula.quoted(unit),
                    Formula.quoted(request.required("period"))),
            request.data());
    var beside = Beside.clusters(Vcovs.columns(covariance));
    CompleteRows complete = request.complete(beside.columns(formula));
    ModelFrame frame = ModelFrame.of(formula, complete.table(), beside);
    int[] rows = Arrays.stream(frame.rows()).map(i -> complete.rows()[i]).toArray();
    EventTimes events =
        request.text("cohort").isPresent()
            ? EventTimes.ofCohort(request, rows)
            : EventTimes.given(request, rows);
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(frame.notes());
    EffectsPanel panel = panel(frame, events);
    notes.addAll(cautions(request, panel, events));
    var study =
        new EventStudy(covariance, request.integer("reference"))
            .window(window[0], window[1])
            .withMinClusters(FEWEST_CLUSTERS)
            .with(request.workers());
    return EventFindings.of(request, study, covariance, panel, notes);
  }

  private static EffectsPanel panel(ModelFrame frame, EventTimes events) {
    int[] unit = frame.effects().get(0).codes();
    EffectsPanel panel =
        EffectsPanel.of(unit, frame.effects().get(1).codes(), frame.outcome())
            .withEventTimes(events.times())
            .named(labels(frame.effects().get(0), frame.effects().get(1)));
    byte[] arms = events.treated(unit);
    boolean both = false;
    for (byte arm : arms) {
      both |= arm == 0;
    }
    for (Map.Entry<String, int[]> cluster : frame.clusters().entrySet()) {
      panel = panel.withCluster(cluster.getKey(), cluster.getValue());
    }
    return both ? panel.withArms(arms) : panel;
  }

  /** {@code store 17} rather than a code. */
  private static EffectsPanel.Labels labels(ModelFrame.Effect unit, ModelFrame.Effect period) {
    return new EffectsPanel.Labels(
        _ -> "",
        k -> unit.name() + " " + unit.label().apply(k),
        k -> period.name() + " " + period.label().apply(k));
  }

  private static List<String> cautions(Request request, EffectsPanel panel, EventTimes events) {
    var notes = new ArrayList<String>();
    if (events.ranked()) {
      notes.add("Periods are counted in the order of their values.");
    }
    if (panel.treated().length == 0) {
      notes.add("Every unit is treated at some time: not yet treated ones are the comparison.");
    }
    long cohorts =
        java.util.stream.IntStream.range(0, panel.rows())
            .filter(i -> events.times()[i] != EffectsPanel.NEVER)
            .map(i -> panel.period()[i] - events.times()[i])
            .distinct()
            .limit(2)
            .count();
    if (cohorts > 1) {
      notes.add(
          "Starts are staggered: these effects mix cohorts and may carry wrong signs where effects"
              + " differ between them; compare att-gt, sun-abraham or imputation.");
    }
    request
        .text("window")
        .ifPresent(w -> notes.add("Periods beyond the window " + w + " are counted in its ends."));
    return notes;
  }

  private static int[] window(Request request) {
    var problems = new ArrayList<Problem>();
    if (request.text("cohort").isPresent() == request.text("event-time").isPresent()) {
      problems.add(request.problem("cohort", "or --event-time must be given, and only one", ""));
    }
    int[] window = {Integer.MIN_VALUE + 1, Integer.MAX_VALUE};
    request
        .text("window")
        .ifPresent(
            text -> {
              if (text.matches("-?\\d{1,6}:-?\\d{1,6}")) {
                String[] ends = text.split(":");
                window[0] = Integer.parseInt(ends[0]);
                window[1] = Integer.parseInt(ends[1]);
              }
              int reference = request.integer("reference");
              if (window[0] == Integer.MIN_VALUE + 1
                  || window[0] > reference
                  || window[1] < reference) {
                problems.add(
                    request.problem(
                        "window",
                        "must be two periods around the reference (" + reference + ")",
                        "Maybe -8:8."));
              }
            });
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate event-study cannot start", problems);
    }
    return window;
  }
}
