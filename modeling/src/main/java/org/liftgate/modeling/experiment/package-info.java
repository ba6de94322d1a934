/** Randomised experiments: effects, sample-ratio mismatch, size, and looking while they run. */
@NullMarked
package org.liftgate.modeling.experiment;

import org.jspecify.annotations.NullMarked;
