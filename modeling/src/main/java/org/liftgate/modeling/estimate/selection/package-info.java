/** Verbs under selection on observables, and penalised and logistic regressions. */
@NullMarked
package org.liftgate.modeling.estimate.selection;

import org.jspecify.annotations.NullMarked;
