package org.liftgate.kernel;

import java.util.List;

/**
 * The units compared, and how they came to be the ones.
 *
 * @param steps how the cohort shrank, first step first
 */
public record Cohort(
    Treatment treatment, Grade grade, long treated, long comparison, List<Step> steps) {
  public Cohort {
    steps = List.copyOf(steps);
  }

  /** Units that remained after a step. */
  public record Step(String name, long units, String why) {}
}
