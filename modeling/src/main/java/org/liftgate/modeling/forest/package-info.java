/**
 * One grower of histogram trees for all forests. A forest is a strategy (what is split on, what a
 * leaf keeps, what is predicted from it) and options; arrays are primitive throughout.
 */
@NullMarked
package org.liftgate.modeling.forest;

import org.jspecify.annotations.NullMarked;
