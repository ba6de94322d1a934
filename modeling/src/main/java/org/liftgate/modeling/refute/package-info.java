/** What is tried against an effect: windows and arms in which nothing should be found. */
@NullMarked
package org.liftgate.modeling.refute;

import org.jspecify.annotations.NullMarked;
