package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.CallawaySantAnna.Base;
import org.liftgate.modeling.staggered.EventPath;
import org.liftgate.modeling.staggered.GroupTimeEffects;
import org.liftgate.modeling.staggered.GroupTimeFit;

/**
 * Effects by event from Callaway and Sant'Anna's estimator with a universal base period, for what
 * is computed from an event study's effects and covariance.
 *
 * @param missing why there is no path; empty when there is one
 */
record EventColumns(
    List<EventPath> path,
    List<Estimate.Missing> missing,
    int reference,
    long rows,
    List<String> notes) {

  static List<Option> options() {
    var options = new ArrayList<>(PanelColumns.options());
    options.add(PanelColumns.covariates());
    GroupTimeVerb.design().stream().filter(o -> !o.name().equals("base")).forEach(options::add);
    return options;
  }

  /**
   * @param term what a missing result is called
   */
  static EventColumns read(Request request, String term) {
    PanelColumns columns = PanelColumns.read(request, request.columns(PanelColumns.COVARIATES));
    GroupTimeFit fit =
        GroupTimeVerb.withoutBase(request).withBase(Base.UNIVERSAL).fit(columns.panel());
    var notes = new ArrayList<>(columns.notes());
    notes.addAll(fit.notes());
    int reference = -1 - request.integer("anticipation");
    notes.add(
        "From Callaway-Sant'Anna effects by event with a universal base period, event(%d)."
            .formatted(reference));
    if (fit instanceof GroupTimeFit.Missing(Reason reason, String detail)) {
      var none = new Estimate.Missing(term, reason, detail);
      return new EventColumns(List.of(), List.of(none), reference, 0, notes);
    }
    var effects = (GroupTimeEffects) fit;
    EventPath path = effects.eventPath();
    int before = path.before();
    if (before == 0 || before == path.events().length) {
      var none =
          new Estimate.Missing(
              term,
              Reason.INCOMPLETE_CELLS,
              "Effects before and after the start are needed; there are %d and %d."
                  .formatted(before, path.events().length - before));
      return new EventColumns(List.of(), List.of(none), reference, effects.rows(), notes);
    }
    return new EventColumns(List.of(path), List.of(), reference, effects.rows(), notes);
  }
}
