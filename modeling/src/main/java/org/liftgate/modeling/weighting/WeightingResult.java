package org.liftgate.modeling.weighting;

import java.util.List;
import org.liftgate.kernel.Estimate;

/**
 * An effect by weighting.
 *
 * @param score n probabilities of treatment; empty when there is no score
 * @param weights n weights of the target, each for the unit's own arm; empty when there is no score
 * @param notes plain sentences
 * @param influence n values with mean 0: the effect's error is their mean to first order; empty
 *     when there is no score
 */
public record WeightingResult(
    Estimate effect, double[] score, double[] weights, List<String> notes, double[] influence) {
  public WeightingResult {
    notes = List.copyOf(notes);
  }

  /** (sum w)^2 / sum w^2 of one arm (Kish, 1965). */
  public double effectiveUnits(byte[] treated, int arm) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      if (treated[i] == arm) {
        sum += weights[i];
        squares += weights[i] * weights[i];
      }
    }
    return sum * sum / squares;
  }
}
