package org.liftgate.modeling.matching;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;

/**
 * An effect after matching and how it came about.
 *
 * @param effect {@code att}; on the matched treated only where the caliper dropped some
 * @param matches empty when there is no score
 * @param score n probabilities; empty when there is none
 * @param logit n log odds
 * @param notes plain sentences: whose effect it is, how its uncertainty was computed
 */
public record MatchingResult(
    Estimate effect,
    Optional<Matches> matches,
    double[] score,
    double[] logit,
    List<String> notes) {
  public MatchingResult {
    notes = List.copyOf(notes);
  }

  /** Treated units without a match. */
  public int dropped() {
    return matches.map(m -> m.treated().length - m.matched()).orElse(0);
  }
}
