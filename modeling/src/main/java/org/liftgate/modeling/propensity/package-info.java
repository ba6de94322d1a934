/** Who was likely to be treated, given what was seen before: the propensity score. */
@NullMarked
package org.liftgate.modeling.propensity;

import org.jspecify.annotations.NullMarked;
