package org.liftgate.modeling.staggered;

/**
 * One group-time effect to be estimated: the change of cohort {@code group} (its number among the
 * cohorts) from period number {@code base} to period number {@code time}, against the comparison.
 *
 * @param post whether the period is the group's first treated one or later
 * @param notYetFrom comparison beside the never-treated: cohorts from this number on, but for the
 *     group itself; the number of cohorts when there are none
 */
record Cell(int group, int time, int base, boolean post, int notYetFrom) {
  /** A universal base period compared with itself: zero by definition. */
  boolean isBase() {
    return time == base;
  }

  boolean compares(int cohort) {
    return cohort >= notYetFrom && cohort != group;
  }
}
