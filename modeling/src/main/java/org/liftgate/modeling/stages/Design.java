package org.liftgate.modeling.stages;

import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Treatment;

/** What a cohort stage declared of its treatment, and the facts every row of a stage repeats. */
record Design(String stage, String treatment, Profile profile, Grade grade) {

  /** Reads {@code cohort_<treatment>_design}. */
  static Design read(StageContext context, String treatment, Profile profile) {
    String name = "cohort_" + treatment + "_design";
    if (!context.inputs().containsKey(name)) {
      throw LiftgateException.input(
          Problem.of(
              "treatment",
              treatment,
              "must be declared by a cohort stage: there is no table " + name,
              "Maybe the stage does not name its cohort stage under needs."));
    }
    Table table = context.engine().read(name);
    var declared =
        new Treatment(
            treatment, table.texts("definition")[0], table.longs("after_outcome")[0] != 0);
    Grade grade = declared.ceiling(Grade.of(table.texts("grade")[0]));
    return new Design(context.stage().id(), treatment, profile, grade);
  }

  /** The smaller-arm rule is ours: a published recipe asks for two units in each cell. */
  int minClusters(int asked) {
    return profile == Profile.PUBLISHED ? 2 : asked;
  }

  /** As many threads as there are processors; the work stops when the run is cancelled. */
  static Workers workers(StageContext context) {
    return new Workers(Runtime.getRuntime().availableProcessors(), context::checkCancelled);
  }
}
