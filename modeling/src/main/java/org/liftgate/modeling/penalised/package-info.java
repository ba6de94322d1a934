/** Ridge, lasso and elastic net: paths, cross-validation, and no p-values. */
@NullMarked
package org.liftgate.modeling.penalised;

import org.jspecify.annotations.NullMarked;
