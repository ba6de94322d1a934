package org.liftgate.modeling.dml;

import org.liftgate.modeling.learn.MeanLearner;

/**
 * How what is not of interest is learned: the mean of the outcome and the mean of the treatment
 * given modifiers and controls. Of arms the linear one is a logit for each arm against the first
 * (Begg and Gray, 1984), others are means of flags brought to sum to one.
 */
public record Nuisances(MeanLearner outcome, MeanLearner treatment) {

  /** Both learned alike. */
  public static Nuisances of(MeanLearner learner) {
    return new Nuisances(learner, learner);
  }

  public static Nuisances linear() {
    return of(new MeanLearner.Linear());
  }

  /** In words, such as {@code forest}, or {@code boosting for the outcome, linear ...}. */
  public String words() {
    return outcome.name().equals(treatment.name())
        ? outcome.name()
        : outcome.name() + " for the outcome, " + treatment.name() + " for the treatment";
  }
}
