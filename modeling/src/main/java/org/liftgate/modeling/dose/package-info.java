/** What more or less of a treatment does, where nobody gets none of it for good. */
@NullMarked
package org.liftgate.modeling.dose;

import org.jspecify.annotations.NullMarked;
