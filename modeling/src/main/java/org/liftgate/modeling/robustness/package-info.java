/** One effect under every defensible choice, and without any one unit. */
@NullMarked
package org.liftgate.modeling.robustness;

import org.jspecify.annotations.NullMarked;
