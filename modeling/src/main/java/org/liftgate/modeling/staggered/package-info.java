/** Difference-in-differences where units start at different times. */
@NullMarked
package org.liftgate.modeling.staggered;

import org.jspecify.annotations.NullMarked;
