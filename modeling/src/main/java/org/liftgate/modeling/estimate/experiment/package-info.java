/** Verbs of randomised experiments: {@code difference}, {@code cuped} and {@code ratio}. */
@NullMarked
package org.liftgate.modeling.estimate.experiment;

import org.jspecify.annotations.NullMarked;
