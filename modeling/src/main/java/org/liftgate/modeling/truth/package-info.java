/**
 * The truth machine: designs with planted effects, and a runner that draws them again and again to
 * see whether an estimator's intervals keep their word.
 */
@NullMarked
package org.liftgate.modeling.truth;

import org.jspecify.annotations.NullMarked;
