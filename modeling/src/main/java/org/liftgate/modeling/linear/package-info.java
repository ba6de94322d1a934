/** Least squares with any regressors, weights and absorbed effects, and its covariances. */
@NullMarked
package org.liftgate.modeling.linear;

import org.jspecify.annotations.NullMarked;
