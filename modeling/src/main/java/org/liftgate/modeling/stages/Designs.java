package org.liftgate.modeling.stages;

import java.util.Optional;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;

/** Estimating stages as the pipeline declares them. */
final class Designs {
  private Designs() {}

  /** The panel a stage reads. */
  static Optional<String> panel(StageContext context, String design) {
    return context
        .pipeline()
        .stage(design)
        .map(Stage::parameters)
        .flatMap(
            parameters ->
                switch (parameters) {
                  case DidStage.Parameters p -> Optional.of(p.panel());
                  case TwoWayStage.Parameters p -> Optional.of(p.panel());
                  case IncrementStage.Parameters p -> Optional.of(p.panel());
                  case AttGtStage.Parameters p -> Optional.of(p.panel());
                  case EventStudyStage.Parameters p -> Optional.of(p.panel());
                  case AdjustedStage.Parameters p -> Optional.of(p.panel());
                  case IvStage.Parameters p -> Optional.of(p.panel());
                  case DoseStage.Parameters p -> Optional.of(p.panel());
                  case RegressionStage.Parameters p -> Optional.of(p.table());
                  case WindowRidgeStage.Parameters p -> Optional.of(p.table());
                  case MediationStage.Parameters p -> Optional.of(p.table());
                  case BayesMixStage.Parameters p -> Optional.of(p.table());
                  case ClusteredDidStage.Parameters p -> Optional.of(p.panel());
                  case BeforeAfterStage.Parameters p -> Optional.of(p.panel());
                  case MinimumNormStage.Parameters p -> Optional.of(p.panel());
                  default -> Optional.empty();
                });
  }

  /** The stage whose effect of assignment an effect on takers divides. */
  static Optional<String> assignment(StageContext context, String design) {
    return context
        .pipeline()
        .stage(design)
        .map(Stage::parameters)
        .flatMap(p -> p instanceof IvStage.Parameters iv ? iv.itt() : Optional.empty());
  }

  /** The period an event study sets to zero. */
  static Optional<Long> reference(StageContext context, String design) {
    return context
        .pipeline()
        .stage(design)
        .map(Stage::parameters)
        .flatMap(
            parameters ->
                switch (parameters) {
                  case EventStudyStage.Parameters p -> Optional.of((long) p.reference());
                  case IncrementStage.Parameters p -> Optional.of((long) p.reference());
                  default -> Optional.empty();
                });
  }

  /** Whether a stage estimates each group by itself. */
  static boolean byGroup(StageContext context, String design) {
    return context
        .pipeline()
        .stage(design)
        .map(Stage::parameters)
        .filter(p -> p instanceof DidStage.Parameters || p instanceof IncrementStage.Parameters)
        .isPresent();
  }

  /** Whether a stage estimates parts of effects, which nobody judges by themselves. */
  static boolean partOnly(StageContext context, String design) {
    return context
        .pipeline()
        .stage(design)
        .filter(s -> s.parameters() instanceof EconomicsStage.Parameters)
        .isPresent();
  }
}
