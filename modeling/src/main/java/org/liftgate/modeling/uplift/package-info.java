/**
 * Uplift: learning whose effect is larger, judged on units that the learning has not seen. Learners
 * (T, S, X, DR) on any learner of means; doubly robust scores; rank-weighted effects with intervals
 * by sequential folds; calibration; placebo; the gate; recommendation rules and their value.
 */
@NullMarked
package org.liftgate.modeling.uplift;

import org.jspecify.annotations.NullMarked;
