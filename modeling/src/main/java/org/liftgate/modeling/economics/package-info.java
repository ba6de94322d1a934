/** Revenue, margin, cost and return of treatments, with their uncertainty. */
@NullMarked
package org.liftgate.modeling.economics;

import org.jspecify.annotations.NullMarked;
