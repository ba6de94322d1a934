/** One treatment's effect where others overlap it: stacked designs with the others' lags. */
@NullMarked
package org.liftgate.modeling.increment;

import org.jspecify.annotations.NullMarked;
