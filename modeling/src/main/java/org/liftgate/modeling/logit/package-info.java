/** Logistic regression, with separation and collinearity as named outcomes. */
@NullMarked
package org.liftgate.modeling.logit;

import org.jspecify.annotations.NullMarked;
