/** Formulas as R and fixest write them, and the columns of numbers they stand for. */
@NullMarked
package org.liftgate.modeling.formula;

import org.jspecify.annotations.NullMarked;
