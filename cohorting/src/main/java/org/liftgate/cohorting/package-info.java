/** Treatments, cohorts, panels and their design checks. */
@NullMarked
package org.liftgate.cohorting;

import org.jspecify.annotations.NullMarked;
