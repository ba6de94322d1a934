/** Effects of groups adjusted for what was known before, and how far designs agree. */
@NullMarked
package org.liftgate.modeling.adjusted;

import org.jspecify.annotations.NullMarked;
