/** Gate kinds of this room. */
@NullMarked
package org.liftgate.modeling.gates;

import org.jspecify.annotations.NullMarked;
