/** What goes with what, before anybody asks why. */
@NullMarked
package org.liftgate.modeling.relation;

import org.jspecify.annotations.NullMarked;
