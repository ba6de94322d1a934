package org.liftgate.modeling.mix;

/**
 * The mediated regression of the original analysis. Stage one regresses the mediator on treatment
 * and controls; stage two regresses the outcome on the treatment, the mediator as stage one
 * predicts it, what is left of the mediator, and the controls. Both are ridges on columns scaled in
 * the training window.
 *
 * <p>The predicted mediator is an exact linear function of the other columns of stage two: its
 * coefficient and those of treatment and controls are told apart by the penalty alone. They are
 * points to reproduce, never effects; {@code modeling.mediation} has the estimator for those.
 *
 * @param lambda of both stages, above 0
 * @param training weeks of the training window
 */
public record TwoStageMix(double lambda, int training) {
  public TwoStageMix {
    if (!(lambda > 0)) {
      throw new IllegalArgumentException(
          "lambda (%s) must be above 0, for without a penalty stage two has no unique solution%n"
                  .formatted(lambda)
              + "Maybe natural effects are wanted; they need no penalty.");
    }
  }

  /** Both stages; the names of stage two are those of its columns. */
  public record Fit(WindowRidge.Fit mediator, WindowRidge.Fit outcome) {}

  /**
   * @param treatment one transformed column
   * @param mediator one transformed column
   * @param controls k columns of n weeks
   * @param outcome n values
   */
  public Fit fit(Features treatment, Features mediator, Features controls, double[] outcome) {
    one("treatment", treatment);
    one("mediator", mediator);
    var ridge = new WindowRidge(lambda, true, training);
    double[] m = mediator.columns()[0];
    WindowRidge.Fit first = ridge.fit(treatment.and(controls), m);
    double[] rest = m.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= first.fitted()[i];
    }
    String name = mediator.names().get(0);
    Features second =
        treatment
            .and("predicted_" + name, first.fitted())
            .and("residual_" + name, rest)
            .and(controls);
    return new Fit(first, ridge.fit(second, outcome));
  }

  private static void one(String what, Features features) {
    if (features.width() != 1) {
      throw new IllegalArgumentException(
          "%s must be one column, there are %d%nMaybe add the channels up first."
              .formatted(what, features.width()));
    }
  }
}
