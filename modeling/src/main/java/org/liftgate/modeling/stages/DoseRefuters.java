package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.dose.DoseResponse;
import org.liftgate.modeling.panel.TwoWayFixedEffects;
import org.liftgate.modeling.verdict.Refuter;

/**
 * What is tried against an effect of a dose: the dose a period later, which can have done nothing
 * yet; the same effect with what else comes with it held fixed; and whether there are clusters
 * enough for either to show.
 */
final class DoseRefuters {
  private DoseRefuters() {}

  static List<Refuter> of(Estimated e, List<Estimated> estimates) {
    var refuters = new ArrayList<Refuter>();
    if (e.value().isEmpty()) {
      return refuters;
    }
    double df = e.value().orElseThrow().df();
    if (df < TwoWayFixedEffects.MIN_CLUSTERS - 1) {
      refuters.add(Refuter.fewClusters(df, TwoWayFixedEffects.MIN_CLUSTERS));
    }
    List<Estimated> design = estimates.stream().filter(o -> o.design().equals(e.design())).toList();
    later(design).ifPresent(refuters::add);
    held(e, design.stream().filter(o -> o.outcome().equals(e.outcome())).toList())
        .ifPresent(refuters::add);
    return refuters;
  }

  /** What moves one outcome moves others, so the smallest p-value counts, Bonferroni's way. */
  private static Optional<Refuter> later(List<Estimated> design) {
    List<Estimate> placebos =
        design.stream()
            .filter(o -> o.term().startsWith(DoseResponse.PLACEBO))
            .flatMap(o -> o.estimate().stream())
            .toList();
    OptionalDouble least =
        placebos.stream()
            .filter(Estimate.Value.class::isInstance)
            .mapToDouble(p -> ((Estimate.Value) p).pValue())
            .min();
    if (least.isPresent()) {
      return Optional.of(Refuter.laterDose(Math.min(1, placebos.size() * least.getAsDouble())));
    }
    return placebos.stream()
        .filter(Estimate.Missing.class::isInstance)
        .findFirst()
        .map(p -> Refuter.noLaterDose(((Estimate.Missing) p).detail()));
  }

  /** None for a term that holds everything fixed itself. */
  private static Optional<Refuter> held(Estimated e, List<Estimated> same) {
    String given = DoseStage.truth(e.term()) + DoseResponse.GIVEN + "-";
    return e.term().startsWith(given)
        ? Optional.empty()
        : same.stream()
            .filter(o -> o.term().startsWith(given))
            .flatMap(o -> o.estimate().stream())
            .findFirst()
            .map(
                with ->
                    switch (with) {
                      case Estimate.Value v -> Refuter.heldFixed(e.value().orElseThrow(), v);
                      case Estimate.Point p -> Refuter.notHeldFixed(p.why());
                      case Estimate.Missing m -> Refuter.notHeldFixed(m.detail());
                    });
  }
}
