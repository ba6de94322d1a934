/** Verbs for staggered starts: columns of a table to a panel, and what was found in words. */
@NullMarked
package org.liftgate.modeling.estimate.staggered;

import org.jspecify.annotations.NullMarked;
