/** Nearest neighbour matching on a score, its balance, effects and their uncertainty. */
@NullMarked
package org.liftgate.modeling.matching;

import org.jspecify.annotations.NullMarked;
