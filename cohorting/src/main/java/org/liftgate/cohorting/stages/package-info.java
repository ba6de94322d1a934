/** Stage kinds that make cohorts and panels. */
@NullMarked
package org.liftgate.cohorting.stages;

import org.jspecify.annotations.NullMarked;
