/** Does a model foretell weeks it has not seen better than simple rules do? */
@NullMarked
package org.liftgate.modeling.forecast;

import org.jspecify.annotations.NullMarked;
