/** Reference distributions, intervals, joint tests, power and multiplicity. */
@NullMarked
package org.liftgate.modeling.inference;

import org.jspecify.annotations.NullMarked;
