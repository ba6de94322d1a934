/** Effects by weighting and by weighting with regression, from influence functions. */
@NullMarked
package org.liftgate.modeling.weighting;

import org.jspecify.annotations.NullMarked;
