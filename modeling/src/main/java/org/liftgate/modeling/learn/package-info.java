/** Learners of means, how well an outcome is forecast, and what a forecast leans on; no effects. */
@NullMarked
package org.liftgate.modeling.learn;

import org.jspecify.annotations.NullMarked;
