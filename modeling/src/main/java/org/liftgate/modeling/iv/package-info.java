/** Effects by instruments: two-stage least squares, intervals that bear weak instruments. */
@NullMarked
package org.liftgate.modeling.iv;

import org.jspecify.annotations.NullMarked;
