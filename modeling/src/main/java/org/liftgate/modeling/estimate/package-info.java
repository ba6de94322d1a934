/** What {@code liftgate estimate} offers: one verb an estimator, from a table to findings. */
@NullMarked
package org.liftgate.modeling.estimate;

import org.jspecify.annotations.NullMarked;
