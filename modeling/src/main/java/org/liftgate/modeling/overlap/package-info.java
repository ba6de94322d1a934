/** Whether treated and comparison units can be compared at all, given a propensity score. */
@NullMarked
package org.liftgate.modeling.overlap;

import org.jspecify.annotations.NullMarked;
