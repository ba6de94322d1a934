/** Estimators that compare units over time: 2x2, two-way fixed effects, event study. */
@NullMarked
package org.liftgate.modeling.panel;

import org.jspecify.annotations.NullMarked;
